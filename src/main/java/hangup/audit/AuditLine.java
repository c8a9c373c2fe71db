package hangup.audit;

import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.Watch.Answered;
import hangup.state.AuditLog.Entry;
import hangup.state.AuditLog.Kind;
import hangup.state.AuditText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the audit log keeps of an answer: no secret, no full number, nothing that was not read. */
final class AuditLine {

  /** In free text also short numbers are hidden: {@code /calls} takes five digits for a number. */
  private static final int LEAST_DIGITS = 5;

  private static final String REFUSED = "refused";

  private AuditLine() {}

  static Entry of(Answered answered, Instant at) {
    Optional<CommandSpec> command = answered.command();
    return new Entry(
        at,
        Kind.COMMAND,
        answered.context().channel(),
        answered.context().asker().id(),
        answered.context().asker().name(),
        command.map(CommandSpec::name).orElse(""),
        command.map(spec -> options(spec, answered)).orElse(""),
        answered.outcome(),
        Optional.of(answered.took()));
  }

  /** Whether both are of somebody who was turned away before anything was read. */
  static boolean isRepeated(Entry before, Entry now) {
    return now.action().isEmpty()
        && before.action().isEmpty()
        && before.kind() == now.kind()
        && before.outcome().equals(REFUSED)
        && now.outcome().equals(REFUSED)
        && before.actor().equals(now.actor())
        && before.channel().equals(now.channel());
  }

  static Entry repeated(Entry last, int times) {
    return new Entry(
        last.at(),
        last.kind(),
        last.channel(),
        last.actor(),
        last.actorName(),
        last.action(),
        times + " times",
        last.outcome(),
        last.took());
  }

  private static String options(CommandSpec spec, Answered answered) {
    List<String> words = new ArrayList<>();
    for (Option option : spec.options()) {
      String value = answered.options().get(option.name());
      if (value != null) {
        words.add(option.name() + ":" + shown(option, value));
      }
    }
    return String.join(" ", words);
  }

  private static String shown(Option option, String value) {
    return option.kind() == Option.Kind.TEXT
        ? AuditText.of(value, LEAST_DIGITS)
        : AuditText.of(value);
  }
}
