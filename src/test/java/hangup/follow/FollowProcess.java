package hangup.follow;

import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/** Follows a database until it is killed: arguments are the JDBC URL and the store's file. */
final class FollowProcess {
  private FollowProcess() {}

  public static void main(String[] args) throws InterruptedException {
    Vos3000Source source =
        new Vos3000Source(
            new Vos3000Settings(
                "vos1",
                ConnectionSettings.of(args[0], "reader", "only reads"),
                Optional.empty(),
                ZoneOffset.UTC));
    RollupStore store = new RollupStore(StoreSettings.of(Path.of(args[1])), Clock.systemUTC());
    FollowSettings settings =
        FollowSettings.defaults(ZoneOffset.UTC)
            .withBackfill(Duration.ofDays(3))
            .withPoll(Duration.ofMillis(20))
            .withPause(Duration.ZERO)
            .withBatch(500, 2000);
    Follower follower =
        new Follower(
            source, store, text -> OptionalInt.empty(), settings, Clock.systemUTC(), new Random());
    KilledProcess.reads();
    new Following(java.util.List.of(new Following.Followed(source, follower))).start();
    Thread.sleep(Duration.ofMinutes(5).toMillis());
  }
}
