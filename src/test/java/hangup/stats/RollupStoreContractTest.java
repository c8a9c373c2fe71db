package hangup.stats;

import hangup.cdr.Cdr;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The followed source: its calls are folded into rollups. */
final class RollupStoreContractTest extends CallStatsContract {
  @TempDir static Path folder;

  private final List<RollupStore> stores = new ArrayList<>();

  @Override
  protected CallStats with(String name, List<Cdr> calls, boolean texts) {
    RollupStore store =
        new RollupStore(StoreSettings.of(folder.resolve(name + ".db")), Clock.systemUTC());
    stores.add(store);
    try (Ingest ingest = store.begin(SOURCE, CallStatsContract::code)) {
      calls.forEach(ingest::add);
      ingest.commit();
    }
    return store;
  }

  @AfterAll
  void close() {
    stores.forEach(RollupStore::close);
  }
}
