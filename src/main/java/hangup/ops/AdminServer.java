package hangup.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import hangup.config.AdminSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local HTTP port: {@code /healthz} (200 while the process lives), {@code /readyz} (200 while
 * the bot can work, else 503, with every part as JSON), {@code /metrics} for Prometheus, and the
 * pages it is given. Reads only; asks nobody who they are, hence bound to loopback by default.
 *
 * <p>Pages are for a browser, which other sites may steer: they answer only under the names of
 * {@link PageGuard}, only to what the browser's user asked for here, and never more than two at a
 * time, so that health is always told.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  private static final int THREADS = 4;
  private static final int PAGES_AT_ONCE = 2;
  static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final boolean loopback;
  private final PageGuard guard;
  private final Semaphore pageTurns = new Semaphore(PAGES_AT_ONCE);

  private AdminServer(
      HttpServer server, ExecutorService threads, boolean loopback, PageGuard guard) {
    this.server = server;
    this.threads = threads;
    this.loopback = loopback;
    this.guard = guard;
  }

  /**
   * Binds the port and answers from then on.
   *
   * @param pages more pages by path
   * @throws UncheckedIOException if the address cannot be bound; the message is for the admin
   */
  public static AdminServer start(
      AdminSettings settings, Health health, Metrics metrics, Map<String, Page> pages) {
    // Without them a client that sends nothing holds a thread for ever.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
    HttpServer server;
    try {
      if (address.isUnresolved()) {
        throw new IOException("no such host");
      }
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "admin: cannot listen on "
              + settings.host()
              + " port "
              + settings.port()
              + " ("
              + e.getMessage()
              + "). Set admin.host and admin.port to a free address of this machine, or"
              + " admin.enabled to false.",
          e);
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "hangup-admin");
              thread.setDaemon(true);
              return thread;
            });
    AdminServer admin =
        new AdminServer(
            server, threads, address.getAddress().isLoopbackAddress(), PageGuard.of(settings));
    server.setExecutor(threads);
    admin.serve("/healthz", (headers, query) -> live(health));
    admin.serve("/readyz", (headers, query) -> ready(health.ready()));
    admin.serve(
        "/metrics",
        (headers, query) ->
            Answer.ok("text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
    pages.forEach((path, page) -> admin.serve(path, admin.guarded(page)));
    if (!pages.containsKey("/")) {
      admin.serve("/", (headers, query) -> Answer.ok(TEXT, "Hangup: /healthz /readyz /metrics\n"));
    }
    server.start();
    log.info("Health and metrics on http://{}:{}", settings.host(), admin.port());
    return admin;
  }

  /** The port it is bound to. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Something to be read by GET. Thread-safe. */
  @FunctionalInterface
  public interface Page {

    /**
     * The page as it is now.
     *
     * @param query the part of the address after the question mark, still encoded; empty if none
     */
    Answer get(String query);
  }

  /** What is sent back. */
  public static final class Answer {
    private final int status;
    private final String contentType;
    private final byte[] body;

    private Answer(int status, String contentType, byte[] body) {
      this.status = status;
      this.contentType = contentType;
      this.body = body;
    }

    public static Answer ok(String contentType, String body) {
      return of(200, contentType, body);
    }

    /** A file, such as a picture. */
    public static Answer ok(String contentType, byte[] body) {
      return new Answer(200, contentType, body.clone());
    }

    public static Answer of(int status, String contentType, String body) {
      return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  private interface Handler {
    Answer get(Headers headers, String query);
  }

  private Handler guarded(Page page) {
    return (headers, query) -> {
      Optional<Answer> refusal = guard.refusal(headers);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (!pageTurns.tryAcquire()) {
        return Answer.of(503, TEXT, "Two pages are being made already; try again in a moment\n");
      }
      try {
        return page.get(query);
      } finally {
        pageTurns.release();
      }
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Answer live(Health health) {
    return health.isLive()
        ? Answer.ok(TEXT, "ok\n")
        : Answer.of(503, TEXT, "threads wait for each other for ever\n");
  }

  private static Answer ready(Health.Readiness readiness) {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(body)) {
      json.writeStartObject();
      json.writeBooleanField("ready", readiness.isReady());
      json.writeStringField("state", word(readiness.worst()));
      json.writeArrayFieldStart("parts");
      for (HealthPart part : readiness.parts()) {
        json.writeStartObject();
        json.writeStringField("name", part.name());
        json.writeStringField("state", word(part.state()));
        json.writeStringField("detail", part.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.of(readiness.isReady() ? 200 : 503, "application/json", body + "\n");
  }

  private static String word(HealthPart.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void serve(String path, Handler page) {
    HttpHandler handler =
        exchange -> {
          try (exchange) {
            send(exchange, answer(exchange, path, page));
          }
        };
    server.createContext(path, handler);
  }

  private Answer answer(HttpExchange exchange, String path, Handler page) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return Answer.of(405, TEXT, "Only GET and HEAD\n");
    }
    if (loopback && !isLocal(exchange.getRequestHeaders().getFirst("Host"))) {
      // A site in this machine's browser, whose name was made to point here.
      return Answer.of(421, TEXT, "This port answers to localhost and 127.0.0.1 only\n");
    }
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return Answer.of(404, TEXT, "There is /healthz, /readyz and /metrics\n");
    }
    try {
      String query = exchange.getRequestURI().getRawQuery();
      return page.get(exchange.getRequestHeaders(), query == null ? "" : query);
    } catch (RuntimeException e) {
      log.error("{} cannot be shown", path, e);
      return Answer.of(500, TEXT, "Something went wrong; see the log\n");
    }
  }

  private static boolean isLocal(@Nullable String host) {
    if (host == null) {
      return true;
    }
    return LOCAL_NAMES.contains(PageGuard.name(host));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    byte[] body = answer.body;
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      headers.set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(answer.status, -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status, body.length);
    exchange.getResponseBody().write(body);
  }
}
