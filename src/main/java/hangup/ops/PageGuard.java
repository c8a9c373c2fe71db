package hangup.ops;

import com.sun.net.httpserver.Headers;
import hangup.config.AdminSettings;
import hangup.config.AdminSettings.PageMode;
import hangup.ops.AdminServer.Answer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites, open in the same browser, from using the pages of the local port.
 *
 * <p>A site can have its own name point to this address (DNS rebinding) and then read what it gets:
 * hence only known names are answered, or plain addresses, which no name server can change. A site
 * can also send the browser here: hence what the browser says was started elsewhere is refused (<a
 * href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata</a>).
 */
public final class PageGuard {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Set<String> OWN = Set.of("same-origin", "none");
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Set<String> names;
  private final boolean anyAddress;

  private PageGuard(Set<String> names, boolean anyAddress) {
    this.names = Set.copyOf(names);
    this.anyAddress = anyAddress;
  }

  static PageGuard of(AdminSettings settings) {
    Set<String> names = new HashSet<>(AdminServer.LOCAL_NAMES);
    settings.names().forEach(name -> names.add(name(name)));
    boolean loopback = isLoopback(settings.host());
    if (!loopback) {
      names.add(name(settings.host()));
    }
    return new PageGuard(names, !loopback);
  }

  /** Whether the settings want a page. */
  public static boolean shows(AdminSettings settings) {
    return settings.page() == PageMode.ALWAYS
        || (settings.page() == PageMode.AUTO && isLoopback(settings.host()));
  }

  private static boolean isLoopback(String host) {
    InetAddress address = new InetSocketAddress(host, 0).getAddress();
    return address != null && address.isLoopbackAddress();
  }

  /** Empty if the request may be answered. */
  Optional<Answer> refusal(Headers headers) {
    String host = headers.getFirst("Host");
    if (host == null || !isOurs(name(host))) {
      return Optional.of(
          Answer.of(421, TEXT, "This page does not answer under that name; see admin.names\n"));
    }
    if (values(headers, "Sec-Fetch-Site").stream().anyMatch(site -> !OWN.contains(site))
        || !isSame(headers.getFirst("Origin"), host)) {
      return Optional.of(
          Answer.of(403, TEXT, "Another site asked for this page. Type its address to open it.\n"));
    }
    return Optional.empty();
  }

  private boolean isOurs(String name) {
    return names.contains(name) || (anyAddress && ADDRESS.matcher(name).matches());
  }

  private static List<String> values(Headers headers, String name) {
    return headers.getOrDefault(name, List.of());
  }

  private static boolean isSame(@Nullable String origin, String host) {
    return origin == null
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }

  /** The name in a {@code Host} header, in lower case, without the port. */
  static String name(String host) {
    return host.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
  }
}
