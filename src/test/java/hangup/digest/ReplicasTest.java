package hangup.digest;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.sql.PostgresServer;
import hangup.chat.ChannelRef;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.chat.telegram.fake.Fault;
import hangup.config.Secret;
import hangup.config.StateSettings;
import hangup.schedule.Schedule;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that post to both platforms are killed at random moments: every digest arrives, on
 * Discord never twice, on Telegram never twice without saying so; counted at the servers.
 */
class ReplicasTest {

  private static final int CHANNELS = 20;
  private static final String ADMIN = FakeDiscord.channel(CHANNELS);
  private static final Pattern CUSTOMER = Pattern.compile("customer (c[0-9]+)");
  private static final String MARK = "may be here twice";
  private static final ZoneId UTC = ZoneId.of("UTC");

  @TempDir Path dir;

  private final FakeDiscord discord = FakeDiscord.withChannels(CHANNELS + 1);
  private final FakeTelegram telegram =
      FakeTelegram.start(Teller.TELEGRAM_TOKEN, Clock.systemUTC());
  private final List<FakeChat> chats =
      IntStream.range(0, CHANNELS)
          .mapToObj(i -> telegram.privateChat(FakeUser.person(600 + i, "User " + i)))
          .toList();
  private StateSettings state = StateSettings.FILE;

  @AfterEach
  void close() {
    discord.close();
    telegram.close();
  }

  @Test
  void everyDigestArrivesOnceAlthoughReplicasAreKilled() throws Exception {
    killed(20, 3, 11);
  }

  @Test
  @Tag("slow")
  void twoHundredDigestsArriveOnceAlthoughReplicasAreKilledAgainAndAgain() throws Exception {
    killed(200, 20, 12);
  }

