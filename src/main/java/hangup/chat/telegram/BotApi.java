package hangup.chat.telegram;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageMedia;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * The Bot API over the client library. Every call ends as an {@link ApiResult}; no exception of the
 * library or of HTTP gets out, since those can carry the token. Thread-safe.
 */
final class BotApi implements AutoCloseable {

  private static final int MOST_AT_ONCE = 40;

  /** Something that is sent by the library. */
  private interface Send<T> {
    CompletableFuture<T> start() throws TelegramApiException;
  }

  private final BotToken token;
  private final ExecutorService threads;
  private final OkHttpClient http;
  private final OkHttpClient pollHttp;
  private final OkHttpTelegramClient client;
  private final OkHttpTelegramClient pollClient;

  /**
   * @param apiUrl scheme, host and port
   * @param patience how long the server may be silent before a call is given up
   * @param pollTimeout how long the server may hold back an empty {@code getUpdates}
   */
  BotApi(BotToken token, URI apiUrl, Duration patience, Duration pollTimeout) {
    this.token = token;
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            20,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "telegram-http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher(MOST_AT_ONCE))
            .connectionPool(new ConnectionPool(8, 30, TimeUnit.SECONDS))
            // A resent POST could post a message twice: only we decide that.
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .connectTimeout(min(patience, Duration.ofSeconds(10)))
            .readTimeout(patience)
            .writeTimeout(patience)
            .callTimeout(patience.multipliedBy(2));
    new WireWatch(token).installIn(builder);
    http = builder.build();
    Duration pollPatience = pollTimeout.plus(patience);
    pollHttp =
        http.newBuilder()
            .dispatcher(dispatcher(2))
            .readTimeout(pollPatience)
            .callTimeout(pollPatience.plus(patience))
            .build();
    TelegramUrl url = url(apiUrl);
    client = new OkHttpTelegramClient(http, token.reveal(), url);
    pollClient = new OkHttpTelegramClient(pollHttp, token.reveal(), url);
  }

  private Dispatcher dispatcher(int mostAtOnce) {
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(mostAtOnce);
    dispatcher.setMaxRequestsPerHost(mostAtOnce);
    return dispatcher;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static TelegramUrl url(URI apiUrl) {
    int port = apiUrl.getPort();
    if (port < 0) {
      port = apiUrl.getScheme().equals("https") ? 443 : 80;
    }
    return new TelegramUrl(apiUrl.getScheme(), apiUrl.getHost(), port, false);
  }

  <T extends Serializable> CompletableFuture<ApiResult<T>> call(BotApiMethod<T> method) {
    return settle(() -> client.executeAsync(method));
  }

  CompletableFuture<ApiResult<Message>> call(SendPhoto method) {
    return settle(() -> client.executeAsync(method));
  }

  CompletableFuture<ApiResult<Message>> call(SendDocument method) {
    return settle(() -> client.executeAsync(method));
  }

  CompletableFuture<ApiResult<Serializable>> call(EditMessageMedia method) {
    return settle(() -> client.executeAsync(method));
  }

  CompletableFuture<ApiResult<Boolean>> call(SetWebhook method) {
    return settle(() -> client.executeAsync(method));
  }

  /** Waits for a call. */
  <T extends Serializable> ApiResult<T> await(BotApiMethod<T> method) throws InterruptedException {
    return get(call(method));
  }

  /** Waits for updates; ends early when {@link #stopPolling} is called. */
  ApiResult<List<RawUpdate>> poll(ReadUpdates method) throws InterruptedException {
    return get(settle(() -> pollClient.executeAsync(method).thenApply(updates -> updates)));
  }

  void stopPolling() {
    pollHttp.dispatcher().cancelAll();
  }

  static <T> ApiResult<T> get(CompletableFuture<ApiResult<T>> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call settles as a result", e);
    }
  }

  private <T> CompletableFuture<ApiResult<T>> settle(Send<T> send) {
    CompletableFuture<T> sent;
    try {
      sent = send.start();
    } catch (TelegramApiException | RuntimeException e) {
      return CompletableFuture.completedFuture(new ApiResult.Failed<>(error(e)));
    }
    return sent.handle(
        (value, failure) ->
            failure == null ? new ApiResult.Done<>(value) : new ApiResult.Failed<>(error(failure)));
  }

  private ApiError error(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof WireException wire) {
      return ApiError.of(wire.kind(), wire.status(), String.valueOf(wire.getMessage()));
    }
    if (cause instanceof TelegramApiRequestException request) {
      @Nullable String description = request.getApiResponse();
      if (description != null) {
        int code = Optional.ofNullable(request.getErrorCode()).orElse(0);
        return ApiError.answered(code, token.scrub(description), request.getParameters());
      }
      return ApiError.of(ApiError.Kind.UNREADABLE, 200, "the answer is no JSON of the Bot API");
    }
    return ApiError.of(
        ApiError.Kind.BAD_REQUEST,
        0,
        token.scrub(cause.getClass().getSimpleName() + ": " + cause.getMessage()));
  }

  @Override
  public void close() {
    for (OkHttpClient one : List.of(pollHttp, http)) {
      one.dispatcher().cancelAll();
    }
    http.connectionPool().evictAll();
    threads.shutdown();
  }
}
