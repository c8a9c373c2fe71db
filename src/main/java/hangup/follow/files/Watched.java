package hangup.follow.files;

import hangup.follow.files.Folder.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is known of a file of the folder that does not count as a whole yet. */
final class Watched {
  /** After an error that may pass. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  /** A file that grows is read again and again, but reading takes one part of so many at most. */
  private static final int SHARE = 10;

  private Entry seen;
  private final Instant first;
  private Instant since;
  private Instant notBefore = Instant.MIN;
  private Optional<Instant> read = Optional.empty();
  private long readTo;
  private Optional<String> trouble = Optional.empty();

  Watched(Entry seen, Instant now) {
    this.seen = seen;
    this.first = now;
    this.since = now;
  }

  Entry seen() {
    return seen;
  }

  void look(Entry now, Instant at) {
    if (!now.isSameAs(seen)) {
      if (trouble.isPresent()) {
        notBefore = Instant.MIN;
        trouble = Optional.empty();
      }
      seen = now;
      since = at;
    }
  }

  /** Whether it did not change for some time. */
  boolean isSettled(Instant now, Duration settle) {
    return !now.isBefore(since.plus(settle));
  }

  /** Whether there may be something to read of it before it is complete. */
  boolean mayHaveGrown(Instant now, Duration settle) {
    return seen.size() > readTo && !now.isBefore(first.plus(settle));
  }

  boolean isDue(Instant now) {
    return !now.isBefore(notBefore);
  }

  /** Everything up to here counts. */
  void counted(long bytes, Instant began, Instant now, Duration settle) {
    read = Optional.of(began);
    looked(bytes, began, now, settle);
  }

  /** Up to here there was nothing that can count yet. */
  void looked(long bytes, Instant began, Instant now, Duration settle) {
    readTo = bytes;
    Duration rest = Duration.between(began, now).multipliedBy(SHARE);
    notBefore = now.plus(rest.compareTo(settle) > 0 ? rest : settle);
  }

  /** Cannot be read as it is. */
  void refused(String why) {
    trouble = Optional.of(why);
    notBefore = Instant.MAX;
  }

  /** Cannot be read now; it is tried again, also when it has not changed. */
  void failed(String why, Instant now) {
    trouble = Optional.of(why);
    notBefore = now.plus(RETRY);
  }

  Optional<String> trouble() {
    return trouble;
  }

  /** Up to when what was written to it counts. */
  Instant countedTo() {
    return read.orElse(first);
  }
}
