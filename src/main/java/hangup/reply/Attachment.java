package hangup.reply;

/**
 * A text file that goes with a reply.
 *
 * @param name with its ending, such as {@code calls-2026-11-01.csv}; ASCII, without folders
 * @param mediaType such as {@code text/csv}; the text is sent as UTF-8
 */
public record Attachment(String name, String mediaType, String text) {

  /** Checks the name. */
  public Attachment {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException("not a file name: " + name);
    }
  }
}
