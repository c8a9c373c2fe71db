package hangup.cli;

import hangup.chat.ButtonCodec;
import hangup.chat.ChatPlatform;
import hangup.chat.ChatPlatformException;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.DiscordPlatform;
import hangup.chat.telegram.BotToken;
import hangup.chat.telegram.TelegramParts;
import hangup.chat.telegram.TelegramPlatform;
import hangup.chat.telegram.TelegramSettings;
import hangup.command.Watch;
import hangup.config.AccessSettings;
import hangup.config.Secret;
import hangup.config.Settings;
import hangup.follow.FollowState;
import hangup.follow.Following;
import hangup.ops.AdminServer;
import hangup.ops.EngineHealth;
import hangup.ops.Health;
import hangup.ops.HealthCheck;
import hangup.ops.LogSetup;
import hangup.ops.Metrics;
import hangup.ops.PlatformHealth;
import hangup.ops.SchedulerHealth;
import hangup.ops.SourceHealth;
import hangup.ops.StateWatch;
import hangup.report.ChartPainter;
import hangup.report.TopReasons;
import hangup.state.StateException;
import hangup.stats.direct.DirectCallStats;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bot as a service: every chat platform that has a token, and the local port. */
final class Bot implements AutoCloseable {

  /** Columns of an answer that is sent as a text file. */
  static final int FILE_WIDTH = 100;

  private final SettingsWatch settings;
  private final StateWatch state;
  private final Telling telling;
  private final List<ChatPlatform> platforms;
  private final Metrics metrics;
  private final @Nullable AdminServer admin;

  private Bot(
      SettingsWatch settings,
      StateWatch state,
      Telling telling,
      List<ChatPlatform> platforms,
      Metrics metrics,
      @Nullable AdminServer admin) {
    this.settings = settings;
    this.state = state;
    this.telling = telling;
    this.platforms = platforms;
    this.metrics = metrics;
    this.admin = admin;
  }

  /**
   * Connects, and returns when every platform is being heard.
   *
   * @throws UserError if no platform has a token
   * @throws StateException if the bot's own database cannot be used
   * @throws ChatPlatformException if one cannot be connected to until the settings change
   */
  static Bot start(Wiring wiring) {
    Settings settings = wiring.settings();
    if (settings.discord().token().isEmpty() && settings.telegram().token().isEmpty()) {
      throw new UserError(
          "No chat platform has a token. Set HANGUP_DISCORD_TOKEN or HANGUP_TELEGRAM_TOKEN (or"
              + " HANGUP_DISCORD_TOKEN_FILE, HANGUP_TELEGRAM_TOKEN_FILE), then start again. To try"
              + " Hangup without one: hangup demo");
    }
    List<ChatPlatform> platforms = new CopyOnWriteArrayList<>();
    Telling telling =
        Telling.open(
            wiring, name -> platforms.stream().filter(one -> one.name().equals(name)).findAny());
    SettingsWatch watch = new SettingsWatch(wiring.live(), new Changes(wiring, telling));
    StateWatch state = new StateWatch(telling.outbox()::depth, wiring.clock());
    Metrics metrics = new Metrics(Version.text());
    @Nullable AdminServer admin = null;
    try {
      ButtonCodec buttons = telling.buttons(settings.dataDir());
      Watch answers = Watch.all(List.of(metrics, telling.audit()));
      platforms.addAll(platforms(wiring, telling, buttons, answers));
      List<HealthCheck> checks = new ArrayList<>();
      platforms.forEach(
          platform ->
              checks.add(new PlatformHealth(platform, wiring.clock(), PlatformHealth.FRESH)));
      checks.addAll(sources(wiring, metrics));
      checks.add(state);
      checks.add(new SchedulerHealth(telling::lastLook, wiring.clock()));
      platforms.forEach(
          platform -> metrics.platform(platform.name(), platform.waits(), platform.events()));
      metrics.outbox(state::waiting, state::oldest);
      metrics.deliveries(telling.outbox().counts());
      metrics.connections(telling::connections);
      metrics.audit(telling.audit()::waiting, telling.audit()::dropped);
      Health health = new Health(checks);
      metrics.health(health);
      if (settings.admin().enabled()) {
        admin =
            AdminServer.start(
                settings.admin(),
                health,
                metrics,
                PreviewPage.of(wiring, telling, health, buttons, answers));
      }
      wiring.follow();
      telling.takeTurns();
      platforms.forEach(ChatPlatform::start);
      telling.start();
      state.start();
      watch.start();
      return new Bot(watch, state, telling, platforms, metrics, admin);
    } catch (RuntimeException e) {
      new Bot(watch, state, telling, platforms, metrics, admin).close();
      throw e;
    }
  }

