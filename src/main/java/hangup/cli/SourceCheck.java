package hangup.cli;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.TableFit;
import hangup.cdr.CallIndex;
import hangup.cdr.Cdr;
import hangup.cdr.CdrDatabase;
import hangup.cdr.SourceException;
import hangup.cdr.SourceReport;
import hangup.config.Settings;
import hangup.config.SourceSettings;
import hangup.follow.files.FolderProbe;
import hangup.follow.files.FolderSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Connects to the CDR databases of the settings and says what is found there. */
final class SourceCheck {
  private final PrintWriter out;
  private long warnings;

  SourceCheck(PrintWriter out) {
    this.out = out;
  }

  /** Prints a report of each source; gives how many cannot be read. */
  long run(Settings settings, Catalog catalog) {
    long failed = 0;
    for (SourceSettings one : settings.sources()) {
      if (one.kind() == SourceSettings.Kind.FILES) {
        FolderSettings folder = Sources.folder(one, settings.dataDir()).withNumbers();
        try {
          print(one.name(), FolderProbe.report(folder), catalog);
        } catch (SourceException e) {
          out.println("error: " + e.getMessage());
          failed++;
        }
      }
    }
    Clock clock = Clock.systemUTC();
    List<CdrDatabase> sources =
        new ArrayList<>(Sources.of(settings.sources(), CallIndex.NONE, clock));
    sources.addAll(Sources.asked(settings.sources(), clock));
    for (CdrDatabase source : sources) {
      try (source) {
        print(source.name(), source.probe(), catalog);
      } catch (SourceException e) {
        out.println("error: " + e.getMessage());
        failed++;
      }
    }
    return failed;
  }

  /** How many warnings were printed. */
  long warnings() {
    return warnings;
  }

  private void warn(String warning) {
    out.println("  warning: " + warning);
    warnings++;
  }

  private void print(String name, SourceReport report, Catalog catalog) {
    out.println("Source " + name + ": " + report.server());
    report.facts().forEach(fact -> out.println("  " + fact));
    report.warnings().forEach(this::warn);
    List<Cdr> sample = report.sample();
    if (!sample.isEmpty()) {
      out.println("  Some of its calls, as they are understood (numbers masked, times in UTC):");
    }
    sample.forEach(cdr -> out.println("    " + words(cdr, catalog)));
    new TableFit(catalog, Wiring::builtIn).warning(codes(sample, catalog)).ifPresent(this::warn);
  }

  private static Map<Integer, Long> codes(List<Cdr> sample, Catalog catalog) {
    Map<Integer, Long> codes = new TreeMap<>();
    for (Cdr cdr : sample) {
      String text = cdr.reasonText();
      OptionalInt code = text == null ? OptionalInt.of(cdr.reason()) : catalog.codeOf(text);
      if (!cdr.answered() && code.isPresent()) {
        codes.merge(code.getAsInt(), 1L, Long::sum);
      }
    }
    return codes;
  }

  private static String words(Cdr cdr, Catalog catalog) {
    return Instant.ofEpochMilli(cdr.startMs())
        + "  "
        + cdr.caller()
        + " to "
        + cdr.callee()
        + ", talked "
        + cdr.talkSeconds()
        + " s, reason "
        + reason(cdr, catalog)
        + ", ended by "
        + cdr.endedBy().word()
        + ", in by "
        + orNone(cdr.mappingGateway())
        + ", out by "
        + orNone(cdr.routingGateway())
        + ", customer "
        + orNone(cdr.customerAccount());
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "–" : text;
  }

  private static String reason(Cdr cdr, Catalog catalog) {
    String text = cdr.reasonText();
    OptionalInt code = text == null ? OptionalInt.of(cdr.reason()) : catalog.codeOf(text);
    String given = text == null ? String.valueOf(cdr.reason()) : "“" + text + "”";
    if (cdr.answered()) {
      return given;
    }
    Optional<String> name =
        code.isPresent() ? catalog.byCode(code.getAsInt()).map(EndReason::name) : Optional.empty();
    return given + " " + name.orElse("(not in the catalogue)");
  }
}
