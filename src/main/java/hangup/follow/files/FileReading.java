package hangup.follow.files;

import hangup.cdr.Cdr;
import hangup.cdr.csv.CdrFile;
import hangup.cdr.csv.CdrFileException;
import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.CdrReader;
import hangup.cdr.csv.ReadReport;
import hangup.cdr.csv.RejectsFile;
import hangup.follow.files.Folder.Entry;
import hangup.stats.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Reads one file into the statistics. */
final class FileReading {
  /** So many others are looked into for the header of a file that has none. */
  private static final int NEIGHBOURS = 16;

  private final FolderSettings settings;
  private final BooleanSupplier ending;

  FileReading(FolderSettings settings, BooleanSupplier ending) {
    this.settings = settings;
    this.ending = ending;
  }

  /**
   * What was read.
   *
   * @param fingerprint of the bytes
   */
  record Done(ReadReport report, String fingerprint) {}

  /**
   * Adds the calls of the first bytes of a file, without a commit.
   *
   * @return empty if the file changed meanwhile, so that what was added may be of two files
   * @throws CdrFileException if it is no export, or cannot be read
   * @throws CancellationException if the bot ends
   */
  Optional<Done> read(Entry entry, long length, List<Entry> all, Ingest ingest) {
    Path kept = rejects(entry);
    List<Fingerprint> opened = new ArrayList<>();
    CdrFile file =
        CdrFile.of(
            entry.name(),
            length,
            () -> {
              Fingerprint stream = Fingerprint.open(entry.path(), length);
              opened.add(stream);
              return stream;
            });
    try {
      boolean lines;
      Done done;
      try (RejectsFile rejects = new RejectsFile(kept);
          CdrReader reader = files(file, all, entry).open(file, rejects)) {
        for (Cdr cdr = reader.next(); cdr != null; cdr = reader.next()) {
          if (ending.getAsBoolean()) {
            throw new CancellationException();
          }
          ingest.add(cdr);
        }
        lines = rejects.count() > 0;
        done = new Done(reader.report(), opened.get(0).finish());
      }
      if (!lines) {
        Files.deleteIfExists(kept);
      }
      return done.fingerprint().isEmpty() ? Optional.empty() : Optional.of(done);
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  /** The fingerprint of a whole file; empty if it is shorter now. */
  static String fingerprint(Entry entry) {
    try (Fingerprint stream = Fingerprint.open(entry.path(), entry.size())) {
      return stream.finish();
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  static CdrFileException unreadable(Entry entry, IOException e) {
    return new CdrFileException(entry.name() + " cannot be read: " + e, e);
  }

  /** Where the lines of a file are kept that are no CDRs. */
  Path rejects(Entry entry) {
    return settings.rejects().resolve(entry.name().replace('/', '_') + ".rejected");
  }

  private CdrFiles files(CdrFile file, List<Entry> all, Entry entry) {
    List<CdrFile> files = new ArrayList<>();
    files.add(file);
    all.stream()
        .filter(other -> !other.name().equals(entry.name()))
        .limit(NEIGHBOURS)
        .forEach(
            other ->
                files.add(
                    CdrFile.of(
                        other.name(), other.size(), () -> Files.newInputStream(other.path()))));
    return CdrFiles.of(files, settings.reading());
  }
}
