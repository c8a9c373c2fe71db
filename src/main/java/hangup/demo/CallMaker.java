package hangup.demo;

import hangup.cdr.Cdr;
import hangup.demo.Cast.Customer;
import hangup.demo.Cast.Destination;
import hangup.demo.Cast.Gateway;
import java.util.random.RandomGenerator;

/** Makes one call up. */
final class CallMaker {
  private static final double ANSWERED = 0.525;
  private static final int SESSION_LIMIT_SECONDS = 7200;
  private static final int NO_RTP_SECONDS = 30;

  private final Cast cast = new Cast();
  private final Weighted<Outcome> answered = Outcome.answered();
  private final Weighted<Outcome> unanswered = Outcome.unanswered();
  private final Incident incident;

  CallMaker(Incident incident) {
    this.incident = incident;
  }

  Cdr make(long id, long startMs, RandomGenerator random) {
    Destination destination = cast.destinations().pick(random);
    Gateway gateway = destination.gateways().pick(random);
    if (gateway.name().equals(incident.gateway()) && incident.covers(startMs)) {
      double how = random.nextDouble();
      if (how < 0.36) {
        return failed(id, startMs, Outcome.GATEWAY_DOWN, destination, gateway, random);
      }
      if (how < 0.90) {
        Outcome outcome = how < 0.78 ? Outcome.NO_ROUTE_AFTER_IT : Outcome.NO_ROUTE;
        return failed(id, startMs, outcome, destination, gateway, random);
      }
      while (gateway.name().equals(incident.gateway())) {
        gateway = destination.gateways().pick(random);
      }
    }
    if (random.nextDouble() < ANSWERED * gateway.quality()) {
      return answered(id, startMs, answered.pick(random), destination, gateway, random);
    }
    return failed(id, startMs, unanswered.pick(random), destination, gateway, random);
  }

  private Cdr answered(
      long id,
      long startMs,
      Outcome outcome,
      Destination destination,
      Gateway gateway,
      RandomGenerator random) {
    Customer customer = customer(outcome, random);
    int pdd = pdd(gateway, random);
    int rings = 2000 + (int) (random.nextDouble() * 14_000);
    int talk =
        switch (outcome.code()) {
          case 14 -> SESSION_LIMIT_SECONDS;
          case 15 -> NO_RTP_SECONDS + random.nextInt(240);
          default -> talkSeconds(random);
        };
    int step = customer.billingStep();
    int billed = (talk + step - 1) / step * step;
    double fee = Math.round(billed * destination.perMinute() / 60 * 10_000) / 10_000.0;
    long stopMs = startMs + pdd + rings + talk * 1000L + random.nextInt(900);
    return cdr(
        id,
        startMs,
        stopMs,
        talk,
        billed,
        pdd,
        outcome,
        destination,
        gateway.name(),
        customer,
        fee,
        random);
  }

  private Cdr failed(
      long id,
      long startMs,
      Outcome outcome,
      Destination destination,
      Gateway gateway,
      RandomGenerator random) {
    boolean routed = outcome.routed() > 0 && random.nextDouble() < outcome.routed();
    boolean reached = routed && outcome.code() != 21 && outcome.code() != 22;
    int pdd = reached ? pdd(gateway, random) : -1;
    int lasts = Math.max(pdd, 0) + random.nextInt(400);
    if (outcome.rings()) {
      lasts += outcome.code() == 3 ? 30_000 + random.nextInt(30_000) : random.nextInt(25_000);
    }
    Customer customer =
        outcome.fewCustomers().equals(Outcome.Ranks.NOBODY)
            ? new Customer("", "", "", "120255501", 1)
            : customer(outcome, random);
    return cdr(
        id,
        startMs,
        startMs + lasts,
        0,
        0,
        pdd,
        outcome,
        destination,
        routed ? gateway.name() : "",
        customer,
        0,
        random);
  }

  private static Cdr cdr(
      long id,
      long startMs,
      long stopMs,
      int talk,
      int billed,
      int pdd,
      Outcome outcome,
      Destination destination,
      String routingGateway,
      Customer customer,
      double fee,
      RandomGenerator random) {
    return new Cdr(
        id,
        true,
        startMs,
        stopMs,
        talk,
        billed,
        pdd,
        outcome.code(),
        null,
        outcome.endedBy(),
        number(customer.callerPrefix(), random),
        number(destination.prefix(), random),
        customer.mappingGateway(),
        routingGateway,
        customer.account(),
        customer.name(),
        fee);
  }

  private Customer customer(Outcome outcome, RandomGenerator random) {
    Outcome.Ranks few = outcome.fewCustomers();
    return few.count() == 0
        ? cast.customers().pick(random)
        : cast.customer(few.from() + random.nextInt(few.count()));
  }

  /** Log-normal: half of them below 100 s, about 200 s on average, a few very long. */
  private static int talkSeconds(RandomGenerator random) {
    double seconds = 100 * Math.exp(1.18 * random.nextGaussian());
    return (int) Math.max(1, Math.min(seconds, SESSION_LIMIT_SECONDS - 1));
  }

  private static int pdd(Gateway gateway, RandomGenerator random) {
    double millis = 1900 * gateway.slowness() * Math.exp(0.45 * random.nextGaussian());
    return (int) Math.max(120, Math.min(millis, 30_000));
  }

  private static String number(String prefix, RandomGenerator random) {
    int last = random.nextInt(100);
    return prefix + (last < 10 ? "0" : "") + last;
  }
}
