package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.command.Context;
import hangup.reply.Button;
import hangup.stats.Ingest;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopReasonsTest {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path dir;

  @Test
  void theReasonsThatFailedMostTodayComeFirst() {
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    Context context = Context.console(ZoneOffset.UTC);
    try (RollupStore store = new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), NOON)) {
      TopReasons open =
          new TopReasons(() -> catalog, store, (spec, asker) -> Optional.empty(), NOON);
      assertThat(open.today(context)).isEmpty();
      try (Ingest ingest = store.begin("test", text -> OptionalInt.empty())) {
        long id = 0;
        for (int i = 0; i < 5; i++) {
          ingest.add(call(++id, "2026-11-01T09:00:00Z", 22));
        }
        ingest.add(call(++id, "2026-11-01T10:00:00Z", 5));
        for (int i = 0; i < 9; i++) {
          ingest.add(call(++id, "2026-10-31T23:59:00Z", 21));
        }
        ingest.commit();
      }
      assertThat(open.today(context))
          .extracting(Button::command)
          .containsExactly("/reason 22", "/reason 5");
      assertThat(open.today(context).get(0).label()).isEqualTo("22 No Available Route");
      TopReasons closed =
          new TopReasons(() -> catalog, store, (spec, asker) -> Optional.of("no"), NOON);
      assertThat(closed.today(context)).isEmpty();
    }
  }

  private static Cdr call(long id, String start, int code) {
    long at = Instant.parse(start).toEpochMilli();
    return new Cdr(
        id,
        true,
        at,
        at,
        0,
        0,
        1200,
        code,
        null,
        EndDirection.CALLER,
        "8801",
        "8802",
        "IN-1",
        "GW-7",
        "C1",
        "Acme",
        0);
  }
}
