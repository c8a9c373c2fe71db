package hangup.chat.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.ChatPlatformException;
import hangup.chat.Delivery;
import hangup.chat.RateLimitWaits;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.methods.updates.SetWebhook;
import org.telegram.telegrambots.meta.api.objects.User;

/**
 * Telegram by the Bot API, over the TelegramBots client. Thread-safe; to be started once.
 *
 * <p>Only one program may receive a bot's updates: of several replicas, one is started.
 */
public final class TelegramPlatform implements ChatPlatform {

  private static final Logger log = LoggerFactory.getLogger(TelegramPlatform.class);
  private static final int COMMAND_THREADS = 16;
  private static final int QUICK_THREADS = 4;
  private static final int QUESTIONS_PER_CHAT = 30;
  private static final int QUESTIONS = 1_000;
  private static final int ANSWERS_PER_CHAT = 20;
  private static final int NOTICES_PER_CHAT = 50;

  /** How long a post is tried before the caller decides. */
  private static final Duration POST_PATIENCE = Duration.ofSeconds(45);

  private static final Duration POST_LONGEST = Duration.ofMinutes(10);

  private final TelegramSettings settings;
  private final TelegramParts parts;
  private final Clock clock;
  private final SendRates rates;
  private final Counters counters = new Counters();
  private final Cache<String, Delivery> delivered =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofHours(24)).build();
  private volatile @Nullable Running running;

  /** Everything that lives from start to close. */
  private record Running(
      BotApi api,
      UpdateJournal journal,
      ChatLanes lanes,
      ChatLanes quick,
      SendQueues queues,
      Outbound out,
      String botName,
      Optional<Poller> poller,
      Optional<WebhookServer> webhook) {}

  public TelegramPlatform(TelegramSettings settings, TelegramParts parts, Clock clock) {
    this(settings, parts, clock, SendRates.DOCUMENTED);
  }

  TelegramPlatform(TelegramSettings settings, TelegramParts parts, Clock clock, SendRates rates) {
    this.settings = settings;
    this.parts = parts;
    this.clock = clock;
    this.rates = rates;
  }

  @Override
  public String name() {
    return Place.PLATFORM;
  }

  /** What happened since the start. */
  public Counters counters() {
    return counters;
  }

  @Override
  public RateLimitWaits waits() {
    return counters.waits;
  }

  @Override
  public Map<String, LongSupplier> events() {
    return Map.of(
        "plain_text", counters::plainTextResends,
        "flood", counters::floods,
        "duplicate", counters::duplicates,
        "stale", counters::stale,
        "turned_away", counters::turnedAway,
        "unreadable", counters::unreadable);
  }

  /** How many updates were taken over and are not yet answered. */
  public int openUpdates() {
    return Optional.ofNullable(running).map(now -> now.journal().openCount()).orElse(0);
  }

  /** The bot's name without the at sign, once it is known. */
  public Optional<String> botName() {
    return Optional.ofNullable(running).map(Running::botName);
  }

  /** Where the webhook listens; empty while polling. */
  public Optional<InetSocketAddress> webhookAddress() {
    return Optional.ofNullable(running).flatMap(Running::webhook).map(WebhookServer::address);
  }

  /** Why no more updates are received; empty while they are. */
  public Optional<String> stopped() {
    return Optional.ofNullable(running).flatMap(Running::poller).flatMap(Poller::stopped);
  }

  @Override
  public boolean standsBy() {
    return settings.webhook().isEmpty() && !parts.turn().mine();
  }

  @Override
  public Optional<Instant> lastHeard() {
    Running now = running;
    if (now == null) {
      return Optional.empty();
    }
    return now.poller().isPresent()
        ? now.poller().get().lastHeard()
        : now.webhook().flatMap(WebhookServer::lastHeard);
  }

  @Override
  public void start() {
    BotApi api =
        new BotApi(
            settings.token(), settings.apiUrl(), settings.patience(), settings.pollTimeout());
    boolean started = false;
    try {
      User bot = await("reach", () -> api.await(GetMe.builder().build()));
      start(api, bot);
      started = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChatPlatformException("Interrupted while connecting to Telegram");
    } finally {
      if (!started) {
        close();
        api.close();
      }
    }
  }

  private void start(BotApi api, User bot) throws InterruptedException {
    String botName = String.valueOf(bot.getUserName());
    UpdateJournal journal =
        parts
            .shared()
            // By webhook each process gets its own, and confirms it by itself.
            .filter(shared -> settings.webhook().isEmpty())
            .map(UpdateJournal::shared)
            .orElseGet(() -> UpdateJournal.open(parts.dataDir().resolve("telegram-updates.txt")));
    ChatLanes lanes = new ChatLanes(COMMAND_THREADS, QUESTIONS_PER_CHAT, QUESTIONS);
    ChatLanes quick = new ChatLanes(QUICK_THREADS, QUESTIONS_PER_CHAT, QUESTIONS);
    Ticker ticker = Ticker.systemTicker();
    SendQueues queues = new SendQueues(rates, ticker, ANSWERS_PER_CHAT, NOTICES_PER_CHAT);
    HtmlRenderer renderer = new HtmlRenderer(this::paint);
    MessageJob.Tools tools =
        new MessageJob.Tools(new PartSender(api), ticker, counters, this::moved);
    Outbound out =
        new Outbound(
            queues, tools, renderer, new Keyboard(parts.buttons()), parts.moved(), botName);
    Questions questions = new Questions(parts, new Admins(api, settings.askWhoIsAdmin()));
    Conversation conversation =
        new Conversation(
            parts, questions, out, journal, counters, clock, settings.staleAfter(), botName);
    UpdateRouter router =
        new UpdateRouter(
            new IncomingReader(bot.getId(), botName),
            journal,
            lanes,
            quick,
            conversation,
            new Presses(parts, questions, out, journal, api, lanes),
            new InlineAnswers(questions, renderer, api),
            moves(),
            counters);
    Optional<Poller> poller = Optional.empty();
    Optional<WebhookServer> webhook = Optional.empty();
    if (settings.webhook().isPresent()) {
      webhook = Optional.of(listen(settings.webhook().get(), router, lanes));
    } else {
      poller =
          Optional.of(
              new Poller(
                  api,
                  router,
                  lanes,
                  clock,
                  settings.pollTimeout(),
                  parts.listener(),
                  parts.turn(),
                  () -> {
                    parts.moved().refresh();
                    router.resume();
                  }));
    }
    Running now = new Running(api, journal, lanes, quick, queues, out, botName, poller, webhook);
    running = now;
    receive(now, router);
    log.info("Connected to Telegram as @{}", botName);
    new CommandMenu(api, parts.dataDir(), bot.getId()).publish(parts.commands());
  }

  private WebhookServer listen(
      TelegramSettings.Webhook settings, UpdateRouter router, ChatLanes lanes) {
    try {
      return new WebhookServer(settings, router, lanes, clock);
    } catch (IOException e) {
      throw new ChatPlatformException(
          "Cannot listen for Telegram's webhook on "
              + settings.bindHost()
              + ":"
              + settings.bindPort()
              + " ("
              + e.getMessage()
              + "). Choose another telegram.webhook.port.");
    }
  }

  private void receive(Running now, UpdateRouter router) throws InterruptedException {
    if (now.webhook().isPresent() && settings.webhook().isPresent()) {
      TelegramSettings.Webhook hook = settings.webhook().get();
      router.resume();
      now.webhook().get().start();
      SetWebhook set =
          SetWebhook.builder()
              .url(hook.publicUrl().toString())
              .secretToken(hook.secret())
              .allowedUpdates(ReadUpdates.KINDS)
              .build();
      var unused = await("set the webhook of", () -> BotApi.get(now.api().call(set)));
    } else {
      var unused =
          await("switch polling on at", () -> now.api().await(DeleteWebhook.builder().build()));
      now.poller().ifPresent(Poller::start);
    }
  }

  private interface Call<T> {
    ApiResult<T> make() throws InterruptedException;
  }

  /** Tries until it succeeds or cannot succeed. */
  private static <T> T await(String what, Call<T> call) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      ApiResult<T> result = call.make();
      if (result instanceof ApiResult.Done<T> done) {
        return done.value();
      }
      ApiError error = ((ApiResult.Failed<T>) result).error();
      if (error.kind() == ApiError.Kind.UNAUTHORIZED) {
        throw new ChatPlatformException(
            "Telegram refuses the bot's token ("
                + error.description()
                + "). Set telegram.token to what BotFather shows for the bot.");
      }
      if (error.kind() == ApiError.Kind.BAD_REQUEST || error.kind() == ApiError.Kind.FORBIDDEN) {
        throw new ChatPlatformException("Telegram refuses: " + error.description());
      }
      if (failures == 0 || failures % 10 == 9) {
        log.warn("Cannot {} Telegram yet ({}); trying again", what, error.description());
      }
      Duration pause = Duration.ofMillis(Math.min(15_000, 250L << Math.min(failures, 6)));
      TimeUnit.MILLISECONDS.sleep(error.retryAfter().orElse(pause).toMillis());
    }
  }

  private Optional<byte[]> paint(Chart chart) {
    try {
      return Optional.of(parts.charts().apply(chart));
    } catch (RuntimeException e) {
      // The words of the chart are shown instead.
      log.error("Cannot draw a chart", e);
      return Optional.empty();
    }
  }

  private UpdateRouter.Moves moves() {
    return new UpdateRouter.Moves() {
      @Override
      public void moved(long from, long to) {
        TelegramPlatform.this.moved(from, to);
      }

      @Override
      public void membership(Place place, boolean member) {
        if (member) {
          parts.listener().back(place.channel());
        } else {
          parts.listener().gone(place.channel(), "the bot was removed or blocked");
        }
      }
    };
  }

  private void moved(long from, long to) {
    if (parts.moved().moved(from, to)) {
      log.info("Chat {} became {}", from, to);
      parts
          .listener()
          .moved(
              new Place(from, Optional.empty()).channel(),
              new Place(to, Optional.empty()).channel());
    }
  }

  @Override
  public Delivery send(ChannelRef channel, Reply reply, String key) {
    return send(channel, reply, key, () -> {});
  }

  @Override
  public Delivery send(ChannelRef channel, Reply reply, String key, Runnable aboutToSend) {
    Running now = running;
    Optional<Place> place = Place.of(channel);
    if (place.isEmpty()) {
      return new Delivery.Refused("not a Telegram chat: " + channel.channel());
    }
    if (now == null) {
      return new Delivery.Retry("Telegram is not connected", Optional.empty());
    }
    Delivery before = delivered.getIfPresent(key);
    if (before != null) {
      return before;
    }
    CompletableFuture<Void> turn = new CompletableFuture<>();
    CompletableFuture<Void> prepared = new CompletableFuture<>();
    Optional<CompletableFuture<SendOutcome>> queued =
        now.out()
            .notice(
                place.get(),
                reply,
                POST_PATIENCE,
                () -> {
                  turn.complete(null);
                  return prepared;
                });
    if (queued.isEmpty()) {
      return new Delivery.Retry("too many messages wait for this chat", Optional.empty());
    }
    Optional<Delivery> early = await(turn, queued.get(), prepared, aboutToSend);
    if (early.isPresent()) {
      return early.get();
    }
    Delivery delivery = waitFor(queued.get(), place.get(), channel);
    if (delivery instanceof Delivery.Sent || delivery instanceof Delivery.Moved) {
      delivered.put(key, delivery);
    }
    return delivery;
  }

  /** Waits for the post's turn and prepares it on this thread; not empty if it was dropped. */
  private static Optional<Delivery> await(
      CompletableFuture<Void> turn,
      CompletableFuture<SendOutcome> outcome,
      CompletableFuture<Void> prepared,
      Runnable aboutToSend) {
    try {
      var unused =
          CompletableFuture.anyOf(turn, outcome).get(POST_LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (turn.isDone()) {
        aboutToSend.run();
      }
      prepared.complete(null);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(new Delivery.Retry("the bot is stopping", Optional.empty()));
    } catch (TimeoutException e) {
      return Optional.of(new Delivery.Retry("too many messages wait", Optional.empty()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a turn comes, and a job settles as an outcome", e);
    } finally {
      // Whatever happened above: what was not prepared is not sent when its turn comes.
      prepared.cancel(false);
    }
  }

  private Delivery waitFor(
      CompletableFuture<SendOutcome> sending, Place place, ChannelRef channel) {
    try {
      SendOutcome outcome = sending.get(POST_LONGEST.toSeconds(), TimeUnit.SECONDS);
      if (outcome instanceof SendOutcome.Sent sent) {
        return new Delivery.Sent(sent.message().map(n -> Integer.toString(n)).orElse("unknown"));
      } else if (outcome instanceof SendOutcome.Uncertain uncertain) {
        return new Delivery.Unknown(uncertain.why());
      } else if (outcome instanceof SendOutcome.Failed failed) {
        return failed(failed, channel);
      }
      return ((SendOutcome.Abandoned) outcome).partly()
          ? new Delivery.Unknown("the bot stopped when a part was sent")
          : new Delivery.Retry("the bot is stopping", Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Unknown("interrupted while sending");
    } catch (TimeoutException e) {
      return new Delivery.Unknown("still being sent to " + place.chat());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job settles as an outcome", e);
    }
  }

  private Delivery failed(SendOutcome.Failed failed, ChannelRef channel) {
    ApiError error = failed.error();
    if (failed.partly()) {
      return new Delivery.Unknown("only a part was sent: " + error.description());
    }
    return switch (error.kind()) {
      case FLOOD, SERVER, UNSENT, CONFLICT ->
          new Delivery.Retry(error.description(), error.retryAfter());
      case FORBIDDEN -> {
        parts.listener().gone(channel, error.description());
        yield new Delivery.Refused(error.description());
      }
      default -> new Delivery.Refused(error.description());
    };
  }

  @Override
  public void close() {
    Running now = running;
    running = null;
    if (now == null) {
      return;
    }
    now.poller().ifPresent(Poller::close);
    now.webhook().ifPresent(WebhookServer::close);
    now.quick().close();
    now.lanes().close();
    now.queues().close();
    now.api().close();
    now.journal().close();
    parts.turn().leave();
  }
}
