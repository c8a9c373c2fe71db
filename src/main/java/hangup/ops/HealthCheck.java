package hangup.ops;

/** Looks at one part of the bot. Quick: it looks at what is known, and waits for nothing. */
public interface HealthCheck {

  /** The part's name, in lower case: {@code discord}, {@code source main}. */
  String name();

  /** How the part is now. Thread-safe. */
  HealthPart look();
}
