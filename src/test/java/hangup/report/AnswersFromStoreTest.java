package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.command.Access;
import hangup.stats.CachedCallStats;
import hangup.stats.Ingest;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers over the rollups are those over the calls themselves, counted one by one. */
final class AnswersFromStoreTest {

  private static final String NOW = "2026-11-02T18:00:30Z";
  private static final Clock CLOCK = Clock.fixed(Instant.parse(NOW), ZoneOffset.UTC);

  private static final List<String> LINES =
      List.of(
          "/reason 22",
          "/reason 3",
          "/reason -7",
          "/summary",
          "/summary yesterday",
          "/summary by reason",
          "/summary by category",
          "/summary by gateway",
          "/summary by customer",
          "/summary by hour",
          "/summary code:22",
          "/summary code:3",
          "/summary gateway:gw-7 direction:server",
          "/summary customer:1002",
          "/summary last 15m",
          "/summary last 7d",
          "/summary 2026-11-02 14:00-14:37",
          "/summary gateway:GW-77");

  @TempDir Path folder;

  @Test
  void countsTheSame() {
    List<Cdr> calls =
        Traffic.withIncident()
            .of("0 \"9\"", "<b>Ga\u202emma</b>")
            .via("GW 1:x")
            .failed("2026-11-02T01:00:00Z", "2026-11-02T17:00:00Z", 40, -7)
            .named("2026-11-02T02:00:00Z", "SOME_TEXT")
            .calls();
    MemoryStats counted = new MemoryStats(calls, CLOCK.instant());

    try (RollupStore store =
        new RollupStore(StoreSettings.of(folder.resolve("calls.duckdb")), CLOCK)) {
      try (Ingest ingest = store.begin("switch-1", Desk.VOS3000::codeOf)) {
        calls.forEach(ingest::add);
        ingest.commit();
      }
      for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Kolkata"))) {
        Desk recounting = Desk.of(Desk.VOS3000, counted, counted.names(), NOW, Access.LOCAL, zone);
        Desk rolledUp =
            Desk.of(
                Desk.VOS3000, new CachedCallStats(store), store.names(), NOW, Access.LOCAL, zone);
        for (String line : LINES) {
          assertThat(rolledUp.text(line)).as(line).isEqualTo(recounting.text(line));
          assertThat(rolledUp.json(line)).as(line).isEqualTo(recounting.json(line));
        }
      }
    }
  }

  @Test
  void answersWithoutAnyFile() {
    Path file = folder.resolve("never.duckdb");
    try (RollupStore store = new RollupStore(StoreSettings.of(file), CLOCK)) {
      Desk desk =
          Desk.of(
              Desk.VOS3000,
              new CachedCallStats(store),
              store.names(),
              NOW,
              Access.LOCAL,
              ZoneOffset.UTC);

      assertThat(desk.text("/reason 22")).doesNotContain("Today");
      assertThat(desk.text("/summary")).contains("There is no call data yet");
      assertThat(desk.text("/about")).contains("none yet");
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void seesNewCallsAtOnce() {
    try (RollupStore store =
        new RollupStore(StoreSettings.of(folder.resolve("calls.duckdb")), CLOCK)) {
      Desk desk =
          Desk.of(
              Desk.VOS3000,
              new CachedCallStats(store),
              store.names(),
              NOW,
              Access.LOCAL,
              ZoneOffset.UTC);
      assertThat(desk.ask("/summary").data()).containsEntry("seizures", 0L);
      for (long round = 1; round <= 2; round++) {
        try (Ingest ingest = store.begin("round-" + round, Desk.VOS3000::codeOf)) {
          new Traffic()
              .failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", 10, 22)
              .calls()
              .forEach(ingest::add);
          ingest.commit();
        }
        assertThat(desk.ask("/summary").data()).containsEntry("seizures", 10 * round);
        assertThat(desk.text("/reason 22")).contains(10 * round + " calls until 18:01");
      }
    }
  }

  @Test
  void twoSourcesWithTheSameFlowNumbersStayApart() {
    try (RollupStore store =
        new RollupStore(StoreSettings.of(folder.resolve("calls.duckdb")), CLOCK)) {
      for (String source : List.of("Dhaka", "london")) {
        int calls = source.equals("Dhaka") ? 30 : 12;
        try (Ingest ingest = store.begin(source, Desk.VOS3000::codeOf)) {
          new Traffic()
              .failed("2026-11-02T10:00:00Z", "2026-11-02T11:00:00Z", calls, 22)
              .calls()
              .forEach(ingest::add);
          ingest.commit();
        }
      }
      Desk desk =
          Desk.of(
              Desk.VOS3000,
              new CachedCallStats(store),
              store.names(),
              NOW,
              Access.LOCAL,
              ZoneOffset.UTC);
      assertThat(desk.ask("/summary").data()).containsEntry("seizures", 42L);
      assertThat(desk.ask("/summary source:dhaka").data()).containsEntry("seizures", 30L);
      assertThat(desk.ask("/summary source:LONDON").data()).containsEntry("seizures", 12L);
      assertThat(desk.text("/reason 22")).contains("42 calls until 18:01");
      assertThat(desk.text("/reason 22 source:dhaka"))
          .contains("30 calls until 18:01", "only source Dhaka")
          .doesNotContain("42 calls");
      assertThat(desk.text("/reason 22 source:london")).contains("12 calls until 18:01");
      for (String line : List.of("/summary source:dakha", "/reason 22 source:dakha")) {
        assertThat(desk.text(line))
            .contains("There is no source “dakha”. Did you mean Dhaka? There are Dhaka, london.")
            .contains("source:Dhaka");
      }
    }
  }

  @Test
  void saysThatThereAreMoreNamesThanAreToldApart() {
    try (RollupStore store =
        new RollupStore(StoreSettings.of(folder.resolve("calls.duckdb")), CLOCK)) {
      Desk desk =
          Desk.of(
              Desk.VOS3000,
              new CachedCallStats(store),
              store.names(),
              NOW,
              Access.LOCAL,
              ZoneOffset.UTC);
      gateways(store, 0, 19_000);
      assertThat(flat(desk, "/summary")).contains("19,000 calls counted").doesNotContain("others");
      gateways(store, 19_000, 20_500);
      String told =
          "more than 20,000 routing gateways: those beyond are counted together as (others)";
      assertThat(flat(desk, "/summary")).contains("20,500 calls counted", told);
      assertThat(flat(desk, "/summary by gateway")).contains("(others) 501 ");
      assertThat(flat(desk, "/about")).contains(told);
      assertThat(flat(desk, "/summary gateway:GW-20400"))
          .contains("It may be among (others): there are too many names.");
    }
  }

  private static String flat(Desk desk, String line) {
    return desk.text(line).replaceAll("\\s+", " ");
  }

  private static void gateways(RollupStore store, int from, int to) {
    Traffic traffic = new Traffic();
    for (int gateway = from; gateway < to; gateway++) {
      traffic.via("GW-" + gateway).failed("2026-11-02T10:00:00Z", "2026-11-02T10:00:01Z", 1, 22);
    }
    try (Ingest ingest = store.begin("switch-" + from, Desk.VOS3000::codeOf)) {
      traffic.calls().forEach(ingest::add);
      ingest.commit();
    }
  }
}
