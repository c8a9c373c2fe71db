package hangup.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.cdr.Cdr;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.VosTables;
import hangup.chat.ChannelRef;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.Fault;
import hangup.config.StateSettings;
import hangup.follow.Truth;
import hangup.schedule.Schedule;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The bot as it is run, on both platforms and a database, while people ask, calls end and things go
 * wrong: at the end every call is counted once, every digest is there once, and every question was
 * answered or refused in words. {@code -Dfaults.rounds=20} for longer.
 */
@Tag("faults")
class FaultsTest {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int ROUNDS = Integer.getInteger("faults.rounds", 1);
  private static final int KILLS = 3;
  private static final int DIGESTS_AT_A_TIME = 6;
  private static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final long BOARD = -1_002_000_000_000L;
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Pattern DIGEST = Pattern.compile("customer (d[0-9]+)");
  private static final String MARK = "may be here twice";

  private final Path folder = Path.of("target", "faults").toAbsolutePath();
  private final FakeDiscord discord = FakeDiscord.start();
  private final FakeTelegram telegram = FakeTelegram.start(TELEGRAM_TOKEN, Clock.systemUTC());
  private final FakeChat board = telegram.supergroup(BOARD, "Digests");
  private final MariaDbServer server = MariaDbServer.start();
  private final VosTables tables = new VosTables(server, "faulty", 7);
  private final Traffic traffic = new Traffic(discord, telegram, tables);
  private final List<Integer> killed = new ArrayList<>();
  private final List<Duration> stops = new ArrayList<>();
  private final Random random = new Random(5);
  private final int port = freePort();
  private int digests;
  private final SmallDisk disk = SmallDisk.at(folder.resolve("disk"));
  private final Path data = disk.folder().resolve("data");

  FaultsTest() throws IOException {}

  @BeforeEach
  void settings() throws IOException {
    // A process that was killed does not know how much it sent just before.
    telegram.ignoreRates();
    server.database("faulty");
    Files.deleteIfExists(log());
    deleteData();
    Files.writeString(
        file(),
        String.format(
            Locale.ROOT,
            """
            zone: UTC
            dataDir: %s
            admin: {port: %d}
            limits: {perUser: 0, perChannel: 0}
            discord: {guilds: ["%s"], apiUrl: "%s", gatewayUrl: "%s"}
            telegram: {apiUrl: "%s", staleAfter: 3h}
            access: [{allow: [all]}]
            source: {kind: vos3000, port: %d, database: faulty, user: reader, poll: 200ms,
              backfill: 1d, connectTimeout: 2s, queryTimeout: 5s}
            """,
            data,
            port,
            FakeDiscord.GUILD,
            discord.apiUrl(),
            discord.gatewayUrl(),
            telegram.url(),
            server.port()));
  }

  @AfterEach
  void close() {
    traffic.close();
    discord.close();
    telegram.close();
    server.close();
    disk.close();
  }

