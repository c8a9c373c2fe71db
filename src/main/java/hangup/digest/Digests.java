package hangup.digest;

import hangup.channel.ChannelStyle;
import hangup.channel.SettingsCommand;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.command.Command;
import hangup.command.CommandLines;
import hangup.config.ConfiguredDigest;
import hangup.config.DigestSettings;
import hangup.outbox.Outbox;
import hangup.report.DigestReports;
import hangup.state.AuditLog;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Digests as a whole: the command that sets them up, and what posts them. Thread-safe; to be closed
 * before the platforms.
 */
public final class Digests implements AutoCloseable {

  private static final String SWEEP = "sweep";
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
  private static final Duration LAST_WORD = Duration.ofSeconds(5);

  private final StateDatabase database;
  private final Subscriptions subscriptions;
  private final ChannelSettingsStore channels;
  private final DigestReports reports;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Jobs jobs;
  private final AdminNotices notices;
  private final DigestCommand command;
  private final Clock clock;

  /**
   * What digests work with.
   *
   * @param platforms the platform of a name, if this process serves it; asked for every post
   * @param admin the channel that hears of the bot's own matters
   */
  public record Parts(
      StateDatabase database,
      ChannelSettingsStore channels,
      DigestReports reports,
      Function<String, Optional<ChatPlatform>> platforms,
      Supplier<Optional<ChannelRef>> admin,
      Supplier<DigestSettings> settings,
      Jobs.Pace pace) {}

  /** Posts nothing yet. */
  public Digests(Parts parts, Clock clock) {
    this.database = parts.database();
    this.channels = parts.channels();
    this.reports = parts.reports();
    this.clock = clock;
    this.subscriptions = new Subscriptions(database);
    this.audit = new AuditLog(database, clock);
    this.jobs = new Jobs(database, parts.pace(), clock);
    this.outbox = new Outbox(database, subscriptions, parts.platforms(), this::trouble, clock);
    Mail mail = new Mail(database, outbox, jobs, clock);
    this.notices = new AdminNotices(database, mail, parts.admin(), clock);
    DigestMaker maker = new DigestMaker(parts.reports());
    DigestRuns runs =
        new DigestRuns(
            database,
            subscriptions,
            outbox,
            mail,
            audit,
            maker,
            new ChannelStyle(channels),
            parts.settings(),
            clock);
    this.command =
        new DigestCommand(
            database, subscriptions, channels, audit, outbox, jobs, parts.reports(), maker, clock);
    jobs.register(DigestRuns.JOB, runs::run);
    jobs.register(Outbox.JOB, id -> outbox.deliver(Long.parseLong(id)));
    jobs.register(AdminNotices.JOB, notices::gathered);
    jobs.register(SWEEP, id -> sweep());
  }

  /** {@code /digest}. */
  public Command command() {
    return command;
  }

  /** {@code /settings}. */
  public Command settingsCommand() {
    return new SettingsCommand(
        database,
        channels,
        audit,
        typed -> reports.source(typed, name -> "/settings source:" + CommandLines.value(name)));
  }

  /** What the admin channel is told. */
  public AdminNotices notices() {
    return notices;
  }

  /** Makes the digests of the settings file those that are kept; also while they are posted. */
  public void configure(List<ConfiguredDigest> digests) {
    new ConfigSync(database, subscriptions, channels, audit, clock).apply(digests);
    for (Subscription one : subscriptions.all()) {
      if (one.origin() == Subscription.Origin.CONFIG) {
        one.next(one.settledUntil())
            .ifPresent(at -> jobs.at(DigestRuns.JOB, Long.toString(one.id()), at));
      }
    }
  }

  /** Begins to post. */
  public void start() {
    Instant unused = sweep().orElseThrow();
    jobs.ensure(SWEEP, "all", clock.instant().plus(SWEEP_EVERY));
    jobs.start();
  }

  /** Sees that everything that is to run has its time: a process may have died in between. */
  Optional<Instant> sweep() {
    Instant now = clock.instant();
    for (long id : outbox.waiting()) {
      jobs.ensure(Outbox.JOB, Long.toString(id), now);
    }
    for (Subscription subscription : subscriptions.all()) {
      subscription
          .next(subscription.settledUntil())
          .ifPresent(at -> jobs.ensure(DigestRuns.JOB, Long.toString(subscription.id()), at));
    }
    notices.sweep();
    outbox.tidy();
    return Optional.of(now.plus(SWEEP_EVERY));
  }

  /** A channel got a new address: its digests and settings go along. */
  public void moved(ChannelRef from, ChannelRef to) {
    outbox.moved(from, to);
    channels.refresh();
  }

  /** A channel is gone, as when the bot was removed: its digests rest, and the admins hear it. */
  public void gone(ChannelRef channel, String why) {
    for (Subscription one : subscriptions.of(channel)) {
      boolean news =
          database.write(
              handle ->
                  subscriptions
                          .find(handle, one.id())
                          .filter(now -> !now.pause().paused())
                          .isPresent()
                      && subscriptions.pause(
                          handle, one.id(), new Pause(true, Optional.empty(), why)));
      if (news) {
        trouble(
            new Outbox.Trouble(
                Outbox.Trouble.Kind.REFUSED,
                channel,
                Optional.of(one.id()),
                "gone/" + one.id() + "/" + clock.instant().getEpochSecond(),
                why));
      }
    }
  }

  private void trouble(Outbox.Trouble trouble) {
    notices.trouble(trouble);
  }

  /** When it was looked last for what is due; empty before the first time. */
  public Optional<Instant> lastLook() {
    return jobs.lastLook();
  }

  /** What waits to be sent, and what became of the rest. */
  public Outbox outbox() {
    return outbox;
  }

  Jobs jobs() {
    return jobs;
  }

  /**
   * Ends as {@link #close} does, and tells the admins of it.
   *
   * @param version of what ends
   */
  public void stop(String version) {
    CompletableFuture<Void> told = notices.stopping(version);
    jobs.close();
    Mail.await(told, LAST_WORD);
  }

  /** Lets what is being posted finish for some seconds. */
  @Override
  public void close() {
    jobs.close();
  }
}
