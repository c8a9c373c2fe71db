package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.cdr.Cdr;
import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.PeriodParser;
import hangup.command.Request;
import hangup.follow.FollowState;
import hangup.reply.JsonRenderer;
import hangup.reply.Reply;
import hangup.stats.CallStats;
import hangup.yaml.Problems;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** All report commands over given calls, asked as a chat asks them. */
final class Desk {

  static final Catalog VOS3000 = load("vos3000-25");

  private final Dispatcher dispatcher;
  private final ZoneId zone;

  private Desk(Dispatcher dispatcher, ZoneId zone) {
    this.dispatcher = dispatcher;
    this.zone = zone;
  }

  static Desk of(List<Cdr> calls, String now) {
    MemoryStats stats = new MemoryStats(calls, Instant.parse(now));
    return of(VOS3000, stats, stats.names(), now, Access.LOCAL, ZoneOffset.UTC);
  }

  static Desk of(
      Catalog catalog,
      CallStats stats,
      hangup.stats.Names names,
      String now,
      Access access,
      ZoneId zone) {
    return of(catalog, stats, names, List.of(), now, access, zone);
  }

  /**
   * @param followed how following each source goes
   */
  static Desk of(
      Catalog catalog,
      CallStats stats,
      hangup.stats.Names names,
      List<FollowState> followed,
      String now,
      Access access,
      ZoneId zone) {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    CodeTables tables = new CodeTables(Desk::load);
    List<Command> commands =
        List.of(
            new ReasonCommand(() -> catalog, tables, stats, names, access, clock),
            new SummaryCommand(() -> catalog, stats, names, new PeriodParser(clock)),
            new FixCommand(() -> catalog),
            SignallingCommand.sip(() -> catalog, tables),
            SignallingCommand.q850(() -> catalog, tables),
            new ReasonsCommand(() -> catalog),
            new BillingCommand(() -> catalog),
            new AboutCommand("1.2.3", () -> catalog, stats, names, () -> followed, access, clock));
    return new Desk(new Dispatcher(commands, access), zone);
  }

  static Desk empty() {
    String now = "2026-11-02T18:00:30Z";
    MemoryStats none = new MemoryStats(List.of(), Instant.parse(now));
    return of(VOS3000, none, hangup.stats.Names.NONE, now, Access.LOCAL, ZoneOffset.UTC);
  }

  static Catalog load(String table) {
    return CatalogLoader.builtIn(table).load(new Problems()).orElseThrow();
  }

  Reply ask(String line) {
    return dispatcher.answer(new Request.Line(line, Context.console(zone)));
  }

  String text(String line) {
    return new TextRenderer(80, false).render(ask(line));
  }

  String json(String line) {
    return new JsonRenderer().render(ask(line));
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }
}
