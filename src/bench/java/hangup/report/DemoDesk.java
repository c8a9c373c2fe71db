package hangup.report;

import hangup.cdr.Cdr;
import hangup.command.Access;
import hangup.demo.DemoDay;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** All report commands over the demo's calls, for pictures. */
public final class DemoDesk {

  private final Desk desk;

  private DemoDesk(Desk desk) {
    this.desk = desk;
  }

  /** The demo as it is at this moment; the same moment always gives the same calls. */
  public static DemoDesk at(String now, ZoneId zone) {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    List<Cdr> calls = new ArrayList<>();
    new DemoDay(7, clock, zone).forEach(calls::add);
    MemoryStats stats = new MemoryStats(calls, Instant.parse(now));
    return new DemoDesk(Desk.of(Desk.VOS3000, stats, stats.names(), now, Access.LOCAL, zone));
  }

  /** Answers a line as a chat would. */
  public Reply ask(String line) {
    return desk.ask(line);
  }
}
