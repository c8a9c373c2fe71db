package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.ChatPlatformException;
import hangup.chat.Delivery;
import hangup.chat.RateLimitWaits;
import hangup.chat.Turn;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Completions;
import hangup.command.Request;
import hangup.config.DiscordSettings;
import hangup.config.Secret;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.internal.utils.IOUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hangup in Discord: slash commands with completion, buttons and menus, plain words when it is
 * mentioned or written to, and posts by channel id. Needs no privileged intent.
 */
public final class DiscordPlatform implements ChatPlatform {

  private static final Logger log = LoggerFactory.getLogger(DiscordPlatform.class);

  /** As many as 50 questions a second that take 10 s each, and some more. */
  private static final int MOST_AT_A_TIME = 600;

  private static final Duration FINISH_WITHIN = Duration.ofSeconds(6);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final String SET_TOKEN =
      "Set HANGUP_DISCORD_TOKEN (discord.token) to the token shown under Bot in Discord's developer"
          + " portal, then start again.";
  private static final String TOKEN_REFUSED =
      "Discord does not accept the token (401). " + SET_TOKEN;

  private final DiscordSettings settings;
  private final Parts parts;
  private final Clock clock;
  private final Workers workers = new Workers(MOST_AT_A_TIME);
  private final InFlight inFlight = new InFlight();
  private final RateLimitWaits waits = new RateLimitWaits();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "discord-background");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable Connection connection;
  private volatile @Nullable Instant heard;
  private volatile boolean registered;
  private volatile @Nullable String stopped;

  /**
   * What the platform works with.
   *
   * @param answers answers a request; may block, and may be called on many threads at once
   * @param commands the declarations of all commands
   * @param completions completes options from memory
   * @param access who may ask what
   * @param zones in which zone days are meant in a channel
   * @param charts draws a chart as PNG
   * @param plainText a whole reply as text, for files
   * @param trouble told once of each thing that only an admin can mend; to return quickly
   * @param turn when to hear what people say
   * @param dataDir where the hash of the registered commands is kept
   */
  public record Parts(
      Function<Request, Reply> answers,
      List<CommandSpec> commands,
      Completions completions,
      Access access,
      Function<ChannelRef, ZoneId> zones,
      ButtonCodec buttons,
      Function<Chart, byte[]> charts,
      Function<Reply, String> plainText,
      Consumer<String> trouble,
      Turn turn,
      Path dataDir) {}

  /** Everything that needs the connection. */
  private record Connection(JDA jda, DiscordCalls calls, ChannelPosts posts) {}

  public DiscordPlatform(DiscordSettings settings, Parts parts, Clock clock) {
    this.settings = settings;
    this.parts = parts;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Places.PLATFORM;
  }

  @Override
  public void start() {
    Secret token =
        settings
            .token()
            .orElseThrow(() -> new ChatPlatformException("Discord has no token. " + SET_TOKEN));
    DiscordEvents events = new DiscordEvents(this::heard, this::stopped, parts.turn());
    JDA jda = connect(token, events);
    DiscordCalls calls =
        new DiscordCalls(jda, () -> background.execute(() -> stopped(TOKEN_REFUSED)));
    Components components = new Components(parts.buttons());
    DiscordRenderer renderer = new DiscordRenderer(components, parts.charts(), parts.plainText());
    ChannelPosts posts =
        new ChannelPosts(calls, renderer, new ChannelTroubles(clock, parts.trouble()));
    Acknowledger acknowledger = new Acknowledger(calls);
    AnswerDelivery delivery = new AnswerDelivery(calls, renderer, posts, clock);
    Places places = new Places(Set.copyOf(settings.guilds()), parts.zones());
    Map<String, CommandSpec> specs = new LinkedHashMap<>();
    parts.commands().forEach(spec -> specs.put(spec.name(), spec));
    connection = new Connection(jda, calls, posts);
    events.serve(
        new QuestionFlow(
            parts.answers(),
            specs,
            parts.access(),
            places,
            parts.buttons(),
            workers,
            inFlight,
            clock,
            acknowledger,
            delivery),
        new CompletionFlow(parts.completions(), specs, parts.access(), places, acknowledger),
        new MessageFlow(parts.answers(), places, workers, calls, posts));
    awaitReady(jda);
    background.execute(() -> register(jda, calls));
  }

  @Override
  public Delivery send(ChannelRef channel, Reply reply, String key) {
    return send(channel, reply, key, () -> {});
  }

  @Override
  public Delivery send(ChannelRef channel, Reply reply, String key, Runnable aboutToSend) {
    Connection now = connection;
    String reason = stopped;
    if (now == null || reason != null) {
      return new Delivery.Retry(
          reason == null ? "not connected to Discord" : reason, Optional.empty());
    }
    return now.posts().post(Places.target(channel), reply, key, aboutToSend);
  }

  /**
   * Discord checks a nonce "for uniqueness in the past few minutes" (its documentation of Create
   * Message): of those, two are relied on.
   */
  @Override
  public Duration keyMemory() {
    return Duration.ofMinutes(2);
  }

  @Override
  public Optional<Instant> lastHeard() {
    return Optional.ofNullable(heard);
  }

  @Override
  public boolean standsBy() {
    return heard != null && !parts.turn().mine();
  }

  @Override
  public RateLimitWaits waits() {
    return waits;
  }

  /** Whether Discord was brought up to date about the commands since the start. */
  public boolean commandsRegistered() {
    return registered;
  }

  /** Why Discord cannot be used until the configuration changes; empty while it can. */
  public Optional<String> trouble() {
    return Optional.ofNullable(stopped);
  }

  @Override
  public void close() {
    // What is being answered is finished here; what comes from now on is for another process.
    parts.turn().leave();
    closing.countDown();
    Connection now = connection;
    try {
      if (!workers.finish(FINISH_WITHIN) && now != null) {
        excuse(now.calls());
      }
      workers.interrupt();
      background.shutdownNow();
      if (now != null) {
        now.jda().shutdown();
        if (!now.jda().awaitShutdown(Duration.ofSeconds(2))) {
          now.jda().shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (now != null) {
        now.jda().shutdownNow();
      }
    }
  }

  /** Nobody is left with "thinking": who cannot be answered any more is told so. */
  private void excuse(DiscordCalls calls) {
    DiscordMessage sentence =
        DiscordMessage.text("The bot was restarted before it had your answer. Please ask again.");
    Workers excuses = new Workers(MOST_AT_A_TIME);
    for (InFlight.Ticket ticket : inFlight.waiting()) {
      if (ticket.take() && excuses.reserve()) {
        excuses.run(
            () -> {
              Asked asked = ticket.asked();
              if (asked.source().isPresent()) {
                calls.followUp(asked.token(), sentence, true);
              } else {
                calls.editAnswer(asked.token(), sentence);
              }
            });
      }
    }
    try {
      excuses.finish(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    excuses.interrupt();
  }

  private JDA connect(Secret token, DiscordEvents events) {
    long pause = 1;
    while (true) {
      try {
        return builder(token, events).build();
      } catch (InvalidTokenException e) {
        throw new ChatPlatformException(TOKEN_REFUSED);
      } catch (IllegalArgumentException e) {
        throw new ChatPlatformException(
            "discord.token, discord.apiUrl or discord.gatewayUrl is not usable: it is empty or has"
                + " a character that cannot stand there.");
      } catch (ErrorResponseException e) {
        log.warn(
            "Discord cannot be reached ({}); next attempt in {} s", e.getErrorResponse(), pause);
      }
      try {
        if (closing.await(pause, TimeUnit.SECONDS)) {
          throw new ChatPlatformException("stopped before Discord could be reached");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ChatPlatformException("stopped before Discord could be reached");
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE.toSeconds());
    }
  }

  private JDABuilder builder(Secret token, DiscordEvents events) {
    JDABuilder builder =
        JDABuilder.createLight(
                token.reveal(),
                List.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES))
            // A few small events: the memory of a stream's dictionary is worth more.
            .setCompression(Compression.NONE)
            .setEnableShutdownHook(false)
            .setMaxReconnectDelay(32)
            // What is safe to repeat is repeated here, where that is known.
            .setRequestTimeoutRetry(false)
            .setHttpClientBuilder(
                IOUtil.newHttpClientBuilder().addInterceptor(new TooManyRequests(waits)))
            .addEventListeners(events);
    RestConfig rest = new RestConfig();
    settings.apiUrl().ifPresent(rest::setBaseUrl);
    builder.setRestConfig(rest);
    settings.gatewayUrl().ifPresent(url -> builder.setSessionController(new GatewayAt(url)));
    return builder;
  }

  private static final class GatewayAt extends ConcurrentSessionController {
    private final String url;

    GatewayAt(String url) {
      this.url = url;
    }

    @Override
    public String getGateway() {
      return url;
    }
  }

  private void awaitReady(JDA jda) {
    try {
      jda.awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      jda.shutdownNow();
      throw new ChatPlatformException("stopped before Discord was ready");
    } catch (IllegalStateException e) {
      String reason = stopped;
      throw new ChatPlatformException(
          reason == null ? "Discord closed the connection before it was ready." : reason);
    }
  }

  private void register(JDA jda, DiscordCalls calls) {
    Set<String> joined =
        jda.getGuilds().stream().map(ISnowflake::getId).collect(Collectors.toSet());
    for (String guild : settings.guilds()) {
      if (!joined.contains(guild)) {
        log.warn("discord.guilds names {}, but the bot is not a member there", guild);
      }
    }
    new CommandRegistration(
            calls, parts.dataDir().resolve("discord-commands.json"), parts.trouble())
        .register(
            new CommandPayloads(Translations.load()).of(parts.commands()),
            Set.copyOf(settings.guilds()),
            joined);
    registered = true;
  }

  private void heard() {
    heard = clock.instant();
  }

  private void stopped(@Nullable CloseCode code) {
    if (closing.getCount() == 0 || code == null) {
      return;
    }
    stopped(
        switch (code) {
          case AUTHENTICATION_FAILED -> TOKEN_REFUSED;
          case DISALLOWED_INTENTS, INVALID_INTENTS ->
              "Discord does not allow the intents of this bot (" + code.getCode() + ").";
          default -> "Discord closed the connection for good: " + code.getMeaning();
        });
  }

  private void stopped(String reason) {
    if (stopped == null && closing.getCount() > 0) {
      stopped = reason;
      log.error("{} Discord is not used any more.", reason);
      Connection now = connection;
      if (now != null) {
        now.jda().shutdownNow();
      }
    }
  }
}
