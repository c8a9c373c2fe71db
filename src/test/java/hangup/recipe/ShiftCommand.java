package hangup.recipe;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Topic;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.time.Clock;
import java.time.LocalTime;
import java.util.List;

/** {@code /shift}: a command at its smallest; which of three shifts works at a full hour. */
final class ShiftCommand implements Command {

  private static final CommandSpec SPEC =
      new CommandSpec(
          "shift",
          "Which shift works now, or at a full hour",
          List.of("Early from 6, late from 14, night from 22."),
          List.of(Option.optional("hour", Option.Kind.TEXT, "A full hour from 0 to 23")),
          Permission.PUBLIC,
          List.of("/shift", "/shift 14"),
          List.of("who works"),
          Topic.BOT);

  private final Clock clock;

  ShiftCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    int hour =
        arguments
            .get("hour")
            .map(ShiftCommand::hour)
            .orElseGet(() -> LocalTime.now(clock.withZone(context.zone())).getHour());
    String shift = hour < 6 || hour >= 22 ? "night" : hour < 14 ? "early" : "late";
    return Reply.builder("Shift at " + hour + ":00", Severity.INFO)
        .text("The " + shift + " shift works.")
        .build();
  }

  private static int hour(String text) {
    if (!text.matches("1?[0-9]|2[0-3]")) {
      throw new CommandException(text + " is no hour. Write one from 0 to 23.", "/shift 14");
    }
    return Integer.parseInt(text);
  }
}
