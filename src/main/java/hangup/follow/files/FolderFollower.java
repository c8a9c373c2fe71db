package hangup.follow.files;

import hangup.cdr.SourceException;
import hangup.cdr.csv.CdrFileException;
import hangup.follow.FolderState;
import hangup.follow.FollowState;
import hangup.follow.SourceFollower;
import hangup.follow.files.Folder.Entry;
import hangup.stats.CallStore;
import hangup.stats.Ingest;
import hangup.stats.IngestResult;
import hangup.stats.SourceFile;
import hangup.stats.StatsUnavailableException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a folder of exports. A file that has not changed for some time is read as a whole, in one
 * transaction that also remembers its name, size, time and content: so it counts once, whatever
 * fails and when. A file that is known by its content counts no more, whatever it is called. Of a
 * file that is still being written the complete lines are read, from its beginning each time, since
 * the store counts a CDR once; the more there is to read, the less often.
 */
public final class FolderFollower implements SourceFollower {
  private static final Logger log = LoggerFactory.getLogger(FolderFollower.class);

  private static final Duration TOLD = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int FEW = 5;

  /** Looking at the folder takes one part of so many of the time at most. */
  private static final int SHARE = 20;

  private final FolderSettings settings;
  private final CallStore store;
  private final Function<String, OptionalInt> codes;
  private final Clock clock;
  private final Folder folder;
  private final FileReading reading;
  private final Map<String, Watched> watched = new HashMap<>();
  private List<Entry> entries = List.of();
  private @Nullable KnownFiles known;
  private Instant listed = Instant.MIN;
  private Duration pause = Duration.ZERO;
  private Instant told = Instant.MIN;
  private int failures;
  private volatile boolean ending;
  private volatile FollowState state;

  /**
   * Makes a follower; nothing is read yet.
   *
   * @param codes the code of an end reason that a CDR gives as a text; empty if not known
   */
  public FolderFollower(
      FolderSettings settings, CallStore store, Function<String, OptionalInt> codes, Clock clock) {
    this.settings = settings;
    this.store = store;
    this.codes = codes;
    this.clock = clock;
    this.folder = new Folder(settings);
    this.reading = new FileReading(settings, () -> ending);
    this.state = FollowState.starting(settings.name());
  }

  @Override
  public FollowState state() {
    return state;
  }

