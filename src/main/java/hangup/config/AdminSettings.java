package hangup.config;

import java.util.List;

/**
 * The local HTTP port for health, metrics and the preview page.
 *
 * @param enabled whether there is one
 * @param host the address it is bound to
 * @param port 0 for any free one
 * @param page whether the port shows the preview page
 * @param names under which a browser may open the page, besides the address itself
 */
public record AdminSettings(
    boolean enabled, String host, int port, PageMode page, List<String> names) {

  /** This machine only: nothing on the port asks who comes. */
  public static final String LOOPBACK = "127.0.0.1";

  public static final int DEFAULT_PORT = 9464;

  /** When there is a page. */
  public enum PageMode {
    /** If only this machine reaches the port. */
    AUTO,
    ALWAYS,
    NEVER
  }

  public AdminSettings {
    names = List.copyOf(names);
  }

  /** With the page where only this machine reaches it. */
  public AdminSettings(boolean enabled, String host, int port) {
    this(enabled, host, port, PageMode.AUTO, List.of());
  }

  static AdminSettings read(Values values) {
    return new AdminSettings(
        values.flag("enabled", true),
        values.text("host", LOOPBACK),
        values.integer("port", DEFAULT_PORT, 0, 65_535),
        values.choice("page", PageMode.class, PageMode.AUTO),
        values.texts("names"));
  }
}