  /** A look at each source, those that are followed first; the settings give number and order. */
  private static List<HealthCheck> sources(Wiring wiring, Metrics metrics) {
    Following following = wiring.following();
    List<HealthCheck> checks = new ArrayList<>();
    List<FollowState> states = following.states();
    for (int i = 0; i < states.size(); i++) {
      int index = i;
      String name = states.get(i).source();
      Supplier<FollowState> state = () -> following.states().get(index);
      metrics.follower(name, state, wiring.clock());
      checks.add(new SourceHealth(name, state, wiring.clock(), SourceHealth.FRESH));
    }
    for (DirectCallStats asked : wiring.engines().stats()) {
      checks.add(
          new EngineHealth(
              asked.source(), () -> asked.failing().map(DirectCallStats.Failing::message)));
    }
    return checks;
  }

  /** In words: what is connected, and where the local port is. */
  String describe() {
    String names = platforms.stream().map(ChatPlatform::name).collect(Collectors.joining(", "));
    AdminServer server = admin;
    return server == null ? names : names + "; health and metrics on port " + server.port();
  }

  /** Reads the settings again soon. */
  void reload() {
    settings.reload();
  }

  /** Gives the parts that do not ask for their settings what changed. */
  private record Changes(Wiring wiring, Telling telling) implements SettingsWatch.Parts {
    @Override
    public void give(Settings now, Set<String> changed) {
      if (changed.contains("log.level")) {
        LogSetup.level(now.log());
      }
      if (changed.stream().anyMatch(key -> key.startsWith("catalog."))) {
        wiring.use(now.catalog());
      }
      if (changed.contains("digests") || changed.contains("zone")) {
        telling.configure(now.tell().digests());
      }
    }

    @Override
    public void tell(boolean taken, String text) {
      telling.notices().settings(taken, text);
    }
  }

  @Override
  public void close() {
    settings.close();
    state.close();
    telling.stop();
    List<ChatPlatform> lastFirst = new ArrayList<>(platforms);
    Collections.reverse(lastFirst);
    lastFirst.forEach(ChatPlatform::close);
    if (admin != null) {
      admin.close();
    }
    telling.close();
    metrics.close();
  }

  private static List<ChatPlatform> platforms(
      Wiring wiring, Telling telling, ButtonCodec buttons, Watch watch) {
    Settings settings = wiring.settings();
    Clock clock = wiring.clock();
    Path dataDir = settings.dataDir();
    AtomicReference<@Nullable TelegramPlatform> telegram = new AtomicReference<>();
    FrontDesk desk =
        FrontDesk.of(
            wiring,
            telling,
            () -> Optional.ofNullable(telegram.get()).flatMap(TelegramPlatform::botName),
            watch);
    desk.moved().tell(telling.telegram());
    TopReasons topReasons = new TopReasons(wiring::catalog, wiring.stats(), desk.access(), clock);
    ChartPainter painter = new ChartPainter();
    List<ChatPlatform> platforms = new ArrayList<>();
    if (settings.discord().token().isPresent()) {
      TextRenderer text = new TextRenderer(FILE_WIDTH, false);
      platforms.add(
          new DiscordPlatform(
              settings.discord(),
              new DiscordPlatform.Parts(
                  desk::answer,
                  desk.specs(),
                  wiring.completions(desk.specs()),
                  desk.access(),
                  telling::zone,
                  buttons,
                  painter::png,
                  text::render,
                  telling::discordTrouble,
                  telling.turn("discord"),
                  dataDir),
              clock));
    }
    settings
        .telegram()
        .token()
        .map(
            token ->
                new TelegramPlatform(
                    telegram(wiring, token),
                    new TelegramParts(
                        desk::answer,
                        desk.specs(),
                        desk.access(),
                        telling::zone,
                        buttons,
                        painter::png,
                        topReasons::today,
                        desk.links()::redeem,
                        desk.moved(),
                        telling.telegram(),
                        telling.turn("telegram"),
                        telling.updates(),
                        dataDir),
                    clock))
        .ifPresent(
            platform -> {
              telegram.set(platform);
              platforms.add(platform);
            });
    return platforms;
  }

  private static TelegramSettings telegram(Wiring wiring, Secret token) {
    hangup.config.TelegramSettings given = wiring.settings().telegram();
    try {
      TelegramSettings base = TelegramSettings.of(new BotToken(token.reveal().strip()));
      return new TelegramSettings(
          base.token(),
          given.apiUrl().map(URI::create).orElse(base.apiUrl()),
          given.webhook().url().map(url -> webhook(given.webhook(), url)),
          given.staleAfter(),
          () -> wiring.live().get().access().stream().anyMatch(AccessSettings::admins),
          base.patience(),
          base.pollTimeout());
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  private static TelegramSettings.Webhook webhook(
      hangup.config.TelegramSettings.Webhook given, String url) {
    Secret secret =
        given
            .secret()
            .orElseThrow(
                () ->
                    new UserError(
                        "telegram.webhook.url needs a secret: set HANGUP_TELEGRAM_WEBHOOK_SECRET,"
                            + " for example to the output of openssl rand -hex 32."));
    return new TelegramSettings.Webhook(
        URI.create(url), given.host(), given.port(), secret.reveal().strip());
  }
}
