package hangup.access;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /access}: what the asker may do here, and why; nobody else's rights. */
public final class AccessCommand implements Command {

  private static final CommandSpec SPEC =
      new CommandSpec(
              "access",
              "Shows what you may ask here, and why",
              List.of("An administrator changes it by the rules under access in the settings."),
              List.of(),
              Permission.PUBLIC,
              List.of("/access"))
          .withWords("what may i", "my rights", "am i allowed");

  private final AccessRules rules;
  private final Supplier<List<CommandSpec>> commands;

  /**
   * A command over all others.
   *
   * @param commands the declarations of all commands, once they are known
   */
  public AccessCommand(AccessRules rules, Supplier<List<CommandSpec>> commands) {
    this.rules = rules;
    this.commands = commands;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    List<List<String>> rows = new ArrayList<>();
    Map<String, Object> data = new LinkedHashMap<>();
    int allowed = 0;
    for (CommandSpec command : commands.get()) {
      AccessRules.Decision decision = rules.decide(command, context);
      allowed += decision.allowed() ? 1 : 0;
      rows.add(List.of("/" + command.name(), decision.allowed() ? "yes" : "no", decision.why()));
      data.put(command.name(), Map.of("allowed", decision.allowed(), "why", decision.why()));
    }
    return Reply.builder("What you may ask here", Severity.INFO)
        .forAskerOnly()
        .text("You may use " + allowed + " of " + rows.size() + " commands here.")
        .add(
            new Block.Table(
                "",
                List.of(
                    new Block.Column("Command", Block.Align.LEFT, true),
                    new Block.Column("May", Block.Align.LEFT, true),
                    new Block.Column("Why", Block.Align.LEFT, true)),
                rows))
        .data(Map.of("commands", data))
        .build();
  }
}
