package hangup.cdr;

import java.util.Locale;

/** Who ended a call, as VOS3000 stores it in {@code enddirection}. */
public enum EndDirection {
  CALLER(0),
  CALLEE(1),
  SERVER(2),
  /** The source does not say. */
  UNKNOWN(-1);

  private final int code;

  EndDirection(int code) {
    this.code = code;
  }

  /** The value that VOS3000 stores; −1 for unknown. */
  public int code() {
    return code;
  }

  /**
   * The word users type and read: {@code caller}, {@code callee}, {@code server}, {@code unknown}.
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The direction of a stored value; {@link #UNKNOWN} for any value that is not 0, 1 or 2. */
  public static EndDirection of(int code) {
    return switch (code) {
      case 0 -> CALLER;
      case 1 -> CALLEE;
      case 2 -> SERVER;
      default -> UNKNOWN;
    };
  }
}
