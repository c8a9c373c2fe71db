package hangup.chat.telegram;

import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.chat.telegram.fake.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many chats that ask the catalogue at once, at Telegram's documented rates, which the fake server
 * checks; used short in a test and long in a benchmark.
 */
final class TelegramLoad {

  private static final Pattern NUMBER = Pattern.compile("what=n(\\d+)");

  private TelegramLoad() {}

  /**
   * What a run showed.
   *
   * @param asked questions
   * @param answered questions with exactly one answer
   * @param told questions whose asker was told that the answer may be missing
   * @param lost questions with neither
   * @param twice questions with more than one answer
   * @param latencyMillis from the update's arrival at the bot to the answer's at the server, sorted
   * @param problems what the fake server found wrong
   */
  record Result(
      int asked,
      int answered,
      int told,
      int lost,
      int twice,
      List<Double> latencyMillis,
      List<String> problems) {

    double percentile(double share) {
      int last = latencyMillis.size() - 1;
      return latencyMillis.get(Math.min(last, (int) (share * latencyMillis.size())));
    }
  }

  /**
   * Lets every chat ask every other second or so, in turn, 25 questions a second in all.
   *
   * @param failing how many of a hundred requests fail, in every way there is
   */
  static Result run(Path dir, int chats, Duration length, int failing, long seed)
      throws InterruptedException {
    Random random = new Random(seed);
    TelegramBench bench = new TelegramBench(dir, List.of(SampleCommands.echo()), true);
    FakeTelegram telegram = bench.telegram();
    List<FakeUser> users = new ArrayList<>();
    List<FakeChat> places = new ArrayList<>();
    for (int i = 0; i < chats; i++) {
      FakeUser user = FakeUser.person(10_000 + i, "User " + i);
      bench.with(TelegramBench.rule("public", user));
      users.add(user);
      places.add(telegram.privateChat(user));
    }
    try (bench) {
      bench.start();
      warmUp(bench, telegram);
      if (failing > 0) {
        telegram.faults().always(method -> fault(method, random, failing));
      }
      int questions = (int) (length.toMillis() / 40);
      List<Integer> updates = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < questions; i++) {
        long due = start + i * 40_000_000L;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        int who = i % chats;
        updates.add(telegram.say(places.get(who), users.get(who), "/echo n" + i));
      }
      bench.settle();
      bench.awaitQuiet();
      return result(telegram, places, updates);
    }
  }

  private static void warmUp(TelegramBench bench, FakeTelegram telegram)
      throws InterruptedException {
    FakeChat chat = telegram.privateChat(TelegramBench.ADA);
    for (int i = 1; i <= 3; i++) {
      telegram.say(chat, TelegramBench.ADA, "/echo warm");
      TelegramBench.await(chat, i);
    }
    bench.settle();
    TimeUnit.MILLISECONDS.sleep(1_100);
  }

  private static Optional<Fault> fault(String method, Random random, int failing) {
    synchronized (random) {
      if (random.nextInt(100) >= failing) {
        return Optional.empty();
      }
      return Optional.of(
          switch (random.nextInt(method.equals("getUpdates") ? 5 : 7)) {
            case 0 -> Fault.internal();
            case 1 -> new Fault.Page(502);
            case 2 -> Fault.flood(1);
            case 3 -> new Fault.Truncated();
            case 4 -> new Fault.Slow(Duration.ofMillis(200));
            case 5 -> new Fault.Cut(true);
            default -> new Fault.Cut(false);
          });
    }
  }

  private static Result result(
      FakeTelegram telegram, List<FakeChat> places, List<Integer> updates) {
    int[] answers = new int[updates.size()];
    boolean[] notes = new boolean[updates.size()];
    List<Double> latencies = new ArrayList<>();
    for (FakeChat place : places) {
      for (FakeMessage message : place.fromBot()) {
        Matcher matcher = NUMBER.matcher(message.text().replace("/echo n", "what=n"));
        if (!matcher.find()) {
          continue;
        }
        int number = Integer.parseInt(matcher.group(1));
        if (message.text().contains("may be missing")) {
          notes[number] = true;
        } else {
          answers[number]++;
          telegram
              .handedOutAt(updates.get(number))
              .ifPresent(at -> latencies.add((message.arrivedNanos() - at) / 1e6));
        }
      }
    }
    int answered = 0;
    int told = 0;
    int lost = 0;
    int twice = 0;
    for (int i = 0; i < answers.length; i++) {
      answered += answers[i] == 1 ? 1 : 0;
      twice += answers[i] > 1 ? 1 : 0;
      told += answers[i] == 0 && notes[i] ? 1 : 0;
      lost += answers[i] == 0 && !notes[i] ? 1 : 0;
    }
    latencies.sort(Double::compare);
    return new Result(updates.size(), answered, told, lost, twice, latencies, telegram.problems());
  }
}
