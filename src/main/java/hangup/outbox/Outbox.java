package hangup.outbox;

import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Delivery;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.state.StateDatabase;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts that are kept before they are sent, and sent until their outcome is known. Thread-safe.
 *
 * <p>What happens when it is not known whether a post arrived, because the connection or the
 * process broke while it was sent: within {@link ChatPlatform#keyMemory} it is sent again under the
 * same key, which the platform shows once. After that it is sent once more with a remark that it
 * may be there twice; when that too ends unknown, it is held back and the admins are told. So a
 * post is never lost in silence, and never doubled without saying so.
 */
public final class Outbox {

  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  /** The kind of job that sends. */
  public static final String JOB = "deliver";

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final Duration NO_PLATFORM_PAUSE = Duration.ofSeconds(15);
  private static final Duration KEEP = Duration.ofDays(90);
  private static final String AGAIN =
      "Sent again: the connection broke the first time, so this may be here twice.";

  private final StateDatabase database;
  private final Subscriptions subscriptions;
  private final Posts posts;
  private final OutboxCounts counts = new OutboxCounts();
  private final Function<String, Optional<ChatPlatform>> platforms;
  private final Consumer<Trouble> troubles;
  private final Clock clock;

  /** A post that did not get through, for the admins. */
  public record Trouble(
      Kind kind, ChannelRef channel, Optional<Long> subscription, String key, String reason) {

    /** What it is. */
    public enum Kind {
      /** The channel cannot be posted into; the subscription rests. */
      REFUSED,
      /** It is of no more use now. */
      GIVEN_UP,
      /** It may or may not be there. */
      UNKNOWN
    }
  }

  /**
   * What waits to be sent.
   *
   * @param oldest since when the oldest of it waits
   */
  public record Depth(long waiting, Optional<Instant> oldest) {
    public static final Depth NONE = new Depth(0, Optional.empty());
  }

  /** What became of the last run of a subscription. */
  public record Last(Instant slot, PostState state, String reason, String messageId) {}

  /**
   * Sends nothing yet.
   *
   * @param platforms the platform of a name, if this process serves it
   * @param troubles hears of each post that did not get through, once
   */
  public Outbox(
      StateDatabase database,
      Subscriptions subscriptions,
      Function<String, Optional<ChatPlatform>> platforms,
      Consumer<Trouble> troubles,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.posts = new Posts(database);
    this.platforms = platforms;
    this.troubles = troubles;
    this.clock = clock;
  }

  /**
   * Keeps a post to be sent, in the transaction that decides it.
   *
   * @return its id for {@link #deliver}; empty if there was one of that key
   */
  public Optional<Long> put(Handle handle, Post post) {
    return posts.add(handle, post, PostState.WAITING, "", clock.instant());
  }

  /** Notes that there is nothing to send for a run, and why. */
  public void nothing(Handle handle, Post post, PostState state, String reason) {
    posts
        .add(handle, post, state, reason, clock.instant())
        .ifPresent(id -> counts.count(post.origin().isPresent(), state));
  }

  /** What became of the last run of a subscription. */
  public Optional<Last> last(long subscription) {
    return posts.last(subscription);
  }

  /** The posts that wait to be sent. */
  public List<Long> waiting() {
    return posts.waiting();
  }

  /** How much waits to be sent. */
  public Depth depth() {
    return posts.depth();
  }

  /** How often posts ended so, since the start of this process. */
  public OutboxCounts counts() {
    return counts;
  }

  /** Forgets what was settled long ago. */
  public void tidy() {
    int gone = posts.forget(clock.instant().minus(KEEP));
    if (gone > 0) {
      log.info("Forgot {} old deliveries", gone);
    }
  }

  /** A channel got a new address: everything of it goes along, in one transaction. */
  public void moved(ChannelRef from, ChannelRef to) {
    boolean unused =
        database.write(
            handle -> {
              Posts.move(handle, from, to);
              return true;
            });
  }

  /**
   * Tries to send a post.
   *
   * @return when to try again; empty when it is settled
   */
  public Optional<Instant> deliver(long id) {
    Optional<Kept> found = posts.find(id).filter(post -> !post.state().settled());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Kept post = found.get();
    Instant now = clock.instant();
    if (!now.isBefore(post.giveUpAt())) {
      return giveUp(post);
    }
    Optional<ChatPlatform> platform = platforms.apply(post.channel().platform());
    if (platform.isEmpty()) {
      // Another process may serve it.
      return Optional.of(now.plus(NO_PLATFORM_PAUSE));
    }
    boolean doubtful = isDoubtful(post, platform.get().keyMemory(), now);
    if (doubtful && post.marked()) {
      return unknown(post);
    }
    boolean marked = post.marked() || doubtful;
    Reply reply = ReplyCodec.decode(post.reply().orElseThrow());
    AtomicBoolean attempted = new AtomicBoolean();
    Delivery delivery =
        platform
            .get()
            .send(
                post.channel(),
                marked ? remarked(reply) : reply,
                marked ? post.key() + "/again" : post.key(),
                // Not before: what waits for its turn when the process dies is not in doubt.
                () -> {
                  posts.attempt(id, clock.instant(), doubtful);
                  attempted.set(true);
                });
    // What is known of this attempt says nothing of one before that stayed unknown.
    boolean clear = attempted.get() && (post.uncertainSince().isEmpty() || doubtful);
    return settle(post, clear, delivery);
  }

  private static boolean isDoubtful(Kept post, Duration memory, Instant now) {
    return post.uncertainSince().filter(since -> !now.isBefore(since.plus(memory))).isPresent();
  }

  /**
   * @param clear whether a failure of this attempt means that the post is not there
   */
  private Optional<Instant> settle(Kept post, boolean clear, Delivery delivery) {
    Instant now = clock.instant();
    if (delivery instanceof Delivery.Sent sent) {
      settled(post, PostState.SENT, sent.messageId(), "");
      return Optional.empty();
    }
    if (delivery instanceof Delivery.Retry retry) {
      if (clear) {
        posts.notThere(post.id(), retry.reason());
      }
      return Optional.of(now.plus(longer(retry.after(), pause(post.attempts()))));
    }
    if (delivery instanceof Delivery.Unknown unknown) {
      log.warn("It is not known whether {} arrived: {}", post.key(), unknown.reason());
      return Optional.of(now.plus(FIRST_PAUSE));
    }
    if (delivery instanceof Delivery.Moved moved) {
      moved(post.channel(), moved.to());
      if (clear) {
        posts.notThere(post.id(), "moved");
      }
      return Optional.of(now);
    }
    Delivery.Refused refused = (Delivery.Refused) delivery;
    return refused(post, refused.reason());
  }

  private Optional<Instant> refused(Kept post, String reason) {
    boolean news =
        database.write(
            handle -> {
              posts.settle(handle, post.id(), PostState.REFUSED, "", reason, clock.instant());
              boolean active =
                  post.subscription()
                      .flatMap(id -> subscriptions.find(handle, id))
                      .filter(subscription -> !subscription.pause().paused())
                      .isPresent();
              if (active) {
                subscriptions.pause(
                    handle,
                    post.subscription().orElseThrow(),
                    new Pause(true, Optional.empty(), reason));
              }
              return active;
            });
    counts.count(post.subscription().isPresent(), PostState.REFUSED);
    log.warn("{} was refused: {}", post.key(), reason);
    if (news) {
      tell(Trouble.Kind.REFUSED, post, reason);
    }
    return Optional.empty();
  }

  private Optional<Instant> giveUp(Kept post) {
    String reason = "it could not be sent in time";
    settled(post, PostState.GIVEN_UP, "", reason);
    log.warn("{} was given up", post.key());
    tell(Trouble.Kind.GIVEN_UP, post, reason);
    return Optional.empty();
  }

  private Optional<Instant> unknown(Kept post) {
    String reason = "the connection broke twice while it was sent";
    settled(post, PostState.UNKNOWN, "", reason);
    tell(Trouble.Kind.UNKNOWN, post, reason);
    return Optional.empty();
  }

  private void settled(Kept post, PostState state, String message, String reason) {
    boolean unused =
        database.write(
            handle -> {
              posts.settle(handle, post.id(), state, message, reason, clock.instant());
              return true;
            });
    counts.count(post.subscription().isPresent(), state);
  }

  private void tell(Trouble.Kind kind, Kept post, String reason) {
    troubles.accept(new Trouble(kind, post.channel(), post.subscription(), post.key(), reason));
  }

  private static Reply remarked(Reply reply) {
    Reply.Builder builder = Reply.builder(reply.title(), reply.severity());
    builder.add(new Block.Note(RichText.of(AGAIN)));
    reply.blocks().forEach(builder::add);
    builder.footer(reply.footer());
    reply.chart().ifPresent(builder::chart);
    reply.buttons().forEach(button -> builder.button(button.label(), button.command()));
    reply.menu().ifPresent(builder::menu);
    reply.attachments().forEach(builder::attach);
    return builder.build();
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static Duration longer(Optional<Duration> asked, Duration own) {
    return asked.filter(duration -> duration.compareTo(own) > 0).orElse(own);
  }
}
