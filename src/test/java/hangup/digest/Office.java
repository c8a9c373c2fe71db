package hangup.digest;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.channel.ChannelDefaults;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.PeriodParser;
import hangup.command.Request;
import hangup.config.DigestSettings;
import hangup.config.StateSettings;
import hangup.reply.Reply;
import hangup.report.CodeTables;
import hangup.report.DigestReports;
import hangup.report.ReasonCommand;
import hangup.report.SummaryCommand;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.state.SteppedJobs;
import hangup.stats.CallStats;
import hangup.stats.Names;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Digests over a real database and real figures, stepped through time by a test. */
final class Office implements AutoCloseable {

  static final ChannelRef ADMIN =
      new ChannelRef("discord", Optional.of("1"), "999", Optional.empty());

  private final RollupStore store;
  private final StateDatabase database;
  private final ChannelSettingsStore channels;
  private final Digests digests;
  private final Dispatcher dispatcher;
  private final SteppedJobs jobs;

  Office(Path dir, Clock clock, ChatPlatform platform) {
    this(
        new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), clock),
        StateDatabase.open(StateSettings.FILE, dir),
        clock,
        platform,
        Access.LOCAL);
  }

  Office(
      RollupStore store,
      StateDatabase database,
      Clock clock,
      ChatPlatform platform,
      Access access) {
    this.store = store;
    this.database = database;
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    CallStats stats = store;
    Names names = store.names();
    Command summary = new SummaryCommand(() -> catalog, stats, names, new PeriodParser(clock));
    this.channels = new ChannelSettingsStore(database, () -> ZoneId.of("UTC"), clock);
    this.digests =
        new Digests(
            new Digests.Parts(
                database,
                channels,
                new DigestReports(() -> catalog, stats, names, summary, clock),
                name -> Optional.of(platform).filter(one -> one.name().equals(name)),
                () -> Optional.of(ADMIN),
                () -> DigestSettings.DEFAULT,
                new Jobs.Pace(Duration.ofMillis(100), Duration.ofSeconds(1))),
            clock);
    this.dispatcher =
        new Dispatcher(
            Stream.of(
                    new ReasonCommand(
                        () -> catalog,
                        new CodeTables(table -> catalog),
                        stats,
                        names,
                        access,
                        clock),
                    summary,
                    digests.command(),
                    digests.settingsCommand())
                .map(command -> ChannelDefaults.over(command, channels))
                .toList(),
            access);
    this.jobs = new SteppedJobs(database, digests.jobs(), clock);
  }

  static ChannelRef channel(String id) {
    return new ChannelRef("discord", Optional.of("1"), id, Optional.empty());
  }

  Reply ask(String channel, String line) {
    return ask(channel, line, ZoneId.of("UTC"));
  }

  Reply ask(String channel, String line, ZoneId zone) {
    return dispatcher.answer(
        new Request.Line(
            line, new Context(channel(channel), new Asker("7", "Ann", Set.of(), false), zone)));
  }

  Reply answer(Request request) {
    return dispatcher.answer(request);
  }

  /** Runs what is due now. */
  void run() {
    jobs.run();
  }

  /** Finds jobs that could not say that they ended, as the scheduler itself does. */
  void findDead() {
    jobs.runDeadExecutionDetection();
  }

  RollupStore store() {
    return store;
  }

  Digests digests() {
    return digests;
  }

  StateDatabase database() {
    return database;
  }

  @Override
  public void close() {
    digests.close();
    database.close();
    store.close();
  }
}
