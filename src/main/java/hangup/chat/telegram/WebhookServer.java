package hangup.chat.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives updates by HTTP. Telegram proves itself by the secret; an update is acknowledged only
 * after it was taken over, else Telegram sends it again.
 */
final class WebhookServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookServer.class);
  private static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";
  private static final int LARGEST = 1_000_000;

  private final byte[] secret;
  private final UpdateRouter router;
  private final ChatLanes lanes;
  private final Clock clock;
  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private volatile @Nullable Instant lastHeard;

  /**
   * @throws IOException if the address cannot be listened on
   */
  WebhookServer(
      TelegramSettings.Webhook settings, UpdateRouter router, ChatLanes lanes, Clock clock)
      throws IOException {
    this.secret = settings.secret().getBytes(StandardCharsets.UTF_8);
    this.router = router;
    this.lanes = lanes;
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(settings.bindHost(), settings.bindPort()), 0);
    String path = settings.publicUrl().getPath();
    server.createContext(path == null || path.isEmpty() ? "/" : path, this::handle);
    threads =
        new ThreadPoolExecutor(
            4,
            4,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(100),
            task -> {
              Thread thread = new Thread(task, "telegram-webhook");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    server.setExecutor(threads);
  }

  void start() {
    server.start();
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return server.getAddress();
  }

  /** When Telegram last called. */
  Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange), -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int status(HttpExchange exchange) throws IOException, InterruptedException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    String shown = Optional.ofNullable(exchange.getRequestHeaders().getFirst(SECRET)).orElse("");
    if (!MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret)) {
      log.warn("A call to the webhook without the right secret was refused");
      return 401;
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      return 413;
    }
    lastHeard = clock.instant();
    Optional<RawUpdate> update = RawUpdate.parse(body);
    if (update.isEmpty()) {
      log.warn("The webhook was sent something that is no update");
      return 400;
    }
    lanes.awaitRoom();
    router.take(List.of(update.get()));
    return 200;
  }

  @Override
  public void close() {
    server.stop(1);
    threads.shutdownNow();
  }
}
