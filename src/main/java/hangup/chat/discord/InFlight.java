package hangup.chat.discord;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The interactions that wait for their answer, so that a stop leaves none without a word. */
final class InFlight {

  /** One of them; whoever takes it first answers it. */
  final class Ticket {
    private final Asked asked;
    private final AtomicBoolean taken = new AtomicBoolean();

    Ticket(Asked asked) {
      this.asked = asked;
    }

    Asked asked() {
      return asked;
    }

    boolean take() {
      return taken.compareAndSet(false, true);
    }

    void done() {
      open.remove(this);
    }
  }

  private final Set<Ticket> open = ConcurrentHashMap.newKeySet();

  Ticket add(Asked asked) {
    Ticket ticket = new Ticket(asked);
    open.add(ticket);
    return ticket;
  }

  int size() {
    return open.size();
  }

  /** What is not answered yet; the caller answers what it can take. */
  Set<Ticket> waiting() {
    return Set.copyOf(open);
  }
}
