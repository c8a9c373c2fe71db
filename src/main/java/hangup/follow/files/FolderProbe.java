package hangup.follow.files;

import hangup.cdr.Cdr;
import hangup.cdr.Mask;
import hangup.cdr.SourceException;
import hangup.cdr.SourceReport;
import hangup.cdr.csv.CdrFile;
import hangup.cdr.csv.CdrFileException;
import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.CdrReader;
import hangup.cdr.csv.ReadReport;
import hangup.cdr.csv.Rejects;
import hangup.follow.files.Folder.Entry;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Says what a folder looks like, for the admin. */
public final class FolderProbe {
  private static final int FILES = 3;
  private static final int LINES = 1000;
  private static final int SAMPLE = 5;
  private static final int NEIGHBOURS = 20;

  private final FolderSettings settings;
  private final List<String> facts = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Cdr> sample = new ArrayList<>();

  private FolderProbe(FolderSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks into the folder and the beginnings of some files.
   *
   * @param settings whose reading should be with numbers: they are masked
   * @throws SourceException if the folder cannot be looked into
   */
  public static SourceReport report(FolderSettings settings) {
    return new FolderProbe(settings).report();
  }

  private SourceReport report() {
    List<Entry> entries = new Folder(settings).list();
    if (entries.isEmpty()) {
      warnings.add("No file in it fits " + settings.pattern() + " yet.");
    } else {
      Entry newest = entries.get(0);
      facts.add(
          entries.size()
              + (entries.size() == 1 ? " file fits " : " files fit ")
              + settings.pattern()
              + "; the newest is "
              + newest.name()
              + ".");
    }
    List<CdrFile> files =
        entries.stream()
            .limit(NEIGHBOURS)
            .map(
                entry ->
                    CdrFile.of(
                        entry.name(), entry.size(), () -> Files.newInputStream(entry.path())))
            .toList();
    CdrFiles together = CdrFiles.of(files, settings.reading());
    files.stream().limit(FILES).forEach(file -> look(together, file));
    return new SourceReport("the folder " + settings.folder(), facts, warnings, sample);
  }

  private void look(CdrFiles files, CdrFile file) {
    try (CdrReader reader = files.open(file, Rejects.NONE)) {
      int lines = 0;
      for (Cdr cdr = reader.next(); cdr != null && lines < LINES; cdr = reader.next()) {
        lines++;
        if (sample.size() < SAMPLE) {
          sample.add(Mask.numbers(cdr));
        }
      }
      ReadReport report = reader.report();
      if (!report.format().isEmpty()) {
        facts.add(file.name() + " is read as " + report.format() + ": " + report.formatReason());
      }
      report.firstRejected().stream()
          .limit(1)
          .forEach(
              line ->
                  warnings.add(
                      file.name()
                          + ": of its first lines "
                          + report.rejected()
                          + " cannot be read, such as line "
                          + line.line()
                          + ": "
                          + line.cause()));
      report.warnings().forEach(warning -> warnings.add(file.name() + ": " + warning));
    } catch (CdrFileException e) {
      warnings.add(String.valueOf(e.getMessage()).lines().findFirst().orElse(file.name()));
    }
  }
}
