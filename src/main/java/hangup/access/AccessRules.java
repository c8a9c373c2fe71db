package hangup.access;

import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Decides by a list of {@link AccessRule}s. What no rule allows is refused, but for {@link
 * Permission#PUBLIC} commands, which everybody may run except in a private Telegram chat: anybody
 * can find a Telegram bot and write to it, so there a rule must name the user, or an admin must
 * have linked them. Thread-safe.
 */
public final class AccessRules implements Access {

  private final Supplier<List<AccessRule>> rules;
  private final LinkedUsers linked;

  /** By rules that stay. */
  public AccessRules(List<AccessRule> rules, LinkedUsers linked) {
    this(fixed(List.copyOf(rules)), linked);
  }

  /** By the rules as they are when something is asked. */
  public AccessRules(Supplier<List<AccessRule>> rules, LinkedUsers linked) {
    this.rules = rules;
    this.linked = linked;
  }

  private static Supplier<List<AccessRule>> fixed(List<AccessRule> rules) {
    return () -> rules;
  }

  @Override
  public Optional<String> refusal(CommandSpec spec, Context context) {
    return decide(spec, context).allowed()
        ? Optional.empty()
        : Optional.of(
            "You may not use /" + spec.name() + " here. Ask the administrator of this bot.");
  }

  /** What is decided, and why; {@code why} is for the asker and shows nobody else's rights. */
  public record Decision(boolean allowed, String why) {}

  /** Decides, and says by what. */
  public Decision decide(CommandSpec spec, Context context) {
    for (AccessRule rule : rules.get()) {
      if (rule.fits(context) && rule.allows(spec)) {
        return new Decision(true, "allowed by a rule " + conditions(rule));
      }
    }
    if (spec.permission() != Permission.PUBLIC) {
      return new Decision(
          false, "no rule allows " + AccessRule.word(spec.permission()) + " to you here");
    }
    if (isPrivateTelegram(context) && !isKnown(context)) {
      return new Decision(false, "a private chat needs a rule that names you, or an admin's code");
    }
    return new Decision(true, "open to everybody");
  }

  /**
   * The words in the rules' {@code allow} that are neither a command nor a permission; for the
   * check of the configuration.
   */
  public Set<String> unknownWords(Collection<CommandSpec> commands) {
    Set<String> words = new TreeSet<>();
    rules.get().forEach(rule -> words.addAll(rule.allow()));
    words.remove(AccessRule.ALL);
    for (Permission permission : Permission.values()) {
      words.remove(AccessRule.word(permission));
    }
    commands.forEach(spec -> words.remove(spec.name()));
    return words;
  }

  private boolean isKnown(Context context) {
    return linked.linked(context.channel().platform(), context.asker().id())
        || rules.get().stream().anyMatch(rule -> rule.user().isPresent() && rule.fits(context));
  }

  private static boolean isPrivateTelegram(Context context) {
    return context.channel().platform().equals("telegram") && context.channel().space().isEmpty();
  }

  private static String conditions(AccessRule rule) {
    StringBuilder text = new StringBuilder("for ");
    if (rule.user().isPresent()) {
      text.append("you");
    } else if (rule.role().isPresent()) {
      text.append("your role");
    } else if (rule.admins()) {
      text.append("those who administrate this place");
    } else {
      text.append("everybody");
    }
    if (rule.channel().isPresent()) {
      text.append(" in this channel");
    } else if (rule.space().isPresent()) {
      text.append(" in this place");
    }
    return text.toString();
  }
}
