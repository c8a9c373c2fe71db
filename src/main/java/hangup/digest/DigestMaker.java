package hangup.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hangup.command.CommandException;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.report.DigestReports;
import hangup.report.DigestReports.Wanted;
import hangup.state.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes each distinct digest once, however many channels want it. Thread-safe. */
final class DigestMaker {

  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final int MOST = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final DigestReports reports;
  private final Cache<Wanted, CompletableFuture<Reply>> made =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEEP).build();

  DigestMaker(DigestReports reports) {
    this.reports = reports;
  }

  static Wanted wanted(Subscription subscription, Instant at) {
    return new Wanted(
        subscription.period(), subscription.filter(), subscription.zone(), at, subscription.csv());
  }

  /**
   * The digest of a run.
   *
   * @throws CommandException if it asks for what there is not, such as an unknown gateway
   * @throws hangup.stats.StatsUnavailableException if there are no figures now
   */
  Reply make(Wanted wanted) {
    CompletableFuture<Reply> mine = new CompletableFuture<>();
    CompletableFuture<Reply> other = made.asMap().putIfAbsent(wanted, mine);
    if (other != null) {
      return join(other);
    }
    try {
      Reply reply = reports.digest(wanted);
      mine.complete(reply);
      return reply;
    } catch (CommandException e) {
      // It cannot be made for anybody else either.
      mine.completeExceptionally(e);
      throw e;
    } catch (RuntimeException | Error e) {
      made.asMap().remove(wanted, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /**
   * The digest as it would be now; nothing is remembered of it.
   *
   * @throws hangup.stats.StatsUnavailableException if there are no figures now
   */
  Reply preview(Wanted wanted) {
    return reports.digest(wanted);
  }

  /** What is posted when there are no figures. */
  Reply unavailable(Wanted wanted, String why) {
    return DigestReports.unavailable(reports.title(wanted), why);
  }

  /** The digest with a first line that says when it was due. */
  static Reply late(Reply reply, Instant due, ZoneId zone) {
    Reply.Builder late = Reply.builder(reply.title() + " (late)", reply.severity());
    late.add(
        new Block.Note(
            RichText.of(
                "Late: it was due at "
                    + TIME.format(due.atZone(zone))
                    + ", while the bot could not post it.")));
    reply.blocks().forEach(late::add);
    late.footer(reply.footer());
    reply.chart().ifPresent(late::chart);
    reply.buttons().forEach(button -> late.button(button.label(), button.command()));
    reply.attachments().forEach(late::attach);
    return late.data(reply.data()).build();
  }

  private static Reply join(CompletableFuture<Reply> other) {
    try {
      return other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
