package hangup.chat.telegram;

import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What the platform itself says to people. */
final class Words {

  static final String STRANGER =
      "This bot is for its team only. If you belong to it, ask its administrator for a code and"
          + " send it to me as /link CODE";
  static final String BUTTON_GONE = "This button no longer works. Ask again.";
  static final String BUSY = "Too many questions at once in this chat. Try again in a moment.";

  private Words() {}

  /** One plain sentence. */
  static Reply plain(String title, String sentence) {
    return Reply.builder(title, Severity.INFO).text(sentence).build();
  }

  static Reply stranger() {
    return plain("Not allowed", STRANGER);
  }

  static Reply linked() {
    return Reply.builder("Linked", Severity.OK)
        .text(
            RichText.of("You may ask me here now. Try ")
                .plusCode("/help")
                .plus(" or ")
                .plusCode("/reason 22"))
        .button("Help", "/help")
        .build();
  }

  static Reply wrongCode() {
    return plain(
        "That code does not work",
        "It was used before, has run out, or is mistyped. Ask the administrator for a new one.");
  }

  /** For commands that were sent while the bot was not there. */
  static Reply skipped(Duration limit) {
    return plain(
        "I was away",
        "Questions older than "
            + limit.toMinutes()
            + " minutes are left out. Ask again if you still need an answer.");
  }

  static Reply full(boolean group) {
    return Reply.builder("Too many at once", Severity.LOW)
        .text(
            (group
                    ? "Telegram lets me send 20 messages a minute to a group, and more answers than"
                        + " that are waiting here."
                    : "Telegram lets me send you one message a second, and many answers are"
                        + " waiting.")
                + " I left out what was asked last; ask again in a minute.")
        .build();
  }

  /** For an answer that may not have arrived; the button shows it again. */
  static Reply uncertain(String line) {
    return note("My answer may be missing", "The connection broke while I answered ", ".", line);
  }

  /** For a question that the bot stopped at twice; the button asks it again. */
  static Reply unfinished(String line) {
    return note(
        "I did not finish this",
        "I was stopped twice while I worked on ",
        ", and leave it. If it happens again, tell who runs me.",
        line);
  }

  private static Reply note(String title, String before, String after, String line) {
    Reply.Builder reply =
        Reply.builder(title, Severity.LOW)
            .text(
                RichText.of(before)
                    .plusCode(line.length() > 100 ? line.substring(0, 100) + "…" : line)
                    .plus(after));
    if (line.length() <= 500 && !line.isBlank()) {
      reply.button("Show it", line);
    }
    return reply.build();
  }

  /** For an answer that is for somebody who has not opened a chat with the bot. */
  static Reply openPrivately(String botName) {
    return Reply.builder("The answer is for you alone", Severity.INFO)
        .add(
            new Block.Bullets(
                List.of(
                    RichText.empty()
                        .plusLink(
                            "Open a private chat with me",
                            URI.create("https://t.me/" + botName + "?start=help"))
                        .plus(" and press Start, then ask again."))))
        .build();
  }
}
