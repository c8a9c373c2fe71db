package hangup.ops;

/**
 * How one part of the bot is.
 *
 * @param detail one line for the admin: no secret, no phone number
 */
public record HealthPart(String name, State state, String detail) {

  /** From good to bad. */
  public enum State {
    /** Works. */
    UP,
    /** Works less than it should; the bot still answers. */
    DEGRADED,
    /** Does not work; the bot is not ready. */
    DOWN
  }

  public static HealthPart up(String name, String detail) {
    return new HealthPart(name, State.UP, detail);
  }

  public static HealthPart degraded(String name, String detail) {
    return new HealthPart(name, State.DEGRADED, detail);
  }

  public static HealthPart down(String name, String detail) {
    return new HealthPart(name, State.DOWN, detail);
  }
}
