package hangup.cdr;

/** Hides the end of a phone number. */
public final class Mask {
  private static final int HIDDEN = 4;

  private Mask() {}

  /**
   * The number with its last four characters, or its second half if it is shorter than eight, as
   * {@code *}. Of an address such as {@code sip:joe@example.com} only the length stays.
   */
  public static String number(String number) {
    int length = number.codePointCount(0, number.length());
    boolean digits = number.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '+' || c == '#');
    if (!digits) {
      return "*".repeat(Math.min(length, 16));
    }
    int hidden = hidden(length);
    return number.substring(0, length - hidden) + "*".repeat(hidden);
  }

  /** How many characters are hidden of a number of this length. */
  public static int hidden(int length) {
    return length >= 2 * HIDDEN ? HIDDEN : (length + 1) / 2;
  }

  /** The CDR with both numbers masked. */
  public static Cdr numbers(Cdr cdr) {
    return new Cdr(
        cdr.id(),
        cdr.hasId(),
        cdr.startMs(),
        cdr.stopMs(),
        cdr.talkSeconds(),
        cdr.billedSeconds(),
        cdr.pddMillis(),
        cdr.reason(),
        cdr.reasonText(),
        cdr.endedBy(),
        number(cdr.caller()),
        number(cdr.callee()),
        cdr.mappingGateway(),
        cdr.routingGateway(),
        cdr.customerAccount(),
        cdr.customerName(),
        cdr.fee());
  }
}
