package hangup.yaml;

/** What somebody wrote, as a message repeats it: in quotes, short, on one line. */
public final class Quoted {
  private static final int MAX_LENGTH = 60;

  private Quoted() {}

  /** The text in double quotes; control and invisible characters become a dot. */
  public static String of(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .limit(MAX_LENGTH)
        .map(point -> visible(point) ? point : '.')
        .forEach(quoted::appendCodePoint);
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      quoted.append("...");
    }
    return quoted.append('"').toString();
  }

  private static boolean visible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
