package hangup.chat.discord.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What shall go wrong with the next requests. Rules are tried in the order they were given. */
public final class Faults {

  /** What happens instead of, or around, the ordinary answer. */
  public sealed interface Fault {

    /** An answer with this status, these headers and this JSON. */
    record Status(int code, Map<String, String> headers, String json) implements Fault {}

    /** The connection is closed; {@code afterwards} says whether the request was carried out. */
    record Cut(boolean afterwards) implements Fault {}

    /** The ordinary answer, late. */
    record Delay(Duration by) implements Fault {}
  }

  private record Rule(
      String method, String pathRegex, Fault fault, AtomicInteger left, BooleanSupplier on) {}

  private final List<Rule> rules = new ArrayList<>();

  /** The next {@code times} requests of this kind fail like this. */
  public synchronized void next(int times, String method, String pathRegex, Fault fault) {
    rules.add(new Rule(method, pathRegex, fault, new AtomicInteger(times), () -> true));
  }

  /** Requests of this kind fail like this whenever {@code on} says so. */
  public synchronized void whenever(
      BooleanSupplier on, String method, String pathRegex, Fault fault) {
    rules.add(new Rule(method, pathRegex, fault, new AtomicInteger(Integer.MAX_VALUE), on));
  }

  /** The next {@code times} requests of this kind are answered with a bare server error. */
  public void serverError(int times, String method, String pathRegex, int status) {
    next(times, method, pathRegex, new Fault.Status(status, Map.of(), "{}"));
  }

  /** The next {@code times} requests of this kind run into a limit of this bucket. */
  public void rateLimit(int times, String method, String pathRegex, int retryAfterSeconds) {
    next(
        times,
        method,
        pathRegex,
        new Fault.Status(
            429,
            Map.of("Retry-After", Integer.toString(retryAfterSeconds), "X-RateLimit-Scope", "user"),
            "{\"message\":\"You are being rate limited.\",\"retry_after\":"
                + retryAfterSeconds
                + ".0,\"global\":false}"));
  }

  public synchronized void clear() {
    rules.clear();
  }

  synchronized Optional<Fault> take(String method, String path) {
    for (Iterator<Rule> i = rules.iterator(); i.hasNext(); ) {
      Rule rule = i.next();
      if (rule.method.equals(method) && path.matches(rule.pathRegex) && rule.on.getAsBoolean()) {
        if (rule.left.decrementAndGet() == 0) {
          i.remove();
        }
        return Optional.of(rule.fault);
      }
    }
    return Optional.empty();
  }
}
