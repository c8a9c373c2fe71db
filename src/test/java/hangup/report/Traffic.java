package hangup.report;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes CDRs for tests, evenly spread and always the same. */
final class Traffic {

  private final List<Cdr> calls = new ArrayList<>();
  private String mapping = "MG-1";
  private String routing = "GW-1";
  private String account = "1001";
  private String customer = "ACME";

  Traffic mapping(String name) {
    mapping = name;
    return this;
  }

  /** The routing gateway of the calls that follow. */
  Traffic via(String name) {
    routing = name;
    return this;
  }

  /** The customer of the calls that follow. */
  Traffic of(String account, String name) {
    this.account = account;
    this.customer = name;
    return this;
  }

  Traffic answered(String from, String to, int count, int talkSeconds) {
    return calls(from, to, count, 1, talkSeconds);
  }

  Traffic failed(String from, String to, int count, int reason) {
    return calls(from, to, count, reason, 0);
  }

  /** Spreads calls evenly over a span of UTC times. */
  Traffic calls(String from, String to, int count, int reason, int talkSeconds) {
    Instant start = Instant.parse(from);
    long span = Duration.between(start, Instant.parse(to)).toMillis();
    for (int i = 0; i < count; i++) {
      add(start.toEpochMilli() + span * i / count, reason, null, talkSeconds);
    }
    return this;
  }

  Traffic named(String at, String reason) {
    return add(Instant.parse(at).toEpochMilli(), 0, reason, 0);
  }

  private Traffic add(
      long startMs, int reason, @org.jspecify.annotations.Nullable String text, int talkSeconds) {
    calls.add(
        new Cdr(
            calls.size() + 1,
            true,
            startMs,
            startMs + 5_000 + talkSeconds * 1000L,
            talkSeconds,
            talkSeconds,
            talkSeconds > 0 ? 2_400 : -1,
            reason,
            text,
            reason == 11 ? EndDirection.CALLER : EndDirection.SERVER,
            "4930123456",
            "8801712345",
            mapping,
            routing,
            account,
            customer,
            0));
    return this;
  }

  List<Cdr> calls() {
    return List.copyOf(calls);
  }

  /**
   * Two days of a small switch, in UTC; on the second one GW-7 goes down from 14:05 to 15:00: 21 on
   * it, and 22 where no gateway is left.
   */
  static Traffic withIncident() {
    Traffic traffic = new Traffic();
    for (String day : List.of("2026-11-01", "2026-11-02")) {
      String from = day + "T00:00:00Z";
      String to = day + "T18:00:00Z";
      traffic.of("1001", "ACME").via("GW-7").answered(from, to, 1200, 95);
      traffic.failed(from, to, 500, 3).failed(from, to, 300, 2).failed(from, to, 30, 21);
      traffic.of("1002", "北京电信").via("GW-3").answered(from, to, 900, 140);
      traffic.failed(from, to, 400, 3).failed(from, to, 60, 5);
      traffic.of("1003", "").via("").failed(from, to, 25, 7).failed(from, to, 40, 22);
    }
    String down = "2026-11-02T14:05:00Z";
    String up = "2026-11-02T15:00:00Z";
    traffic.of("1001", "ACME").via("GW-7").failed(down, up, 420, 21);
    traffic.via("").failed(down, up, 260, 22);
    return traffic;
  }
}