  @Override
  public Duration step() {
    try {
      Duration wait = work();
      failures = 0;
      return wait;
    } catch (SourceException e) {
      failed(String.valueOf(e.getMessage()), e.kind() == SourceException.Kind.UNREACHABLE);
    } catch (StatsUnavailableException e) {
      failed("Source " + settings.name() + ": " + e.getMessage(), false);
    } catch (CancellationException e) {
      log.debug("Source {}: reading a file was ended", settings.name());
    } catch (RuntimeException e) {
      log.error("Source {}: following failed", settings.name(), e);
      failed(
          "Source " + settings.name() + ": following failed, the log says where: " + e.getClass(),
          false);
    }
    // Whether the last commit was made is not sure.
    known = null;
    Duration wait = settings.poll().multipliedBy(1L << Math.min(failures++, 6));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  @Override
  public void cancel() {
    ending = true;
  }

  @Override
  public void close() {
    ending = true;
  }

  private Duration work() {
    KnownFiles files = known;
    if (files == null) {
      files = new KnownFiles(store.files(settings.name()));
      known = files;
      listed = Instant.MIN;
    }
    Instant now = clock.instant();
    if (listed.equals(Instant.MIN) || !now.isBefore(listed.plus(pause))) {
      look(files, now);
    }
    List<Watched> due = due(now);
    if (!due.isEmpty()) {
      // Before reading, so that one that is read for long is not reported as done.
      tell(files, now, due.size());
      read(due.get(0), files, now);
      due = due(clock.instant());
    }
    tell(files, now, due.size());
    return due.isEmpty() ? pause : Duration.ZERO;
  }

  private void look(KnownFiles files, Instant now) {
    entries = folder.list();
    listed = clock.instant();
    Duration rest = Duration.between(now, listed).multipliedBy(SHARE);
    pause = rest.compareTo(settings.poll()) > 0 ? rest : settings.poll();
    Map<String, Watched> still = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.size() > 0 && !files.has(entry)) {
        Watched one = watched.get(entry.name());
        if (one == null) {
          one = new Watched(entry, now);
        } else {
          one.look(entry, now);
        }
        still.put(entry.name(), one);
      }
    }
    watched.clear();
    watched.putAll(still);
  }

  /** What there is to read now, files changed last first. */
  private List<Watched> due(Instant now) {
    List<Watched> due = new ArrayList<>();
    for (Entry entry : entries) {
      Watched one = watched.get(entry.name());
      if (one != null
          && one.isDue(now)
          && (one.isSettled(now, settings.settle()) || one.mayHaveGrown(now, settings.settle()))) {
        due.add(one);
      }
    }
    return due;
  }

  private void read(Watched one, KnownFiles files, Instant now) {
    Entry entry = one.seen();
    try {
      if (one.isSettled(now, settings.settle())) {
        readWhole(one, entry, files, now);
      } else {
        readComplete(one, entry, now);
      }
    } catch (CdrFileException e) {
      trouble(one, e, now);
    }
  }

  private void readWhole(Watched one, Entry entry, KnownFiles files, Instant now) {
    if (files.mayHaveContent(entry)) {
      Optional<SourceFile> same = files.withContent(FileReading.fingerprint(entry));
      if (same.isPresent() && isUnchanged(entry)) {
        remember(entry, same.get(), files);
        return;
      }
    }
    try (Ingest ingest = store.begin(settings.name(), codes)) {
      Optional<FileReading.Done> done = reading.read(entry, entry.size(), entries, ingest);
      if (done.isEmpty() || isReplaced(entry)) {
        // It is read when it has settled again.
        one.looked(0, now, clock.instant(), settings.settle());
        return;
      }
      SourceFile file =
          new SourceFile(
              entry.name(),
              entry.size(),
              entry.modifiedNanos(),
              done.get().fingerprint(),
              ingest.offered(),
              done.get().report().rejected());
      ingest.read(file);
      IngestResult result = ingest.commit();
      files.add(file);
      watched.remove(entry.name());
      told(entry, done.get(), result);
    }
  }

  /** A file that is known under another name, or was written again with the same content. */
  private void remember(Entry entry, SourceFile same, KnownFiles files) {
    SourceFile file =
        new SourceFile(
            entry.name(),
            entry.size(),
            entry.modifiedNanos(),
            same.fingerprint(),
            same.offered(),
            same.rejected());
    try (Ingest ingest = store.begin(settings.name(), codes)) {
      ingest.read(file);
      ingest.commit();
    }
    files.add(file);
    watched.remove(entry.name());
    if (!same.name().equals(entry.name())) {
      log.info(
          "Source {}: {} has the content of {} and counts already",
          settings.name(),
          entry.name(),
          same.name());
    }
  }

  /** Reads the complete lines of a file that is being written. */
  private void readComplete(Watched one, Entry entry, Instant now) {
    long end;
    try {
      end = Lines.end(entry.path(), entry.size());
    } catch (IOException e) {
      throw FileReading.unreadable(entry, e);
    }
    if (end == 0) {
      one.looked(entry.size(), now, now, settings.settle());
      return;
    }
    try (Ingest ingest = store.begin(settings.name(), codes)) {
      Optional<FileReading.Done> done = reading.read(entry, end, entries, ingest);
      boolean whole = done.isPresent() && Folder.look(entry).size() >= end;
      if (whole) {
        ingest.commit();
        one.counted(entry.size(), now, clock.instant(), settings.settle());
      } else {
        one.looked(0, now, clock.instant(), settings.settle());
      }
    } catch (CdrFileException e) {
      // Its form may only be seen when there is more of it; if not, that is told when it settles.
      log.debug("Source {}: {}", settings.name(), e.getMessage());
      one.looked(entry.size(), now, clock.instant(), settings.settle());
    }
  }

  private static boolean isUnchanged(Entry entry) {
    return Folder.look(entry).isSameAs(entry);
  }

  /** Whether there is another file now; one that is gone was read as it was. */
  private static boolean isReplaced(Entry entry) {
    Entry now = Folder.look(entry);
    return now.size() >= 0 && !now.isSameAs(entry);
  }

  private void trouble(Watched one, CdrFileException e, Instant now) {
    if (ending) {
      throw new CancellationException();
    }
    String name = one.seen().name();
    String why = String.valueOf(e.getMessage()).lines().findFirst().orElse(name);
    Throwable cause = e.getCause();
    if (Folder.look(one.seen()).size() < 0 || cause instanceof NoSuchFileException) {
      log.info("Source {}: {} went away before it was read", settings.name(), name);
      watched.remove(name);
      return;
    }
    boolean first = one.trouble().isEmpty();
    if (cause instanceof IOException && !why.contains("damaged")) {
      one.failed(why, now);
    } else {
      one.refused(why);
    }
    if (first) {
      log.warn("Source {}: {} Nothing of it counts.", settings.name(), why);
    }
  }

  private void told(Entry entry, FileReading.Done done, IngestResult result) {
    long rejected = done.report().rejected();
    if (rejected > 0) {
      log.warn(
          "Source {}: {}: {} calls added, {} lines could not be read, the first because {}; they"
              + " are in {}",
          settings.name(),
          entry.name(),
          result.added(),
          rejected,
          done.report().firstRejected().get(0).cause(),
          reading.rejects(entry));
    } else if (watched.size() <= FEW) {
      log.info(
          "Source {}: {}: {} calls added, {} counted before",
          settings.name(),
          entry.name(),
          result.added(),
          result.duplicates());
    }
    if (result.tooOld() > 0) {
      log.info(
          "Source {}: {}: {} calls are of days that are closed (stats.keep, stats.ids) and do not"
              + " count, or did before",
          settings.name(),
          entry.name(),
          result.tooOld());
    }
    done.report()
        .warnings()
        .forEach(warning -> log.info("Source {}: {}: {}", settings.name(), entry.name(), warning));
    FollowState last = state;
    state =
        with(
            last,
            last.rows() + result.offered() + rejected,
            last.added() + result.added(),
            last.noCdrs() + done.report().inProgress(),
            last.unnamed() + result.unnamed());
  }

  private static FollowState with(
      FollowState last, long rows, long added, long noCdrs, long unnamed) {
    return new FollowState(
        last.source(),
        last.asOf(),
        last.behind(),
        last.problem(),
        last.failingSince(),
        last.unreachable(),
        last.daysRead(),
        last.daysWanted(),
        rows,
        added,
        last.late(),
        noCdrs,
        unnamed,
        last.folder());
  }

  private void tell(KnownFiles files, Instant now, int due) {
    int open = 0;
    Instant asOf = now;
    List<String> troubles = new ArrayList<>();
    for (Watched one : watched.values()) {
      one.trouble().ifPresent(troubles::add);
      if (one.trouble().isEmpty()) {
        open++;
        asOf = one.countedTo().isBefore(asOf) ? one.countedTo() : asOf;
      }
    }
    troubles.sort(null);
    FollowState last = state;
    if (last.problem().isPresent()) {
      log.info("Source {}: can be read again", settings.name());
    }
    int total = entries.size() - troubles.size();
    state =
        new FollowState(
            settings.name(),
            due == 0 ? Optional.of(asOf) : last.asOf(),
            due == 0
                ? Duration.ZERO
                : last.asOf().map(at -> Duration.between(at, now)).orElse(Duration.ZERO),
            Optional.empty(),
            Optional.empty(),
            false,
            Math.max(0, total - due),
            total,
            last.rows(),
            last.added(),
            last.late(),
            last.noCdrs(),
            last.unnamed(),
            Optional.of(new FolderState(files.count(), files.rejected(), open - due, troubles)));
    if (due > FEW && !now.isBefore(told.equals(Instant.MIN) ? now : told.plus(TOLD))) {
      told = now;
      log.info("Source {}: {} of {} files read", settings.name(), total - due, total);
    }
  }

  private void failed(String message, boolean unreachable) {
    FollowState last = state;
    if (!last.problem().equals(Optional.of(message))) {
      log.warn("{}", message);
    }
    state =
        new FollowState(
            last.source(),
            last.asOf(),
            last.behind(),
            Optional.of(message),
            Optional.of(last.failingSince().orElseGet(clock::instant)),
            unreachable,
            last.daysRead(),
            last.daysWanted(),
            last.rows(),
            last.added(),
            last.late(),
            last.noCdrs(),
            last.unnamed(),
            last.folder());
  }
}
