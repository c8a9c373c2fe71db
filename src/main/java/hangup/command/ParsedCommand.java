package hangup.command;

/** A command line that was understood: every value is valid for its option's kind. */
public record ParsedCommand(CommandSpec spec, Arguments arguments) {

  /** The line in its plainest form; parsing it gives the same again. */
  public String line() {
    return CommandLines.of(spec, arguments);
  }
}
