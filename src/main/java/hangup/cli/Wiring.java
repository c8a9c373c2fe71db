package hangup.cli;

import hangup.audit.AuditCommand;
import hangup.audit.KeptAudit;
import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.catalog.LiveCatalog;
import hangup.cdr.CdrDatabase;
import hangup.cdr.CdrSource;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Completions;
import hangup.command.Dispatcher;
import hangup.command.Gate;
import hangup.command.HelpCommand;
import hangup.command.PeriodParser;
import hangup.command.Vocabulary;
import hangup.command.Watch;
import hangup.config.CatalogSettings;
import hangup.config.ConfigException;
import hangup.config.LiveSettings;
import hangup.config.Settings;
import hangup.config.SettingsLoader;
import hangup.config.SourceSettings;
import hangup.config.StateSettings;
import hangup.config.StatsSettings;
import hangup.digest.DigestPreviewCommand;
import hangup.follow.FollowedStats;
import hangup.follow.Following;
import hangup.report.AboutCommand;
import hangup.report.BillingCommand;
import hangup.report.CallsCommand;
import hangup.report.CodeTables;
import hangup.report.DigestReports;
import hangup.report.FixCommand;
import hangup.report.ReasonCommand;
import hangup.report.ReasonsCommand;
import hangup.report.SignallingCommand;
import hangup.report.SummaryCommand;
import hangup.state.StateDatabase;
import hangup.stats.CachedCallStats;
import hangup.stats.CallStats;
import hangup.stats.MergedNames;
import hangup.stats.Names;
import hangup.stats.Retention;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.stats.Tidying;
import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Puts the bot together. The only class that sees all of it. */
final class Wiring implements AutoCloseable {

  private final LiveSettings live;
  private final Settings settings;
  private final Clock clock;
  private final LiveCatalog catalog;
  private final CodeTables tables;
  private final RollupStore store;
  private final List<CdrSource> sources;
  private final Following following;
  private final Engines engines;
  private final Tidying tidying;
  private final CallStats stats;
  private final Names names;
  private final Vocabulary vocabulary;
  private final Dispatcher dispatcher;
  private final Completions completions;

  private Wiring(Io io, LiveSettings live, Clock clock) {
    this.live = live;
    this.settings = live.get();
    this.clock = clock;
    this.catalog = new LiveCatalog(loader(settings.catalog()), clock, new ReloadNotes(io.err()));
    this.tables = new CodeTables(Wiring::builtIn);
    this.store =
        new RollupStore(StoreSettings.of(settings.dataDir().resolve("calls.duckdb")), clock);
    this.sources = Sources.of(settings.sources(), store.calls(), clock);
    this.following =
        Sources.following(
            sources,
            settings.sources(),
            settings.stats().keep(),
            store,
            text -> catalog.get().codeOf(text),
            settings.zone(),
            settings.dataDir(),
            clock);
    this.engines = new Engines(settings.sources(), text -> catalog.get().codeOf(text), clock);
    this.tidying = new Tidying(store, retention(settings.stats()));
    this.stats =
        engines.with(
            new FollowedStats(
                new CachedCallStats(store),
                following::running,
                clock,
                live.derive(Settings::zone)));
    this.names =
        engines.with(
            new MergedNames(
                List.of(
                    store.names(),
                    new ConfiguredNames(
                        settings.sources().stream().map(SourceSettings::name).toList()))));
    this.vocabulary =
        Vocabulary.of(
                catalog,
                names::gateways,
                () -> names.customers().stream().map(Names.Customer::account).toList())
            .withSources(names::sources);
    this.dispatcher =
        dispatcher(Access.LOCAL, local(), UnaryOperator.identity(), Gate.OPEN, Watch.NONE);
    this.completions = new Completions(dispatcher.specs(), vocabulary);
  }

  /**
   * @throws ConfigException if the settings or the catalogue are faulty
   */
  static Wiring of(Io io, GlobalOptions global) {
    return new Wiring(io, settings(io, global), io.clock());
  }

  /** As {@link #of}, with the bot's files in another folder. */
  static Wiring in(Path dataDir, Io io, GlobalOptions global) {
    Map<String, String> environment = new HashMap<>(io.environment());
    environment.put("HANGUP_DATADIR", dataDir.toString());
    return new Wiring(io, settings(io.with(environment), global), io.clock());
  }

  private static LiveSettings settings(Io io, GlobalOptions global) {
    return new LiveSettings(
        loader(io),
        global.config(),
        SettingsWatch.LIVE,
        problem -> io.err().println(problem.text()));
  }

