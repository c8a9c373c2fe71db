package hangup.stats;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A day of calls as a busy wholesale carrier has them: a daily curve, few large and many small
 * customers, each with its own gateway in and a handful of gateways out, failures in all 25 codes.
 *
 * @param ordered whether the calls come in the order of their starts, or in none at all
 */
record SyntheticDay(long calls, int customers, int gateways, boolean ordered) {
  static final long MIDNIGHT = 1_767_225_600_000L;
  private static final long DAY = 86_400_000L;

  void forEach(Consumer<Cdr> sink) {
    SplittableRandom random = new SplittableRandom(7);
    String[] accounts = names("C", customers);
    String[] labels = names("Customer ", customers);
    String[] in = names("IN-", Math.max(1, gateways / 2));
    String[] out = names("GW-", gateways);
    SplittableRandom digits = new SplittableRandom(9);
    String[] numbers = new String[1 << 16];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = "88017" + (10_000_000 + digits.nextInt(90_000_000));
    }
    for (long n = 0; n < calls; n++) {
      double u = ordered ? (n + 0.5) / calls : random.nextDouble();
      // The inverse of a curve with its peak at noon and its low at midnight.
      double day = u + 0.12 * Math.sin(2 * Math.PI * u);
      long start = MIDNIGHT + (long) (day * (DAY - 1));
      double skewed = random.nextDouble();
      int customer = (int) (skewed * skewed * skewed * customers);
      int route = (customer * 7 + random.nextInt(5)) % gateways;
      boolean answered = random.nextInt(100) < 45;
      double r = random.nextDouble();
      int reason = answered ? 1 + random.nextInt(3) : 1 + (int) (r * r * 25);
      int talk = answered ? 1 + random.nextInt(600) : 0;
      boolean routed = reason != 24;
      sink.accept(
          new Cdr(
              n + 1,
              true,
              start,
              start + talk * 1000L,
              talk,
              talk,
              routed ? 500 + random.nextInt(4000) : -1,
              reason,
              null,
              endedBy(answered, reason, random),
              numbers[digits.nextInt(numbers.length)],
              numbers[digits.nextInt(numbers.length)],
              in[customer % in.length],
              routed ? out[route] : "",
              accounts[customer],
              labels[customer],
              talk * 0.0001));
    }
  }

  private static EndDirection endedBy(boolean answered, int reason, SplittableRandom random) {
    if (answered || random.nextInt(20) == 0) {
      return EndDirection.of(random.nextInt(2));
    }
    return reason > 12 ? EndDirection.SERVER : EndDirection.CALLEE;
  }

  private static String[] names(String prefix, int count) {
    String[] names = new String[count];
    for (int i = 0; i < count; i++) {
      names[i] = prefix + (i + 1);
    }
    return names;
  }
}
