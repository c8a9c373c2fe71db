package hangup.chat.telegram.fake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What shall go wrong with the next requests. Thread-safe. */
public final class Faults {

  private record Rule(String method, Fault fault, AtomicInteger left) {}

  private final List<Rule> rules = new ArrayList<>();
  private Function<String, Optional<Fault>> always = method -> Optional.empty();

  /** The next {@code times} calls of this method fail; {@code *} means any method. */
  public synchronized void next(int times, String method, Fault fault) {
    rules.add(new Rule(method, fault, new AtomicInteger(times)));
  }

  /** Asked for every request that no rule fits, for example to fail at random. */
  public synchronized void always(Function<String, Optional<Fault>> chooser) {
    always = chooser;
  }

  /** Nothing goes wrong any more. */
  public synchronized void clear() {
    rules.clear();
    always = method -> Optional.empty();
  }

  synchronized Optional<Fault> of(String method) {
    for (Iterator<Rule> all = rules.iterator(); all.hasNext(); ) {
      Rule rule = all.next();
      if (rule.method().equals("*") || rule.method().equals(method)) {
        if (rule.left().decrementAndGet() <= 0) {
          all.remove();
        }
        return Optional.of(rule.fault());
      }
    }
    return always.apply(method);
  }
}
