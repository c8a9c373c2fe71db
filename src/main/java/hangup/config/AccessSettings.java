package hangup.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule of {@code access}: whoever meets every condition that is given may run what {@code
 * allow} names.
 *
 * @param platform {@code discord} or {@code telegram}
 * @param space the id of the Discord server or the Telegram chat
 * @param channel the id of the channel, thread or chat
 * @param role the id of a Discord role
 * @param user the user's id
 * @param admins only those who administrate the place
 * @param allow names of commands, names of permissions such as {@code figures}, or {@code all};
 *     never empty
 */
public record AccessSettings(
    Optional<String> platform,
    Optional<String> space,
    Optional<String> channel,
    Optional<String> role,
    Optional<String> user,
    boolean admins,
    List<String> allow) {

  private static final Map<String, String> PLATFORMS =
      Map.of("discord", "discord", "telegram", "telegram");

  /** The permissions and {@code all}. */
  private static final List<String> PERMISSIONS =
      List.of("all", "public", "figures", "calls", "numbers", "change", "admin");

  /** The names of all commands. They are declared elsewhere, and a test compares. */
  public static final List<String> COMMANDS =
      List.of(
          "about",
          "access",
          "audit",
          "billing",
          "calls",
          "digest",
          "fix",
          "help",
          "link",
          "q850",
          "reason",
          "reasons",
          "settings",
          "sip",
          "summary");

  public AccessSettings {
    allow = List.copyOf(allow);
  }

  /** The rule, or nothing if it is wrong, which is reported. */
  static Optional<AccessSettings> read(Values values) {
    Optional<String> platform = values.oneOf("platform", PLATFORMS);
    Optional<String> space = values.text("space");
    Optional<String> channel = values.text("channel");
    Optional<String> role = values.text("role");
    Optional<String> user = values.text("user");
    boolean admins = values.flag("admins", false);
    List<String> words = new ArrayList<>(PERMISSIONS);
    words.addAll(COMMANDS);
    List<String> allow =
        values.words("allow", words, word -> word.startsWith("/") ? word.substring(1) : word);
    if (allow.isEmpty()) {
      values.error(
          "a rule must allow something",
          "Add for example allow: [figures]; allowed are names of commands, public, figures,"
              + " calls, change, admin and all.");
      return Optional.empty();
    }
    return Optional.of(new AccessSettings(platform, space, channel, role, user, admins, allow));
  }
}
