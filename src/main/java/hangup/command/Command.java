package hangup.command;

import hangup.reply.Reply;

/** Something that can be asked. Thread-safe. */
public interface Command {

  CommandSpec spec();

  /**
   * What the asker needs for these arguments, where some of what the command does needs more than
   * {@link CommandSpec#permission}, which is the least of it.
   */
  default Permission permission(Arguments arguments) {
    return spec().permission();
  }

  /**
   * Answers.
   *
   * @throws CommandException to tell the user what was wrong
   */
  Reply run(Arguments arguments, Context context);
}
