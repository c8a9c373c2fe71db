package hangup.faults;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.Cdr;
import hangup.cdr.sql.VosTables;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeInteraction;
import hangup.chat.discord.fake.FakeUser;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** People who ask on both platforms, and calls that end, all the time. Thread-safe. */
final class Traffic implements AutoCloseable {

  private static final int CHATS = 24;
  private static final int CALLS_AT_A_TIME = 25;
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final String UNCERTAIN = "My answer may be missing";
  private static final FakeUser BOB = FakeUser.member("601", "Bob", FakeDiscord.NOC_ROLE);
  private static final hangup.chat.telegram.fake.FakeUser ADA =
      hangup.chat.telegram.fake.FakeUser.person(501, "Ada");

  private final FakeDiscord discord;
  private final FakeTelegram telegram;
  private final VosTables tables;
  private final List<FakeChat> chats;
  private final List<Asked> onDiscord = new CopyOnWriteArrayList<>();
  private final List<Written> onTelegram = new CopyOnWriteArrayList<>();
  private final List<Cdr> calls = new ArrayList<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final List<Future<?>> running = new ArrayList<>();
  private final ReentrantLock discordOpen = new ReentrantLock();
  private final ReentrantLock sourceOpen = new ReentrantLock();
  private int turn;

  /**
   * @param run the process that it was put to, counted from 1
   */
  private record Asked(FakeInteraction interaction, int run) {}

  private record Written(FakeChat chat, int message) {}

  private final AtomicInteger run = new AtomicInteger();

  Traffic(FakeDiscord discord, FakeTelegram telegram, VosTables tables) {
    this.discord = discord;
    this.telegram = telegram;
    this.tables = tables;
    this.chats =
        IntStream.range(0, CHATS)
            .mapToObj(i -> telegram.supergroup(-1_001_000_000_000L - i, "NOC " + i))
            .toList();
  }

  void start() {
    discordOpen.lock();
    for (Runnable one : List.<Runnable>of(this::ask, this::end)) {
      running.add(threads.scheduleWithFixedDelay(one, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  /** A process serves Discord from now on; to be called by the thread that called start. */
  void up() {
    run.incrementAndGet();
    discordOpen.unlock();
  }

  /** Nobody serves Discord: it drops what is asked there. Telegram keeps it. */
  void down() {
    discordOpen.lock();
  }

  void sourceDown() {
    sourceOpen.lock();
  }

  void sourceUp() {
    sourceOpen.unlock();
  }

  private void ask() {
    turn++;
    FakeChat chat = chats.get(turn % CHATS);
    var unused = telegram.say(chat, ADA, turn % 3 == 0 ? "/summary" : "/reason 22");
    int message =
        chat.messages().stream()
            .filter(one -> !one.from().bot())
            .mapToInt(FakeMessage::id)
            .max()
            .orElseThrow();
    onTelegram.add(new Written(chat, message));
    if (discordOpen.tryLock()) {
      try {
        if (discord.gateway().connected()) {
          FakeInteraction asked =
              turn % 3 == 0
                  ? discord.command(BOB, FakeDiscord.CHANNEL, "summary", Map.of())
                  : discord.command(BOB, FakeDiscord.CHANNEL, "reason", Map.of("reason", "22"));
          onDiscord.add(new Asked(asked, run.get()));
        }
      } finally {
        discordOpen.unlock();
      }
    }
  }

  private void end() {
    if (sourceOpen.tryLock()) {
      try {
        long now = System.currentTimeMillis();
        List<Cdr> ended = tables.calls(now - EVERY.toMillis(), now, CALLS_AT_A_TIME);
        tables.insert(ended);
        synchronized (calls) {
          calls.addAll(ended);
        }
      } finally {
        sourceOpen.unlock();
      }
    }
  }

  /** Ends it; what was asked stands. */
  void stop() throws InterruptedException {
    for (Future<?> one : running) {
      // What failed once would not have gone on.
      assertThat(one.isDone()).isFalse();
    }
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new AssertionError("the traffic does not end");
    }
  }

  List<Cdr> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  int questions() {
    return onDiscord.size() + onTelegram.size();
  }

  /** Questions on Telegram that nothing was said to. */
  long unansweredOnTelegram() {
    return onTelegram.stream().filter(written -> replies(written, false) == 0).count();
  }

  /** Questions on Telegram with more than one answer, notes of a missing one not counted. */
  long doubledOnTelegram() {
    return onTelegram.stream().filter(written -> replies(written, true) > 1).count();
  }

  /** Questions on Telegram whose asker was told that the answer may be missing. */
  long uncertainOnTelegram() {
    return onTelegram.stream()
        .filter(written -> replies(written, false) > replies(written, true))
        .count();
  }

  private static long replies(Written written, boolean answersOnly) {
    return written.chat().fromBot().stream()
        .filter(message -> message.replyTo() == written.message())
        .filter(message -> !answersOnly || !isNote(message))
        .count();
  }

  private static boolean isNote(FakeMessage message) {
    return message.text().contains(UNCERTAIN);
  }

  /** Questions on Discord without an answer that no killed process took along. */
  long unansweredOnDiscord(List<Integer> killed) {
    return onDiscord.stream()
        .filter(asked -> !asked.interaction().answered() && !killed.contains(asked.run()))
        .count();
  }

  /** Questions on Discord that were being answered when their process was killed. */
  long lostOnDiscord(List<Integer> killed) {
    return onDiscord.stream()
        .filter(asked -> !asked.interaction().answered() && killed.contains(asked.run()))
        .count();
  }

  long doubledOnDiscord() {
    return onDiscord.stream().filter(asked -> asked.interaction().answers() > 1).count();
  }

  int run() {
    return run.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
