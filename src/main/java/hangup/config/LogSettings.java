package hangup.config;

/**
 * How much is logged.
 *
 * @param level messages of this level and above
 */
public record LogSettings(Level level) {

  /** From silent to loud. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  static LogSettings read(Values values) {
    return new LogSettings(values.choice("level", Level.class, Level.INFO));
  }
}
