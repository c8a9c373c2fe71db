package hangup.digest;

import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Delivery;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A chat platform in memory: what is sent stands on it, unless an outcome was set up. */
final class Board implements ChatPlatform {

  private final Clock clock;
  private final Duration memory;
  private final List<Posted> posted = new ArrayList<>();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();

  /** A message on the board. */
  record Posted(ChannelRef channel, Reply reply, String key, Instant at) {}

  /** What the next call answers, and whether the message arrives all the same. */
  record Outcome(Delivery delivery, boolean arrives) {}

  Board(Clock clock, Duration memory) {
    this.clock = clock;
    this.memory = memory;
  }

  synchronized Board next(Delivery delivery, boolean arrives) {
    outcomes.add(new Outcome(delivery, arrives));
    return this;
  }

  @Override
  public String name() {
    return "discord";
  }

  @Override
  public void start() {}

  @Override
  public synchronized Delivery send(ChannelRef channel, Reply reply, String key) {
    Outcome outcome =
        outcomes.isEmpty() ? new Outcome(new Delivery.Sent("m"), true) : outcomes.remove();
    boolean there =
        posted.stream()
            .anyMatch(
                one -> one.key().equals(key) && clock.instant().isBefore(one.at().plus(memory)));
    if (outcome.arrives() && !there) {
      posted.add(new Posted(channel, reply, key, clock.instant()));
    }
    return outcome.delivery();
  }

  @Override
  public Duration keyMemory() {
    return memory;
  }

  synchronized List<Posted> posted() {
    return List.copyOf(posted);
  }

  @Override
  public Optional<Instant> lastHeard() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
