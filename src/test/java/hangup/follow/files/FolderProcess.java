package hangup.follow.files;

import hangup.cdr.csv.ReadOptions;
import hangup.follow.Following;
import hangup.follow.KilledProcess;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;

/** Follows a folder until it is killed: arguments are the folder and the store's file. */
final class FolderProcess {
  private FolderProcess() {}

  static FolderSettings settings(Path folder) {
    return new FolderSettings(
        "exports",
        folder,
        "*",
        Duration.ofMillis(300),
        Duration.ofMillis(50),
        ReadOptions.in(ZoneOffset.UTC).withoutNumbers(),
        folder.resolveSibling("rejects"));
  }

  public static void main(String[] args) throws InterruptedException {
    RollupStore store = new RollupStore(StoreSettings.of(Path.of(args[1])), Clock.systemUTC());
    KilledProcess.reads();
    new Following(
            List.of(
                new FolderFollower(
                    settings(Path.of(args[0])),
                    store,
                    text -> OptionalInt.empty(),
                    Clock.systemUTC())))
        .start();
    Thread.sleep(Duration.ofMinutes(5).toMillis());
  }
}
