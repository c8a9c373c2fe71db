package hangup.cli;

import hangup.access.LinkBook;
import hangup.audit.AuditCommand;
import hangup.audit.AuditSource;
import hangup.audit.AuditTrail;
import hangup.channel.ChannelDefaults;
import hangup.channel.ChannelMask;
import hangup.channel.ChannelStyle;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.SharedTexts;
import hangup.chat.SharedUpdates;
import hangup.chat.Turn;
import hangup.chat.telegram.MovedChats;
import hangup.chat.telegram.TelegramListener;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.PeriodParser;
import hangup.config.ConfiguredDigest;
import hangup.config.Settings;
import hangup.config.TellSettings;
import hangup.digest.AdminNotices;
import hangup.digest.Digests;
import hangup.digest.SourceNotices;
import hangup.outbox.Outbox;
import hangup.reply.Reply;
import hangup.state.AuditLog;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.Leases;
import hangup.state.SharedTextTable;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import hangup.state.UpdateTable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rests on the bot's own database: digests, notices, and what channels set for themselves. */
final class Telling implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Telling.class);
  private static final String PROGRAM = "Hangup " + Version.text();

  private final TellSettings settings;
  private final StateDatabase database;
  private final ChannelSettingsStore channels;
  private final ChannelStyle style;
  private final Digests digests;
  private final SourceNotices sources;
  private final AuditTrail trail;
  private final Command auditCommand;
  private final Optional<Together> together;
  private final Clock clock;
  private boolean stopped;

  /** What processes have in common that serve one bot. */
  private record Together(Leases leases, SharedTexts texts, SharedUpdates updates) {}

  private Telling(
      Wiring wiring, StateDatabase database, Function<String, Optional<ChatPlatform>> platforms) {
    Settings all = wiring.settings();
    this.settings = all.tell();
    this.database = database;
    this.channels =
        new ChannelSettingsStore(database, wiring.live().derive(Settings::zone), wiring.clock());
    this.style = new ChannelStyle(channels);
    this.digests =
        new Digests(
            new Digests.Parts(
                database,
                channels,
                wiring.digestReports(),
                platforms,
                wiring.live().derive(now -> now.tell().notices().channel().map(ChannelRef::parse)),
                wiring.live().derive(now -> now.tell().digest()),
                Jobs.Pace.NORMAL),
            wiring.clock());
    this.sources =
        new SourceNotices(wiring.following()::running, digests.notices(), wiring.clock());
    this.clock = wiring.clock();
    this.together = database.isShared() ? Optional.of(together(database, clock)) : Optional.empty();
    AuditLog audit = new AuditLog(database, wiring.clock());
    this.trail =
        AuditTrail.start(
            audit, wiring.live().derive(now -> now.tell().audit().keep()), wiring.clock());
    this.auditCommand =
        new AuditCommand(AuditSource.of(audit, trail), new PeriodParser(wiring.clock()));
  }

  private static Together together(StateDatabase database, Clock clock) {
    Leases leases = new Leases(database, Leases.Pace.NORMAL);
    return new Together(
        leases, new SharedTextTable(database, clock), new UpdateTable(database, leases, clock));
  }

  /**
   * Opens the database; posts nothing yet.
   *
   * @param platforms the platform of a name, if this process serves it; asked for every post
   * @throws StateException if the database cannot be used
   */
  static Telling open(Wiring wiring, Function<String, Optional<ChatPlatform>> platforms) {
    StateDatabase database =
        StateDatabase.open(wiring.settings().tell().state(), wiring.settings().dataDir());
    try {
      return new Telling(wiring, database, platforms);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** When this process is to hear what people say on a platform. */
  Turn turn(String platform) {
    return together.map(one -> one.leases().turn(platform)).orElse(Turn.ALWAYS);
  }

  /** Where Telegram's updates are kept, if not in a file. */
  Optional<SharedUpdates> updates() {
    return together.map(Together::updates);
  }

  /** The buttons of all processes that serve the bot. */
  ButtonCodec buttons(Path dataDir) {
    return together
        .map(one -> ButtonCodec.shared(one.texts(), dataDir))
        .orElseGet(() -> ButtonCodec.open(dataDir));
  }

  /** Who is linked, for all processes that serve the bot. */
  LinkBook links(Path dataDir) {
    return together
        .map(one -> LinkBook.shared(one.texts(), dataDir, clock))
        .orElseGet(() -> LinkBook.open(dataDir, clock));
  }

  /** Which groups moved, for all processes that serve the bot. */
  MovedChats moved(Path dataDir) {
    return together
        .map(one -> MovedChats.shared(one.texts()))
        .orElseGet(() -> MovedChats.open(dataDir));
  }

  /** Begins to take turns; to be called before the platforms are connected. */
  void takeTurns() {
    together.ifPresent(one -> one.leases().start());
  }

  /** The bot's own database. */
  StateDatabase database() {
    return database;
  }

  /** {@code /digest}, {@code /settings} and {@code /audit}. */
  List<Command> commands() {
    return List.of(digests.command(), digests.settingsCommand(), auditCommand);
  }

  /** Keeps who asked what. */
  AuditTrail audit() {
    return trail;
  }

  /** The command as channels want it, which may be about one source, gateway or customer. */
  Command withDefaults(Command command) {
    return ChannelDefaults.over(command, channels);
  }

  /** The rules, with what channels hide on top. */
  Access masking(Access access) {
    return new ChannelMask(access, channels);
  }

  /** The reply in the numbers and dates of a channel. */
  Reply styled(ChannelRef channel, Reply reply) {
    return style.of(channel, reply);
  }

  ZoneId zone(ChannelRef channel) {
    return channels.zone(channel);
  }

  /** Takes what Telegram says of chats to their digests, and of itself to the admins. */
  TelegramListener telegram() {
    return new TelegramListener() {
      @Override
      public void moved(ChannelRef from, ChannelRef to) {
        kept("a group's move", () -> digests.moved(from, to));
      }

      @Override
      public void gone(ChannelRef channel, String reason) {
        kept("a chat that is gone", () -> digests.gone(channel, reason));
      }

      @Override
      public void trouble(String sentence) {
        digests.notices().platform("telegram", sentence);
      }
    };
  }

  /** Tells the admins of what Discord wants mended. */
  void discordTrouble(String sentence) {
    digests.notices().platform("discord", sentence);
  }

  private static void kept(String what, Runnable work) {
    try {
      work.run();
    } catch (StateException e) {
      log.error("{} cannot be kept: {}", what, e.getMessage());
    }
  }

  /** Makes the digests of the settings file those that are kept. */
  void configure(List<ConfiguredDigest> wanted) {
    digests.configure(wanted);
  }

  /** What the admins are told. */
  AdminNotices notices() {
    return digests.notices();
  }

  /** What waits to be sent, and what became of the rest. */
  Outbox outbox() {
    return digests.outbox();
  }

  /** When it was looked last for what is due. */
  Optional<Instant> lastLook() {
    return digests.lastLook();
  }

  /** The connections to the bot's own database. */
  StateDatabase.Connections connections() {
    return database.connections();
  }

  /** Begins to post; to be called when the platforms are connected. */
  void start() {
    digests.configure(settings.digests());
    digests.start();
    sources.start();
    digests.notices().started(PROGRAM);
  }

  /**
   * Says that the bot ends, and lets what is being posted finish for some seconds; to be called
   * before the platforms are closed.
   */
  void stop() {
    if (!stopped) {
      stopped = true;
      sources.close();
      digests.stop(PROGRAM);
    }
  }

  /** Writes what was answered last, and closes the database. */
  @Override
  public void close() {
    stop();
    together.ifPresent(one -> one.leases().close());
    trail.close();
    database.close();
  }
}
