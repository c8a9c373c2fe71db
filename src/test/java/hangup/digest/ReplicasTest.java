package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.ChannelRef;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.schedule.Schedule;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes on one PostgreSQL post to Discord while they are killed at random moments: every
 * digest arrives, and none twice, counted at the server.
 */
class ReplicasTest {

  private static final List<String> CHANNELS =
      List.of(FakeDiscord.CHANNEL, FakeDiscord.SECOND_CHANNEL, FakeDiscord.THREAD);
  private static final Pattern CUSTOMER = Pattern.compile("customer (c[0-9]+)");
  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir Path dir;

  @Test
  void everyDigestArrivesOnceAlthoughReplicasAreKilled() throws Exception {
    killed(20, 3, 11);
  }

  @Test
  @Tag("slow")
  void twoHundredDigestsArriveOnceAlthoughReplicasAreKilledAgainAndAgain() throws Exception {
    killed(200, 20, 12);
  }

  private void killed(int digests, int kills, long seed) throws Exception {
    String name = "replicas" + digests;
    PostgresServer.shared().run("drop database if exists " + name, "create database " + name);
    String url = PostgresServer.shared().url().replaceFirst("/postgres$", "/" + name);
    Instant first = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    subscribe(url, digests, first);
    Random random = new Random(seed);
    try (FakeDiscord discord = FakeDiscord.start()) {
      Replica[] replicas = {start(url, discord, 0), start(url, discord, 1)};
      try {
        replicas[0].awaitReady();
        replicas[1].awaitReady();
        for (int i = 0; i < kills; i++) {
          Thread.sleep(random.nextInt(2_500));
          int which = random.nextInt(2);
          replicas[which].kill();
          replicas[which] = start(url, discord, which);
          replicas[which].awaitReady();
        }
        Instant until = Instant.now().plus(Duration.ofMinutes(4));
        while (arrived(discord).size() < digests && Instant.now().isBefore(until)) {
          Thread.sleep(250);
        }
        // What would come twice would come now.
        Thread.sleep(6_000);
      } finally {
        replicas[0].close();
        replicas[1].close();
      }
      Map<String, Integer> arrived = arrived(discord);
      assertThat(arrived).hasSize(digests);
      assertThat(arrived.values()).containsOnly(1);
      assertThat(discord.violations()).isEmpty();
    }
  }

  private Replica start(String url, FakeDiscord discord, int which) throws IOException {
    return Replica.start(url, discord, Files.createDirectories(dir.resolve("replica" + which)));
  }

  /** Each is due at one of the last minutes, so that they are posted at once and in a row. */
  private void subscribe(String url, int digests, Instant due) {
    try (StateDatabase database =
        StateDatabase.open(
            new StateSettings(
                Optional.of(url), Optional.of("postgres"), Optional.of(new Secret("postgres"))),
            dir)) {
      Subscriptions subscriptions = new Subscriptions(database);
      for (int i = 0; i < digests; i++) {
        Instant at = due.minus(Duration.ofMinutes(i % 5));
        Subscription one =
            new Subscription(
                0,
                Origin.CHAT,
                "",
                new ChannelRef(
                    "discord",
                    Optional.of(FakeDiscord.GUILD),
                    CHANNELS.get(i % CHANNELS.size()),
                    Optional.empty()),
                Schedule.daily(LocalTime.ofInstant(at, UTC)),
                UTC,
                "yesterday",
                Filter.NONE.withCustomer("c" + i),
                false,
                false,
                Pause.NONE,
                at.minusSeconds(1),
                "test",
                at);
        long unused = database.write(handle -> subscriptions.add(handle, one));
      }
    }
  }

  /** How often each digest stands in Discord. */
  private static Map<String, Integer> arrived(FakeDiscord discord) {
    Map<String, Integer> arrived = new TreeMap<>(new HashMap<>());
    for (String channel : CHANNELS) {
      discord
          .messages(channel)
          .forEach(
              message -> {
                Matcher matcher =
                    CUSTOMER.matcher(message.path("embeds").path(0).path("title").asText());
                if (matcher.find()) {
                  arrived.merge(matcher.group(1), 1, Integer::sum);
                }
              });
    }
    return arrived;
  }
}
