package hangup.cli;

import hangup.access.AccessCommand;
import hangup.access.AccessRule;
import hangup.access.AccessRules;
import hangup.access.LinkBook;
import hangup.access.LinkCommand;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.ChatPlatformException;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.DiscordPlatform;
import hangup.chat.telegram.BotToken;
import hangup.chat.telegram.MovedChats;
import hangup.chat.telegram.TelegramListener;
import hangup.chat.telegram.TelegramParts;
import hangup.chat.telegram.TelegramPlatform;
import hangup.chat.telegram.TelegramSettings;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Dispatcher;
import hangup.config.AccessSettings;
import hangup.config.Secret;
import hangup.config.Settings;
import hangup.follow.FollowState;
import hangup.follow.Following;
import hangup.ops.AdminServer;
import hangup.ops.Health;
import hangup.ops.HealthCheck;
import hangup.ops.Metrics;
import hangup.ops.PlatformHealth;
import hangup.ops.RateLimits;
import hangup.ops.SourceHealth;
import hangup.report.ChartPainter;
import hangup.report.TopReasons;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bot as a service: every chat platform that has a token, and the local port. */
final class Bot implements AutoCloseable {

  private static final int FILE_WIDTH = 100;

  private final List<ChatPlatform> platforms;
  private final Metrics metrics;
  private final @Nullable AdminServer admin;

  private Bot(List<ChatPlatform> platforms, Metrics metrics, @Nullable AdminServer admin) {
    this.platforms = platforms;
    this.metrics = metrics;
    this.admin = admin;
  }

  /**
   * Connects, and returns when every platform is being heard.
   *
   * @throws UserError if no platform has a token
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
    Metrics metrics = new Metrics(Version.text());
    List<ChatPlatform> platforms = new ArrayList<>();
    @Nullable AdminServer admin = null;
    try {
      platforms.addAll(platforms(wiring, metrics));
      List<HealthCheck> checks = new ArrayList<>();
      platforms.forEach(
          platform ->
              checks.add(new PlatformHealth(platform, wiring.clock(), PlatformHealth.FRESH)));
      checks.addAll(sources(wiring, metrics));
      Health health = new Health(checks);
      metrics.health(health);
      if (settings.admin().enabled()) {
        admin = AdminServer.start(settings.admin(), health, metrics, Map.of());
      }
      wiring.following().start();
      platforms.forEach(ChatPlatform::start);
      return new Bot(platforms, metrics, admin);
    } catch (RuntimeException e) {
      new Bot(platforms, metrics, admin).close();
      throw e;
    }
  }

  /** A look at each source that is followed; the settings give their number and order. */
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
    return checks;
  }

  /** In words: what is connected, and where the local port is. */
  String describe() {
    String names = platforms.stream().map(ChatPlatform::name).collect(Collectors.joining(", "));
    AdminServer server = admin;
    return server == null ? names : names + "; health and metrics on port " + server.port();
  }

  @Override
  public void close() {
    List<ChatPlatform> lastFirst = new ArrayList<>(platforms);
    Collections.reverse(lastFirst);
    lastFirst.forEach(ChatPlatform::close);
    if (admin != null) {
      admin.close();
    }
    metrics.close();
  }

  private static List<ChatPlatform> platforms(Wiring wiring, Metrics metrics) {
    Settings settings = wiring.settings();
    Clock clock = wiring.clock();
    Path dataDir = settings.dataDir();
    LinkBook links = LinkBook.open(dataDir, clock);
    MovedChats moved = MovedChats.open(dataDir);
    AccessRules rules = new AccessRules(rules(settings), links);
    Access following = moved.following(rules);
    AtomicReference<List<CommandSpec>> specs = new AtomicReference<>(List.of());
    AtomicReference<@Nullable TelegramPlatform> telegram = new AtomicReference<>();
    Dispatcher dispatcher =
        wiring.dispatcher(
            following,
            List.of(
                new LinkCommand(
                    links,
                    () -> Optional.ofNullable(telegram.get()).flatMap(TelegramPlatform::botName)),
                new AccessCommand(rules, specs::get)),
            new RateLimits(settings.limits()),
            metrics);
    specs.set(dispatcher.specs());
    TopReasons topReasons = new TopReasons(wiring::catalog, wiring.stats(), following, clock);
    ButtonCodec buttons = ButtonCodec.open(dataDir);
    Function<ChannelRef, ZoneId> zones = channel -> settings.zone();
    ChartPainter painter = new ChartPainter();
    List<ChatPlatform> platforms = new ArrayList<>();
    if (settings.discord().token().isPresent()) {
      TextRenderer text = new TextRenderer(FILE_WIDTH, false);
      platforms.add(
          new DiscordPlatform(
              settings.discord(),
              new DiscordPlatform.Parts(
                  dispatcher::answer,
                  dispatcher.specs(),
                  wiring.completions(dispatcher.specs()),
                  following,
                  zones,
                  buttons,
                  painter::png,
                  text::render,
                  dataDir),
              clock));
    }
    settings
        .telegram()
        .token()
        .map(
            token ->
                new TelegramPlatform(
                    telegram(settings, token),
                    new TelegramParts(
                        dispatcher::answer,
                        dispatcher.specs(),
                        following,
                        zones,
                        buttons,
                        painter::png,
                        topReasons::today,
                        links::redeem,
                        moved,
                        TelegramListener.NONE,
                        dataDir),
                    clock))
        .ifPresent(
            platform -> {
              telegram.set(platform);
              platforms.add(platform);
            });
    return platforms;
  }

  private static List<AccessRule> rules(Settings settings) {
    return settings.access().stream().map(Bot::rule).toList();
  }

  private static AccessRule rule(AccessSettings rule) {
    return new AccessRule(
        rule.platform(),
        rule.space(),
        rule.channel(),
        rule.role(),
        rule.user(),
        rule.admins(),
        new LinkedHashSet<>(rule.allow()));
  }

  private static TelegramSettings telegram(Settings settings, Secret token) {
    hangup.config.TelegramSettings given = settings.telegram();
    try {
      TelegramSettings base = TelegramSettings.of(new BotToken(token.reveal().strip()));
      return new TelegramSettings(
          base.token(),
          given.apiUrl().map(URI::create).orElse(base.apiUrl()),
          given.webhook().url().map(url -> webhook(given.webhook(), url)),
          given.staleAfter(),
          settings.access().stream().anyMatch(AccessSettings::admins),
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
