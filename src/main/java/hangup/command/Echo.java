package hangup.command;

/** What the user typed, as an error repeats it. */
final class Echo {

  private static final int LONGEST = 60;

  private Echo() {}

  /** At most 60 characters, cut at a whole character. */
  static String of(String typed) {
    if (typed.codePointCount(0, typed.length()) <= LONGEST) {
      return typed;
    }
    return typed.substring(0, typed.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
