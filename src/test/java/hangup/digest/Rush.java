package hangup.digest;

import hangup.chat.ChannelRef;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.RecordedRequest;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.config.StateSettings;
import hangup.demo.DemoDay;
import hangup.schedule.Schedule;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.CachedCallStats;
import hangup.stats.CallStats;
import hangup.stats.Filter;
import hangup.stats.Ingest;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Many channels with a digest at the same time, half of them on Discord and half on Telegram, while
 * people ask; the fake servers check the rates.
 */
final class Rush {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final hangup.chat.discord.fake.FakeUser ANNA =
      hangup.chat.discord.fake.FakeUser.member("501", "Anna");
  private static final int ASKERS = 20;
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Pattern TITLE = Pattern.compile("^\\W*Digest\\b");

  /**
   * @param channels how many have a digest
   * @param questions how many different digests there are among them
   * @param askEvery how often somebody asks on each platform; nobody does if zero
   */
  record Plan(int channels, int questions, Duration askEvery, Duration quietBefore) {}

  /**
   * @param onDiscord how many digests stand in each channel that has one
   * @param onTelegram the same there
   * @param charts how many charts stand in each Telegram chat
   * @param discordTook until the last stood in Discord
   * @param asked how often figures were asked for, without what people asked
   * @param drawings how many charts were drawn
   * @param before how long people waited for answers, in ms, sorted, when nothing else was to do
   * @param meanwhile the same while the digests were sent
   */
  record Result(
      List<Integer> onDiscord,
      List<Integer> onTelegram,
      List<Integer> charts,
      Duration discordTook,
      Duration telegramTook,
      long asked,
      long drawings,
      List<Double> before,
      List<Double> meanwhile,
      List<String> violations) {

    static double percentile(List<Double> sorted, double share) {
      return sorted.isEmpty()
          ? 0
          : sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
    }
  }

  private final Plan plan;
  private final FakeDiscord discord;
  private final FakeTelegram telegram =
      FakeTelegram.start(Teller.TELEGRAM_TOKEN, Clock.systemUTC());
  private final List<FakeChat> groups;
  private final List<FakeUser> people =
      IntStream.range(0, ASKERS).mapToObj(i -> FakeUser.person(900 + i, "Asker " + i)).toList();
  private final List<FakeChat> asking = people.stream().map(telegram::privateChat).toList();

  private Rush(Plan plan) {
    this.plan = plan;
    discord = FakeDiscord.withChannels(plan.channels() / 2);
    groups =
        IntStream.range(0, plan.channels() / 2)
            .mapToObj(i -> telegram.supergroup(-1_000_000_000L - i, "Customer " + i))
            .toList();
  }

  /**
   * @param dir for the calls, which stay for the next run
   * @param stateDir for everything else
   */
  static Result run(Plan plan, Path dir, Path stateDir) throws InterruptedException {
    Rush rush = new Rush(plan);
    try (RollupStore store =
            new RollupStore(StoreSettings.of(dir.resolve("calls.duckdb")), Clock.systemUTC());
        StateDatabase database = StateDatabase.open(StateSettings.FILE, stateDir)) {
      if (store.state().isEmpty()) {
        fill(store);
      }
      Counting counting = new Counting(new CachedCallStats(store));
      try (Teller teller =
          new Teller(
              new CachedCallStats(store),
              counting,
              store.names(),
              database,
              new Teller.Servers(
                  rush.discord.apiUrl(), rush.discord.gatewayUrl(), rush.telegram.url()),
              stateDir,
              Optional.empty(),
              Jobs.Pace.NORMAL)) {
        return rush.run(teller.connect(), database, counting);
      }
    } finally {
      rush.discord.close();
      rush.telegram.close();
    }
  }

  private static void fill(RollupStore store) {
    try (Ingest ingest = store.begin("demo", text -> OptionalInt.empty())) {
      new DemoDay(7, Clock.systemUTC(), UTC).forEach(ingest::add);
      var unused = ingest.commit();
    }
  }

