package hangup.config;

/**
 * The local HTTP port for health, metrics and the preview page.
 *
 * @param enabled whether there is one
 * @param host the address it is bound to
 * @param port 0 for any free one
 */
public record AdminSettings(boolean enabled, String host, int port) {

  /** This machine only: nothing on the port asks who comes. */
  public static final String LOOPBACK = "127.0.0.1";

  public static final int DEFAULT_PORT = 9464;

  static AdminSettings read(Values values) {
    return new AdminSettings(
        values.flag("enabled", true),
        values.text("host", LOOPBACK),
        values.integer("port", DEFAULT_PORT, 0, 65_535));
  }
}
