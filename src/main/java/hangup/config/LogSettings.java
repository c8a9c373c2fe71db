package hangup.config;

/**
 * How much is logged, and how it is written.
 *
 * @param level messages of this level and above
 */
public record LogSettings(Level level, Format format) {

  /** From silent to loud. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** For whom. */
  public enum Format {
    /** Lines for people on a terminal, JSON elsewhere. */
    AUTO,
    TEXT,
    JSON
  }

  static LogSettings read(Values values) {
    return new LogSettings(
        values.choice("level", Level.class, Level.INFO),
        values.choice("format", Format.class, Format.AUTO));
  }
}
