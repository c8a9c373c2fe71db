package hangup.access;

import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.config.AccessSettings;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One rule: whoever fits every condition that is given may run what {@code allow} names. A rule
 * without conditions fits everybody on every platform.
 *
 * @param platform {@code discord} or {@code telegram}
 * @param space the Discord guild's or the Telegram chat's id
 * @param channel the Discord channel's or thread's, or the Telegram chat's id
 * @param role the Discord role's id
 * @param user the user's id on the platform
 * @param admins only those who administrate the place, by the platform's own word
 * @param allow names of commands, permissions by their names (see {@link Permission}), or {@code
 *     all}; in lower case, without a slash
 */
public record AccessRule(
    Optional<String> platform,
    Optional<String> space,
    Optional<String> channel,
    Optional<String> role,
    Optional<String> user,
    boolean admins,
    Set<String> allow) {

  static final String ALL = "all";

  /**
   * @throws IllegalArgumentException if the rule allows nothing
   */
  public AccessRule {
    Set<String> words = new LinkedHashSet<>();
    for (String word : allow) {
      String bare = word.strip().toLowerCase(Locale.ROOT);
      words.add(bare.startsWith("/") ? bare.substring(1) : bare);
    }
    words.remove("");
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "a rule must allow something: names of commands, public, figures, calls, change, admin or"
              + " all");
    }
    allow = Set.copyOf(words);
  }

  /** The rule as it was configured. */
  public static AccessRule of(AccessSettings settings) {
    return new AccessRule(
        settings.platform(),
        settings.space(),
        settings.channel(),
        settings.role(),
        settings.user(),
        settings.admins(),
        Set.copyOf(settings.allow()));
  }

  /** Whether the asker and the place fit every condition. */
  boolean fits(Context context) {
    return is(platform, context.channel().platform())
        && (space.isEmpty() || space.equals(context.channel().space()))
        && (is(channel, context.channel().channel()) || channel.equals(context.channel().thread()))
        && (role.isEmpty() || context.asker().roles().contains(role.get()))
        && is(user, context.asker().id())
        && (!admins || context.asker().admin());
  }

  boolean allows(CommandSpec spec) {
    return allow.contains(ALL)
        || allow.contains(spec.name())
        || allow.contains(word(spec.permission()));
  }

  static String word(Permission permission) {
    return permission.name().toLowerCase(Locale.ROOT);
  }

  private static boolean is(Optional<String> wanted, String actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }
}
