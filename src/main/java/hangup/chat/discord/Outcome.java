package hangup.chat.discord;

import net.dv8tion.jda.api.utils.data.DataObject;

/** What became of a request to Discord. */
sealed interface Outcome {

  /** Discord did it. {@code json} is what it answered; empty if nothing. */
  record Done(DataObject json) implements Outcome {}

  /**
   * Discord will not do it, now or later.
   *
   * @param status the HTTP status, 400 to 499
   * @param code Discord's own code, for example 50013; 0 if none
   */
  record Refused(int status, int code, String meaning) implements Outcome {

    private static final int INVALID_FORM = 50035;
    private static final int EMPTY_MESSAGE = 50006;
    private static final int TOO_LARGE = 413;
    private static final int BAD_REQUEST = 400;

    /** Whether it is the message itself that Discord does not like, not the place or the sender. */
    boolean becauseOfTheContent() {
      return code == INVALID_FORM
          || code == EMPTY_MESSAGE
          || status == TOO_LARGE
          || (status == BAD_REQUEST && code == 0);
    }
  }

  /** Discord had trouble, or could not be reached: it may or may not have been done. */
  record Failed(String reason) implements Outcome {}
}
