package hangup.cli;

import hangup.catalog.Catalog;
import hangup.catalog.TableFit;
import hangup.cdr.Cdr;
import hangup.cdr.csv.CdrFile;
import hangup.cdr.csv.CdrFileException;
import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.CdrReader;
import hangup.cdr.csv.ReadReport;
import hangup.cdr.csv.RejectedLine;
import hangup.cdr.csv.RejectsFile;
import hangup.stats.Ingest;
import hangup.stats.IngestResult;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Imports files one after the other, each as a whole, and tells what became of them. */
final class FileImport {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Io io;
  private final Wiring wiring;
  private final String source;

  FileImport(Io io, Wiring wiring, String source) {
    this.io = io;
    this.wiring = wiring;
    this.source = source;
  }

  /** Whether every file could be imported. */
  boolean run(CdrFiles files, RejectsFile rejects) {
    long refused = 0;
    try (ImportProgress progress = ImportProgress.ofBytes(io, files.totalSize())) {
      for (CdrFile file : files.list()) {
        try {
          one(files, file, rejects, progress);
        } catch (CdrFileException e) {
          refused++;
          progress.say(e.getMessage() + " Nothing of it was imported.");
        }
      }
    }
    if (rejects.count() > 0) {
      io.err()
          .println(
              "The lines that were left out are in "
                  + rejects.path()
                  + "; correct them there and import that file.");
    }
    return refused == 0;
  }

  private void one(CdrFiles files, CdrFile file, RejectsFile rejects, ImportProgress progress) {
    Catalog catalog = wiring.catalog();
    ReadReport report;
    IngestResult result;
    try (CdrReader reader = files.open(file, rejects);
        Ingest ingest = wiring.store().begin(source, catalog::codeOf)) {
      progress.begin(reader::bytesRead);
      for (Cdr cdr = reader.next(); cdr != null; cdr = reader.next()) {
        ingest.add(cdr);
        progress.added();
      }
      report = reader.report();
      ingest.from(file.name(), "", report.rejected());
      result = ingest.commit();
    }
    progress.end(file.size().orElse(0));
    tell(report, result, progress);
  }

  private void tell(ReadReport report, IngestResult result, ImportProgress progress) {
    StringBuilder line = new StringBuilder(report.file()).append(": ");
    if (report.lines() == 0) {
      progress.say(line.append("no CDRs in it").toString());
      return;
    }
    line.append(number(result.added())).append(result.added() == 1 ? " CDR added" : " CDRs added");
    counted(line, result.duplicates(), "counted before");
    counted(line, result.tooOld(), "too old to count (see stats in the settings)");
    counted(line, report.rejected(), report.rejected() == 1 ? "line left out" : "lines left out");
    counted(line, report.inProgress(), "still in progress");
    result
        .firstCall()
        .ifPresent(
            first ->
                line.append("; calls of ")
                    .append(local(first))
                    .append(" to ")
                    .append(local(result.lastCall().orElse(first)))
                    .append(' ')
                    .append(zone()));
    progress.say(line.toString());
    progress.say("  read as " + report.format() + ": " + report.formatReason());
    for (RejectedLine rejected : report.firstRejected()) {
      progress.say("  line " + rejected.line() + ": " + rejected.cause());
    }
    if (report.rejected() > report.firstRejected().size()) {
      progress.say(
          "  … and " + number(report.rejected() - report.firstRejected().size()) + " more lines");
    }
    for (String warning : report.warnings()) {
      progress.say("  Warning: " + warning);
    }
    new TableFit(wiring.catalog(), Wiring::builtIn)
        .warning(result.codes())
        .ifPresent(warning -> progress.say("  Warning: " + warning));
    if (result.unnamed() > 0) {
      progress.say(
          "  Warning: too many different customers, gateways or end reasons: "
              + number(result.unnamed())
              + (result.unnamed() == 1 ? " CDR is" : " CDRs are")
              + " counted as "
              + IngestResult.OTHERS
              + ". Is a column of ever different values mapped to one of them?");
    }
    if (!result.texts().isEmpty()) {
      progress.say(
          "  Warning: end reasons that the code table does not know, counted as they are: "
              + String.join(", ", result.texts().keySet().stream().limit(5).toList()));
    }
  }

  private static void counted(StringBuilder line, long count, String what) {
    if (count > 0) {
      line.append(", ").append(number(count)).append(' ').append(what);
    }
  }

  private String local(Instant at) {
    return LOCAL.format(at.atZone(zone()));
  }

  private ZoneId zone() {
    return wiring.settings().zone();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
