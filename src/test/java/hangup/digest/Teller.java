package hangup.digest;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Turn;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.DiscordPlatform;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.telegram.BotToken;
import hangup.chat.telegram.MovedChats;
import hangup.chat.telegram.TelegramListener;
import hangup.chat.telegram.TelegramParts;
import hangup.chat.telegram.TelegramPlatform;
import hangup.chat.telegram.TelegramSettings;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Completions;
import hangup.command.Dispatcher;
import hangup.command.PeriodParser;
import hangup.command.Vocabulary;
import hangup.config.DigestSettings;
import hangup.config.DiscordSettings;
import hangup.config.Secret;
import hangup.report.ChartPainter;
import hangup.report.DigestReports;
import hangup.report.SummaryCommand;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.stats.CallStats;
import hangup.stats.Names;
import hangup.yaml.Problems;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The real platforms, digests and /summary, in front of fake servers. */
final class Teller implements AutoCloseable {

  static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";

  private static final ZoneId UTC = ZoneId.of("UTC");

  private final List<ChatPlatform> platforms;
  private final Digests digests;
  private final ChartPainter painter = new ChartPainter();

  /** Where the servers are. */
  record Servers(String discordApi, String discordGateway, URI telegram) {}

  /**
   * @param stats of whom people ask
   * @param ofDigests of whom digests are made
   * @param dir for the files of the platforms
   * @param admin hears of the bot's own matters
   */
  Teller(
      CallStats stats,
      CallStats ofDigests,
      Names names,
      StateDatabase database,
      Servers servers,
      Path dir,
      Optional<ChannelRef> admin,
      Jobs.Pace pace) {
    Clock clock = Clock.systemUTC();
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    Command summary = new SummaryCommand(() -> catalog, stats, names, new PeriodParser(clock));
    ChannelSettingsStore channels = new ChannelSettingsStore(database, () -> UTC, clock);
    this.digests =
        new Digests(
            new Digests.Parts(
                database,
                channels,
                new DigestReports(
                    () -> catalog,
                    ofDigests,
                    names,
                    new SummaryCommand(() -> catalog, ofDigests, names, new PeriodParser(clock)),
                    clock),
                this::platform,
                () -> admin,
                () -> DigestSettings.DEFAULT,
                pace),
            clock);
    Dispatcher dispatcher =
        new Dispatcher(
            List.of(summary, digests.command(), digests.settingsCommand()), Access.LOCAL);
    ButtonCodec buttons = ButtonCodec.open(dir);
    this.platforms =
        List.of(
            discord(servers, dispatcher, channels, buttons, painter, dir, clock),
            telegram(servers, dispatcher, channels, buttons, painter, dir, clock));
  }

  private static ChatPlatform discord(
      Servers servers,
      Dispatcher dispatcher,
      ChannelSettingsStore channels,
      ButtonCodec buttons,
      ChartPainter painter,
      Path dir,
      Clock clock) {
    return new DiscordPlatform(
        new DiscordSettings(
            Optional.of(new Secret(FakeDiscord.TOKEN)),
            Optional.of(servers.discordApi()),
            Optional.of(servers.discordGateway()),
            List.of(FakeDiscord.GUILD)),
        new DiscordPlatform.Parts(
            dispatcher::answer,
            dispatcher.specs(),
            new Completions(dispatcher.specs(), Vocabulary.EMPTY),
            Access.LOCAL,
            channels::zone,
            buttons,
            painter::png,
            new TextRenderer(80, false)::render,
            sentence -> {},
            Turn.ALWAYS,
            dir),
        clock);
  }

  private static ChatPlatform telegram(
      Servers servers,
      Dispatcher dispatcher,
      ChannelSettingsStore channels,
      ButtonCodec buttons,
      ChartPainter painter,
      Path dir,
      Clock clock) {
    return new TelegramPlatform(
        TelegramSettings.of(new BotToken(TELEGRAM_TOKEN))
            .at(servers.telegram())
            .with(Duration.ofSeconds(20), Duration.ofSeconds(20)),
        new TelegramParts(
            dispatcher::answer,
            dispatcher.specs(),
            Access.LOCAL,
            channels::zone,
            buttons,
            painter::png,
            context -> List.of(),
            (platform, user, name, code) -> false,
            MovedChats.open(dir),
            TelegramListener.NONE,
            Turn.ALWAYS,
            Optional.empty(),
            dir),
        clock);
  }

  private Optional<ChatPlatform> platform(String name) {
    return platforms.stream().filter(one -> one.name().equals(name)).findFirst();
  }

  /** Connects both platforms; posts nothing yet. */
  Teller connect() {
    platforms.forEach(ChatPlatform::start);
    return this;
  }

  ChartPainter painter() {
    return painter;
  }

  Digests digests() {
    return digests;
  }

  static ChannelRef discord(String channel) {
    return new ChannelRef("discord", Optional.of(FakeDiscord.GUILD), channel, Optional.empty());
  }

  static ChannelRef telegram(long chat) {
    String id = Long.toString(chat);
    return new ChannelRef(
        "telegram", chat < 0 ? Optional.of(id) : Optional.empty(), id, Optional.empty());
  }

  @Override
  public void close() {
    digests.close();
    platforms.forEach(ChatPlatform::close);
  }
}