  static SettingsLoader loader(Io io) {
    return new SettingsLoader(
        Path.of("").toAbsolutePath(), io.environment(), ZoneId.systemDefault());
  }

  /**
   * A dispatcher of all commands.
   *
   * @param access who may ask what
   * @param more commands that only a part of the bot has
   * @param each what is done to each command
   */
  Dispatcher dispatcher(
      Access access, List<Command> more, UnaryOperator<Command> each, Gate gate, Watch watch) {
    List<Command> commands = commands(access, more).stream().map(each).toList();
    return new Dispatcher(commands, access, vocabulary, gate, watch);
  }

  private List<Command> commands(Access access, List<Command> more) {
    List<Command> commands =
        new ArrayList<>(
            List.of(
                new ReasonCommand(catalog, tables, stats, names, access, clock),
                summary(),
                new CallsCommand(catalog, databases(), names, new PeriodParser(clock), access),
                new FixCommand(catalog),
                SignallingCommand.sip(catalog, tables),
                SignallingCommand.q850(catalog, tables),
                new ReasonsCommand(catalog),
                new BillingCommand(catalog),
                new AboutCommand(
                    Version.text(), catalog, stats, names, following::running, access, clock)));
    commands.addAll(more);
    List<CommandSpec> specs = commands.stream().map(Command::spec).toList();
    commands.add(new HelpCommand(specs, access));
    return commands;
  }

  /** What a terminal has of the bot's own: a digest to look at; {@code /audit} if it kept any. */
  private List<Command> local() {
    List<Command> commands = new ArrayList<>();
    commands.add(new DigestPreviewCommand(digestReports(), clock));
    StateSettings state = settings.tell().state();
    if (StateDatabase.exists(state, settings.dataDir())) {
      commands.add(
          new AuditCommand(
              new KeptAudit(state, settings.dataDir(), clock), new PeriodParser(clock)));
    }
    return commands;
  }

  private Command summary() {
    return new SummaryCommand(catalog, stats, names, new PeriodParser(clock));
  }

  /** Makes digests. */
  DigestReports digestReports() {
    return new DigestReports(catalog, stats, names, summary(), clock);
  }

  private List<CdrDatabase> databases() {
    List<CdrDatabase> all = new ArrayList<>(sources);
    all.addAll(engines.databases());
    return all;
  }

  /** A shipped code table as it is. */
  static Catalog builtIn(String table) {
    Problems problems = new Problems();
    return CatalogLoader.builtIn(table)
        .load(problems)
        .orElseThrow(() -> new ConfigException(problems.list()));
  }

  /** As they were at the start. */
  Settings settings() {
    return settings;
  }

  /** As they are now. */
  LiveSettings live() {
    return live;
  }

  /** Takes another code table or overlay, if it is good; else the one from before stays. */
  void use(CatalogSettings chosen) {
    boolean unused = catalog.use(loader(chosen));
  }

  private static CatalogLoader loader(CatalogSettings chosen) {
    return new CatalogLoader(chosen.table(), chosen.dir(), chosen.overlay());
  }

  Clock clock() {
    return clock;
  }

  Catalog catalog() {
    return catalog.get();
  }

  RollupStore store() {
    return store;
  }

  private static Retention retention(StatsSettings given) {
    return new Retention(given.keep(), given.minutes(), given.ids());
  }

  /** Begins to follow the sources, and to keep the statistics tidy. */
  void follow() {
    following.start();
    tidying.start();
  }

  /** Follows the sources once it is started. */
  Following following() {
    return following;
  }

  /** The sources that are asked and not followed. */
  Engines engines() {
    return engines;
  }

  CallStats stats() {
    return stats;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Completions completions() {
    return completions;
  }

  Completions completions(List<CommandSpec> specs) {
    return new Completions(specs, vocabulary);
  }

  @Override
  public void close() {
    following.close();
    engines.close();
    tidying.close();
    store.close();
  }

  /** Tells whoever runs the process of reloads of the catalogue. */
  private record ReloadNotes(java.io.PrintWriter err) implements LiveCatalog.Listener {
    @Override
    public void reloaded(Catalog catalog) {
      err.println("The catalogue was read again: " + catalog);
    }

    @Override
    public void refused(List<Problem> problems) {
      err.println("The changed catalogue has mistakes; the one from before stays in use.");
      problems.forEach(problem -> err.println(problem.text()));
    }
  }
}