  private Result run(Teller teller, StateDatabase database, Counting counting)
      throws InterruptedException {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !discord.commands(FakeDiscord.GUILD).isEmpty());
    Asking warmUp = new Asking();
    warmUp.until(Duration.ofSeconds(3), () -> false);
    Asking before = new Asking();
    before.until(plan.quietBefore(), () -> false);
    subscribe(database);
    counting.reset();
    long drawn = teller.painter().drawings();
    var unused = teller.digests().sweep();
    long start = System.nanoTime();
    teller.digests().start();
    Asking meanwhile = new Asking();
    meanwhile.until(PATIENCE, () -> isDelivered(database));
    List<String> violations = new ArrayList<>(discord.violations());
    violations.addAll(telegram.problems());
    return new Result(
        IntStream.range(0, plan.channels() / 2).map(this::onDiscord).boxed().toList(),
        IntStream.range(0, plan.channels() / 2).map(this::onTelegram).boxed().toList(),
        IntStream.range(0, plan.channels() / 2).map(this::charts).boxed().toList(),
        Duration.ofNanos(lastOnDiscord() - start),
        Duration.ofNanos(lastOnTelegram() - start),
        counting.reset(),
        teller.painter().drawings() - drawn,
        before.waits(),
        meanwhile.waits(),
        violations);
  }

  /** Each falls due at the last full minute; the different ones are about different customers. */
  private void subscribe(StateDatabase database) {
    Instant due = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Subscriptions subscriptions = new Subscriptions(database);
    for (int i = 0; i < plan.channels(); i++) {
      ChannelRef channel =
          i % 2 == 0
              ? Teller.discord(FakeDiscord.channel(i / 2))
              : Teller.telegram(groups.get(i / 2).id());
      int question = i % plan.questions();
      Subscription one =
          new Subscription(
              0,
              Origin.CHAT,
              "",
              channel,
              Schedule.daily(LocalTime.ofInstant(due, UTC)),
              UTC,
              "yesterday",
              question == 0 ? Filter.NONE : Filter.NONE.withGateway("GW-" + question),
              false,
              false,
              Pause.NONE,
              due.minusSeconds(1),
              "test",
              due);
      long unused = database.write(handle -> subscriptions.add(handle, one));
    }
  }

  private boolean isDelivered(StateDatabase database) {
    int sent =
        database.read(
            handle ->
                handle
                    .createQuery("select count(*) from delivery where state = 'sent'")
                    .mapTo(Integer.class)
                    .one());
    return sent >= plan.channels();
  }

  private int onDiscord(int number) {
    return (int)
        discord.messages(FakeDiscord.channel(number)).stream()
            .map(message -> message.path("embeds").path(0).path("title").asText())
            .filter(title -> TITLE.matcher(title).find())
            .count();
  }

  /** By its text: one without calls has no chart, and the title stands under a chart too. */
  private int onTelegram(int number) {
    return (int)
        groups.get(number).fromBot().stream()
            .filter(message -> message.photo().isEmpty())
            .filter(message -> TITLE.matcher(message.text()).find())
            .count();
  }

  private int charts(int number) {
    return (int)
        groups.get(number).fromBot().stream()
            .filter(message -> message.photo().isPresent())
            .count();
  }

  private long lastOnDiscord() {
    return discord.requests("POST", "/channels/50[0-9]{4}/messages").stream()
        .mapToLong(RecordedRequest::nanos)
        .max()
        .orElse(0);
  }

  private long lastOnTelegram() {
    return groups.stream()
        .flatMap(group -> group.fromBot().stream())
        .mapToLong(FakeMessage::arrivedNanos)
        .max()
        .orElse(0);
  }

  /** People who ask for a summary on both platforms, each in a chat of their own. */
  private final class Asking {

    private record OnTelegram(FakeChat chat, int update, int before) {}

    private final List<FakeInteraction> onDiscord = new ArrayList<>();
    private final List<OnTelegram> onTelegram = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();

    void until(Duration atMost, BooleanSupplier end) throws InterruptedException {
      long until = System.nanoTime() + atMost.toNanos();
      while (System.nanoTime() < until && !end.getAsBoolean()) {
        if (!plan.askEvery().isZero()) {
          ask();
        }
        Thread.sleep(plan.askEvery().isZero() ? 100 : plan.askEvery().toMillis());
      }
      collect();
    }

    private void ask() {
      onDiscord.add(discord.command(ANNA, FakeDiscord.CHANNEL, "summary", Map.of()));
      int who = onTelegram.size() % ASKERS;
      FakeChat chat = asking.get(who);
      int before = chat.messages().size();
      onTelegram.add(new OnTelegram(chat, telegram.say(chat, people.get(who), "/summary"), before));
    }

    private void collect() {
      for (FakeInteraction one : onDiscord) {
        one.awaitAnswer(Duration.ofSeconds(30));
        waits.add(one.timeToAnswer().toNanos() / 1e6);
      }
      for (OnTelegram one : onTelegram) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answered(one).isPresent());
        long asked = telegram.handedOutAt(one.update()).orElseThrow();
        waits.add((answered(one).orElseThrow().arrivedNanos() - asked) / 1e6);
      }
      Collections.sort(waits);
    }

    private Optional<FakeMessage> answered(OnTelegram one) {
      return one.chat().messages().stream()
          .skip(one.before())
          .filter(message -> message.from().bot())
          .findFirst();
    }

    List<Double> waits() {
      return waits;
    }
  }

  /** Counts the questions. */
  private static final class Counting implements CallStats {
    private final CallStats stats;
    private final LongAdder asked = new LongAdder();

    Counting(CallStats stats) {
      this.stats = stats;
    }

    @Override
    public Answer ask(Question question) {
      asked.increment();
      return stats.ask(question);
    }

    @Override
    public DataState state() {
      return stats.state();
    }

    long reset() {
      return asked.sumThenReset();
    }
  }
}
