package hangup.digest;

import hangup.channel.ChannelStyle;
import hangup.chat.Asker;
import hangup.command.CommandException;
import hangup.config.DigestSettings;
import hangup.outbox.Outbox;
import hangup.outbox.Post;
import hangup.outbox.PostState;
import hangup.reply.Reply;
import hangup.reply.Severity;
import hangup.report.DigestReports.Wanted;
import hangup.state.AuditLog;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs subscriptions: makes what is due and puts it into the outbox, each due moment once. Of
 * several that were missed only the last is made up for, if that is not too long ago.
 */
final class DigestRuns {

  private static final Logger log = LoggerFactory.getLogger(DigestRuns.class);

  /** The kind of job. */
  static final String JOB = "digest";

  private static final Duration WAIT_FOR_FIGURES = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
  private static final Asker ITSELF = new Asker("hangup", "Hangup", Set.of(), false);

  private final StateDatabase database;
  private final Subscriptions subscriptions;
  private final Outbox outbox;
  private final Mail mail;
  private final AuditLog audit;
  private final DigestMaker maker;
  private final ChannelStyle style;
  private final Supplier<DigestSettings> settings;
  private final Clock clock;

  DigestRuns(
      StateDatabase database,
      Subscriptions subscriptions,
      Outbox outbox,
      Mail mail,
      AuditLog audit,
      DigestMaker maker,
      ChannelStyle style,
      Supplier<DigestSettings> settings,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.outbox = outbox;
    this.mail = mail;
    this.audit = audit;
    this.maker = maker;
    this.style = style;
    this.settings = settings;
    this.clock = clock;
  }

  /** Does what is due; returns when to look again. */
  Optional<Instant> run(String id) {
    Optional<Subscription> found = subscriptions.find(Long.parseLong(id));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Subscription subscription = found.get();
    Instant now = clock.instant();
    if (subscription.pause().paused()) {
      Optional<Instant> until = subscription.pause().until();
      if (until.isEmpty() || now.isBefore(until.get())) {
        return subscription.next(now);
      }
      subscription = resume(subscription, until.get());
    }
    Optional<Instant> due =
        subscription.schedule().last(now, subscription.settledUntil(), subscription.zone());
    if (due.isEmpty()) {
      return subscription.next(now);
    }
    Optional<Instant> again = run(subscription, due.get(), now);
    return again.isPresent() ? again : subscription.next(clock.instant());
  }

  /** What was due while it rested is not made up for. */
  private Subscription resume(Subscription subscription, Instant until) {
    return database.write(
        handle -> {
          subscriptions.pause(handle, subscription.id(), Pause.NONE);
          subscriptions.settle(handle, subscription.id(), until.minusMillis(1));
          audit.note(
              handle,
              subscription.channel(),
              ITSELF,
              "digest resume",
              "digest " + subscription.id() + ": the pause ended");
          return subscriptions.find(handle, subscription.id()).orElseThrow();
        });
  }

  private Optional<Instant> run(Subscription subscription, Instant due, Instant now) {
    Wanted wanted = DigestMaker.wanted(subscription, due);
    Duration late = Duration.between(due, now);
    if (late.compareTo(settings.get().catchUp()) > 0) {
      log.warn("Digest {} of {} is left out: the bot was down", subscription.id(), due);
      settle(subscription, due, PostState.MISSED, "the bot was down");
      return Optional.empty();
    }
    Reply reply;
    try {
      reply = maker.make(wanted);
    } catch (StatsUnavailableException e) {
      if (late.compareTo(WAIT_FOR_FIGURES) < 0) {
        return Optional.of(now.plus(LOOK_AGAIN));
      }
      reply = maker.unavailable(wanted, String.valueOf(e.getMessage()));
    } catch (CommandException e) {
      reply = maker.unavailable(wanted, String.valueOf(e.getMessage()));
    }
    if (subscription.quietWhenOk() && reply.severity().compareTo(Severity.LOW) <= 0) {
      settle(subscription, due, PostState.QUIET, "all was well");
      return Optional.empty();
    }
    if (late.compareTo(settings.get().lateAfter()) > 0) {
      reply = DigestMaker.late(reply, due, subscription.zone());
    }
    Post post = post(subscription, due, style.of(subscription.channel(), reply));
    Optional<Long> id =
        database.write(
            handle -> {
              subscriptions.settle(handle, subscription.id(), due);
              return outbox.put(handle, post);
            });
    id.ifPresent(mail::send);
    return Optional.empty();
  }

  private void settle(Subscription subscription, Instant due, PostState state, String reason) {
    Post post = post(subscription, due, Reply.builder("", Severity.OK).build());
    boolean unused =
        database.write(
            handle -> {
              subscriptions.settle(handle, subscription.id(), due);
              outbox.nothing(handle, post, state, reason);
              return true;
            });
  }

  private Post post(Subscription subscription, Instant due, Reply reply) {
    return new Post(
        "digest/" + subscription.id() + "/" + due.getEpochSecond(),
        Optional.of(new Post.Origin(subscription.id(), due)),
        subscription.channel(),
        reply,
        due.plus(settings.get().catchUp()).plus(Duration.ofHours(1)));
  }
}