  @Test
  void nothingIsLostOrDoubled() throws Exception {
    long began = System.nanoTime();
    release();
    traffic.start();
    BotProcess bot = start();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        sourceIsKilled(bot);
        platformsFail(bot);
        platformsSlowDown(bot);
        diskIsFull(bot);
        clockJumps(bot);
        settingsAreRead(bot);
        for (int kill = 0; kill < KILLS; kill++) {
          bot = killedAndBack(bot);
        }
        bot = stoppedAndBack(bot);
      }
      traffic.stop();
      await("answers on Telegram").atMost(LONG).until(traffic::unansweredOnTelegram, n -> n == 0);
      await("answers on Discord")
          .atMost(LONG)
          .until(() -> traffic.unansweredOnDiscord(killed), n -> n == 0);
      await("digests").atMost(LONG).until(this::missing, List::isEmpty);
      awaitUpToDate(bot);
      // What would come twice would come now.
      Thread.sleep(3_000);
      stops.add(bot.stop());
    } finally {
      bot.close();
    }
    check(Duration.ofNanos(System.nanoTime() - began));
  }

  private void check(Duration took) throws IOException {
    List<Cdr> calls = traffic.calls();
    long counted;
    try (RollupStore store =
        new RollupStore(StoreSettings.of(data.resolve("calls.duckdb")), Clock.systemUTC())) {
      counted = Truth.counted(store);
      System.out.printf(
          Locale.ROOT,
          "Faults: %d rounds in %d s. Calls: %d in, %d counted. Questions: %d; on Discord %d were"
              + " being answered at a kill and are lost, %d doubled; on Telegram %d unanswered, %d"
              + " doubled, %d told that the answer may be missing. Digests: %d, of them %d sent"
              + " again with a remark. Kills: %d. Graceful stops: %s%n",
          ROUNDS,
          took.toSeconds(),
          calls.size(),
          counted,
          traffic.questions(),
          traffic.lostOnDiscord(killed),
          traffic.doubledOnDiscord(),
          traffic.unansweredOnTelegram(),
          traffic.doubledOnTelegram(),
          traffic.uncertainOnTelegram(),
          digests,
          arrived(true).size(),
          killed.size(),
          stops.stream().map(stop -> stop.toMillis() + " ms").toList());
      Truth.assertCounted(store, calls);
    }
    assertThat(traffic.doubledOnDiscord()).isZero();
    assertThat(traffic.doubledOnTelegram()).isZero();
    assertThat(arrived(false).values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
    assertThat(arrived(true).values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
    assertThat(missing()).isEmpty();
    assertThat(discord.violations()).isEmpty();
    assertThat(telegram.problems()).isEmpty();
    assertThat(stops).allSatisfy(stop -> assertThat(stop).isLessThan(Duration.ofSeconds(30)));
    assertThat(Files.readString(log()))
        .doesNotContain(FakeDiscord.TOKEN, TELEGRAM_TOKEN, "only reads")
        .doesNotContainPattern("88017[0-9]{8}");
  }

  private void sourceIsKilled(BotProcess bot) {
    traffic.sourceDown();
    server.kill();
    await().atMost(LONG).until(() -> part(bot, "source vos3000").contains("degraded"));
    assertAnswers(bot);
    server.restart();
    traffic.sourceUp();
    await().atMost(LONG).until(() -> part(bot, "source vos3000").contains("up"));
  }

  private void platformsFail(BotProcess bot) throws InterruptedException {
    AtomicBoolean on = new AtomicBoolean(true);
    for (String path : List.of("/webhooks/.*", "/channels/.*")) {
      for (String method : List.of("POST", "PATCH")) {
        discord
            .faults()
            .whenever(
                () -> on.get() && chance(30),
                method,
                path,
                new hangup.chat.discord.fake.Faults.Fault.Status(502, Map.of(), "{}"));
      }
    }
    telegram
        .faults()
        .always(method -> chance(30) ? Optional.of(Fault.internal()) : Optional.empty());
    Thread.sleep(3_000);
    on.set(false);
    discord.faults().clear();
    telegram.faults().clear();
    assertThat(bot.isAlive()).isTrue();
  }

  private void platformsSlowDown(BotProcess bot) throws InterruptedException {
    discord.faults().rateLimit(12, "PATCH", "/webhooks/.*", 1);
    telegram
        .faults()
        .always(
            method ->
                method.equals("sendMessage") && chance(40)
                    ? Optional.of(Fault.flood(1))
                    : Optional.empty());
    Thread.sleep(3_000);
    discord.faults().clear();
    telegram.faults().clear();
    assertThat(bot.get("/metrics")).contains("hangup_platform_ratelimit_wait_seconds_count");
  }

  private void diskIsFull(BotProcess bot) throws IOException, InterruptedException {
    if (!disk.canBeFilled()) {
      System.out.println("Faults: no disk of its own can be mounted here; a full one is left out.");
      return;
    }
    disk.fill();
    Thread.sleep(4_000);
    assertAnswers(bot);
    disk.free();
    await().atMost(LONG).until(() -> part(bot, "state store").contains("up"));
  }

  private void clockJumps(BotProcess bot) throws InterruptedException {
    bot.shift(Duration.ofHours(1));
    Thread.sleep(1_500);
    assertAnswers(bot);
    bot.shift(Duration.ofMinutes(-30));
    Thread.sleep(1_500);
    assertAnswers(bot);
    bot.shift(Duration.ZERO);
  }

  private void settingsAreRead(BotProcess bot) throws Exception {
    String good = Files.readString(file());
    Files.writeString(file(), good + "limts: {perUser: 1}\n");
    bot.hangUp();
    await().atMost(LONG).until(() -> said("limts: unknown key. Did you mean limits?"));
    Files.writeString(file(), good.replace("zone: UTC", "zone: Asia/Dhaka"));
    bot.hangUp();
    await().atMost(LONG).until(() -> said("In use now: zone"));
    Files.writeString(file(), good);
    assertAnswers(bot);
  }

  private BotProcess killedAndBack(BotProcess bot) throws InterruptedException {
    Thread.sleep(random.nextInt(2_000));
    killed.add(traffic.run());
    bot.kill();
    traffic.down();
    release();
    return start();
  }

  /** Stopped while questions are being answered: none is lost by that. */
  private BotProcess stoppedAndBack(BotProcess bot) throws InterruptedException {
    Thread.sleep(500);
    traffic.down();
    stops.add(bot.stop());
    release();
    return start();
  }

  private BotProcess start() {
    BotProcess bot =
        BotProcess.start(
            file(),
            Map.of(
                "HANGUP_DISCORD_TOKEN",
                FakeDiscord.TOKEN,
                "HANGUP_TELEGRAM_TOKEN",
                TELEGRAM_TOKEN,
                "HANGUP_SOURCE_PASSWORD",
                "only reads"),
            port,
            log());
    await().atMost(LONG).until(() -> discord.commands(FakeDiscord.GUILD).size() > 0);
    traffic.up();
    return bot;
  }

  /** More digests that are due, kept while no process has the database. */
  private void release() {
    Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, data)) {
      Subscriptions subscriptions = new Subscriptions(database);
      for (int i = 0; i < DIGESTS_AT_A_TIME; i++) {
        Subscription one =
            new Subscription(
                0,
                Origin.CHAT,
                "",
                i % 2 == 0 ? onDiscord() : onTelegram(),
                Schedule.daily(LocalTime.ofInstant(due, UTC)),
                UTC,
                "yesterday",
                Filter.NONE.withCustomer("d" + digests++),
                false,
                false,
                Pause.NONE,
                due.minusSeconds(1),
                "test",
                due);
        long unused = database.write(handle -> subscriptions.add(handle, one));
      }
    }
  }

  private static ChannelRef onDiscord() {
    return new ChannelRef(
        "discord", Optional.of(FakeDiscord.GUILD), FakeDiscord.SECOND_CHANNEL, Optional.empty());
  }

  private static ChannelRef onTelegram() {
    String id = Long.toString(BOARD);
    return new ChannelRef("telegram", Optional.of(id), id, Optional.empty());
  }

  /** How often each digest is there, with the remark that it may be there twice or without. */
  private Map<String, Integer> arrived(boolean marked) {
    Map<String, Integer> arrived = new TreeMap<>();
    Stream.concat(
            discord.messages(FakeDiscord.SECOND_CHANNEL).stream().map(Object::toString),
            board.fromBot().stream().map(message -> message.text()))
        .filter(text -> text.contains(MARK) == marked)
        .forEach(
            text -> {
              Matcher matcher = DIGEST.matcher(text);
              if (matcher.find()) {
                arrived.merge(matcher.group(1), 1, Integer::sum);
              }
            });
    return arrived;
  }

  private List<String> missing() {
    Map<String, Integer> there = arrived(false);
    Map<String, Integer> again = arrived(true);
    return Stream.iterate(0, n -> n + 1)
        .limit(digests)
        .map(n -> "d" + n)
        .filter(name -> !there.containsKey(name) && !again.containsKey(name))
        .toList();
  }

  /** Somebody asks now, and is answered. */
  private void assertAnswers(BotProcess bot) {
    assertThat(bot.isAlive()).isTrue();
    assertThat(
            discord
                .command(
                    hangup.chat.discord.fake.FakeUser.member("602", "Eve"),
                    FakeDiscord.CHANNEL,
                    "reason",
                    Map.of("reason", "22"))
                .awaitAnswer(Duration.ofSeconds(30))
                .toString())
        .contains("No Available Route");
  }

  private void awaitUpToDate(BotProcess bot) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ofSeconds(3))
        .until(() -> part(bot, "source vos3000").contains("up to date"));
  }

  private static String part(BotProcess bot, String name) {
    Matcher part =
        Pattern.compile("\\{\"name\":\"" + name + "\",[^}]*}").matcher(bot.get("/readyz"));
    return part.find() ? part.group() : "";
  }

  private boolean said(String text) throws IOException {
    return Files.readString(log()).contains(text);
  }

  private synchronized boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private Path file() {
    return folder.resolve("hangup.yaml");
  }

  private Path log() {
    return folder.resolve("bot.log");
  }

  private void deleteData() throws IOException {
    if (Files.exists(data)) {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
