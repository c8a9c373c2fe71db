package hangup.chat.telegram;

import java.time.Instant;
import java.util.Optional;

/** An update that concerns the bot. */
sealed interface Incoming {

  /** The chat whose order it belongs to. */
  long lane();

  /**
   * A question.
   *
   * @param text what was written, without the bot's name
   * @param promptedBy the command that this answers a prompt of
   */
  record Asked(
      Place place, Person from, int message, Instant sent, String text, Optional<String> promptedBy)
      implements Incoming {
    @Override
    public long lane() {
      return place.chat();
    }
  }

  /**
   * A pressed button.
   *
   * @param query to be answered at once
   * @param message the message under which it was; empty if it is out of reach
   * @param photo whether that is a photo
   */
  record Pressed(
      Place place, Person from, String query, String data, Optional<Integer> message, boolean photo)
      implements Incoming {
    @Override
    public long lane() {
      return place.chat();
    }
  }

  /** Somebody types {@code @bot text} in any chat. */
  record InlineAsked(Person from, String query, String text) implements Incoming {
    @Override
    public long lane() {
      return from.id();
    }
  }

  /** A group became a supergroup. */
  record Migrated(long from, long to) implements Incoming {
    @Override
    public long lane() {
      return from;
    }
  }

  /** The bot was added, thrown out, blocked or let in again. */
  record Membership(Place place, boolean member) implements Incoming {
    @Override
    public long lane() {
      return place.chat();
    }
  }
}