  /**
   * Half of the digests go to Discord, half to Telegram. Some fall due in a row, amid them one of
   * two replicas is killed and started again, and so on.
   */
  private void killed(int digests, int kills, long seed) throws Exception {
    state = postgres("replicas" + digests);
    // As on the way to the real servers, there is time to be killed between sending and answer.
    discord
        .faults()
        .next(
            Integer.MAX_VALUE,
            "POST",
            "/channels/.*",
            new hangup.chat.discord.fake.Faults.Fault.Delay(Duration.ofMillis(300)));
    telegram
        .faults()
        .always(
            method ->
                method.equals("sendMessage")
                    ? Optional.of(new Fault.Slow(Duration.ofMillis(300)))
                    : Optional.empty());
    Random random = new Random(seed);
    try (StateDatabase database = StateDatabase.open(state, dir)) {
      Replica[] replicas = {startReplica(0), startReplica(1)};
      ExecutorService releasing = Executors.newSingleThreadExecutor();
      try {
        replicas[0].awaitReady();
        replicas[1].awaitReady();
        for (int i = 0; i < kills; i++) {
          int from = digests * i / kills;
          int to = digests * (i + 1) / kills;
          Future<?> released = releasing.submit(() -> release(database, from, to));
          Thread.sleep(random.nextInt(1_500));
          int which = random.nextInt(2);
          replicas[which].kill();
          replicas[which] = startReplica(which);
          replicas[which].awaitReady();
          released.get();
        }
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> isSettled(database, digests));
      } finally {
        replicas[0].close();
        replicas[1].close();
        releasing.shutdownNow();
      }
      check(database, digests, kills);
    }
  }

  private void check(StateDatabase database, int digests, int kills) {
    Map<String, Integer> onDiscord = arrivedOnDiscord();
    assertThat(onDiscord).hasSize(digests / 2);
    assertThat(onDiscord.values()).containsOnly(1);
    Map<String, Integer> plain = arrivedOnTelegram(false);
    Map<String, Integer> marked = arrivedOnTelegram(true);
    assertThat(plain.values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
    assertThat(marked.values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
    Map<String, Integer> all = new TreeMap<>(plain);
    marked.forEach((digest, times) -> all.merge(digest, times, Integer::sum));
    // Where both tries were cut off, the admins are told; else the digest is there.
    assertThat(all.size() + held(database)).isGreaterThanOrEqualTo(digests / 2);
    assertThat(admins("may be missing")).isLessThanOrEqualTo(held(database));
    // However often they started, there is no storm of notices; two if ten minutes have passed.
    assertThat(admins("Started")).isBetween(1, 2);
    assertThat(discord.violations()).isEmpty();
    System.out.printf(
        "%d digests, %d kills: Discord %d of %d once; Telegram %d of %d, of them %d sent again and"
            + " marked, %d held%n",
        digests,
        kills,
        onDiscord.size(),
        digests / 2,
        all.size(),
        digests / 2,
        marked.size(),
        held(database));
  }

  @Test
  @Tag("slow")
  void onTelegramAKillBetweenSendingAndAnswerIsSentAgainWithARemark() throws Exception {
    Duration forever = Duration.ofMinutes(5);
    FakeChat chat = chats.get(0);
    subscribe(Teller.telegram(chat.id()), "c0");
    telegram.faults().next(1, "sendMessage", new Fault.Slow(forever));
    killWhen(() -> !chat.fromBot().isEmpty());
    assertThat(chat.fromBot()).hasSize(1);
    try (Replica last = startReplica(0)) {
      last.awaitReady();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> chat.fromBot().size() > 1);
    }
    assertThat(chat.fromBot())
        .extracting(FakeMessage::text)
        .satisfiesExactly(
            first -> assertThat(first).contains("customer c0").doesNotContain(MARK),
            second -> assertThat(second).contains("customer c0", MARK));
  }

  @Test
  @Tag("slow")
  void onTelegramASecondKillIsHeldAndToldToTheAdmins() throws Exception {
    Duration forever = Duration.ofMinutes(5);
    FakeChat chat = chats.get(0);
    subscribe(Teller.telegram(chat.id()), "c0");
    telegram.faults().next(2, "sendMessage", new Fault.Slow(forever));
    killWhen(() -> !chat.fromBot().isEmpty());
    killWhen(() -> chat.fromBot().size() > 1);
    try (Replica last = startReplica(0)) {
      last.awaitReady();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> admins("A post may be missing") == 1);
    }
    assertThat(chat.fromBot()).hasSize(2);
  }

  private interface Moment {
    boolean hasCome();
  }

  private void killWhen(Moment moment) throws IOException, InterruptedException {
    try (Replica replica = startReplica(0)) {
      replica.awaitReady();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(20))
          .until(moment::hasCome);
      replica.kill();
    }
  }

  private Replica startReplica(int number) throws IOException {
    return Replica.start(
        state,
        new Teller.Servers(discord.apiUrl(), discord.gatewayUrl(), telegram.url()),
        ADMIN,
        Files.createDirectories(dir.resolve("replica" + number)));
  }

  /** For the file of the state, which is in the folder of the first replica. */
  private void subscribe(ChannelRef channel, String customer) throws IOException {
    try (StateDatabase database =
        StateDatabase.open(state, Files.createDirectories(dir.resolve("replica0")))) {
      long unused = add(new Subscriptions(database), database, channel, customer);
    }
  }

  private static long add(
      Subscriptions subscriptions, StateDatabase database, ChannelRef channel, String customer) {
    Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Subscription one =
        new Subscription(
            0,
            Origin.CHAT,
            "",
            channel,
            Schedule.daily(LocalTime.ofInstant(due, UTC)),
            UTC,
            "yesterday",
            Filter.NONE.withCustomer(customer),
            false,
            false,
            Pause.NONE,
            due.minusSeconds(1),
            "test",
            due);
    return database.write(handle -> subscriptions.add(handle, one));
  }

  /** Lets digests fall due, ten in a second. */
  private void release(StateDatabase database, int from, int to) {
    Subscriptions subscriptions = new Subscriptions(database);
    Jobs jobs = new Jobs(database, Jobs.Pace.NORMAL, Clock.systemUTC());
    for (int i = from; i < to; i++) {
      int place = i / 2 % CHANNELS;
      ChannelRef channel =
          i % 2 == 0
              ? Teller.discord(FakeDiscord.channel(place))
              : Teller.telegram(chats.get(place).id());
      long id = add(subscriptions, database, channel, "c" + i);
      jobs.ensure(DigestRuns.JOB, Long.toString(id), Instant.now());
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Whether there is nothing any more that could be sent. */
  private static boolean isSettled(StateDatabase database, int digests) {
    return count(database, "subscription is not null and state <> 'waiting'") == digests
        && count(database, "state = 'waiting'") == 0;
  }

  private static int held(StateDatabase database) {
    return count(database, "state = 'unknown'");
  }

  private static int count(StateDatabase database, String condition) {
    return database.read(
        handle ->
            handle
                .createQuery("select count(*) from delivery where " + condition)
                .mapTo(Integer.class)
                .one());
  }

  private static StateSettings postgres(String name) {
    PostgresServer.shared().run("drop database if exists " + name, "create database " + name);
    return new StateSettings(
        Optional.of(PostgresServer.shared().url().replaceFirst("/postgres$", "/" + name)),
        Optional.of("postgres"),
        Optional.of(new Secret("postgres")));
  }

  /** How often each digest stands in Discord. */
  private Map<String, Integer> arrivedOnDiscord() {
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < CHANNELS; i++) {
      discord
          .messages(FakeDiscord.channel(i))
          .forEach(message -> titles.add(message.path("embeds").path(0).path("title").asText()));
    }
    return count(titles);
  }

  /** How often each digest stands in Telegram, with the remark or without. */
  private Map<String, Integer> arrivedOnTelegram(boolean marked) {
    return count(
        chats.stream()
            .flatMap(chat -> chat.fromBot().stream())
            .map(FakeMessage::text)
            .filter(text -> text.contains(MARK) == marked)
            .toList());
  }

  private static Map<String, Integer> count(List<String> texts) {
    Map<String, Integer> arrived = new TreeMap<>();
    for (String text : texts) {
      Matcher matcher = CUSTOMER.matcher(text);
      if (matcher.find()) {
        arrived.merge(matcher.group(1), 1, Integer::sum);
      }
    }
    return arrived;
  }

  private int admins(String title) {
    return (int)
        discord.messages(ADMIN).stream()
            .filter(
                message -> message.path("embeds").path(0).path("title").asText().contains(title))
            .count();
  }
}
