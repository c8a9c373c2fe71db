package hangup.command;

import hangup.reply.Reply;

/** Something that can be asked. Thread-safe. */
public interface Command {

  CommandSpec spec();

  /**
   * Answers.
   *
   * @throws CommandException to tell the user what was wrong
   */
  Reply run(Arguments arguments, Context context);
}
