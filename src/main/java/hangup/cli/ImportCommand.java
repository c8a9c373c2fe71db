package hangup.cli;

import hangup.cdr.csv.CdrFiles;
import hangup.cdr.csv.ReadOptions;
import hangup.cdr.csv.RejectsFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Counts the CDRs of exported files; each CDR once, however often it is imported.",
      "A file counts as a whole or not at all. The form is found out from the file."
    },
    footer = {
      "",
      "Examples:",
      "  hangup import cdr-2026-11-01.csv",
      "  hangup import --zone Asia/Dhaka 'exports/*.csv.gz'",
      "  mysql -B -e 'SELECT * FROM e_cdr_20261101' vos3000db | hangup import -"
    })
final class ImportCommand implements Callable<Integer> {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Io io;

  @Mixin private GlobalOptions global;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, patterns such as 'exports/*.csv', or - for standard input; .gz too.")
  @SuppressWarnings("NullAway.Init")
  private List<String> files;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      completionCandidates = Formats.class,
      description =
          "The form of the files, if it is not to be found out: ${COMPLETION-CANDIDATES}.")
  private @Nullable String format;

  @Option(
      names = "--columns",
      paramLabel = "A,B,…",
      split = ",",
      description = "The names of the columns of files without a header line; - for one to skip.")
  private String @Nullable [] columns;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The zone of times written as local text, such as Asia/Dhaka; else `zone`.")
  private @Nullable String zone;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "The encoding, if it is not to be found out: UTF-8, GBK, …")
  private @Nullable String encoding;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "import",
      description =
          "The softswitch the calls come from, to tell several apart; else ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private String source;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where lines that cannot be read go; else a new file in the data folder.")
  private @Nullable Path rejects;

  ImportCommand(Io io) {
    this.io = io;
  }

  /** The names of the forms, for help and completion. */
  static final class Formats implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return CdrFiles.formats().stream().map(CdrFiles.Form::name).iterator();
    }
  }

  @Override
  public Integer call() {
    if (source.isBlank() || source.length() > 64) {
      throw new UserError(
          "--source takes a name of 1 to 64 characters, for example --source dhaka.");
    }
    try (Wiring wiring = Wiring.of(io, global)) {
      CdrFiles found = CdrFiles.find(files, Path.of("").toAbsolutePath(), io.in(), options(wiring));
      try (RejectsFile rejected = new RejectsFile(rejectsPath(wiring))) {
        return new FileImport(io, wiring, source).run(found, rejected)
            ? ExitCode.OK
            : ExitCode.USAGE;
      }
    }
  }

  private ReadOptions options(Wiring wiring) {
    ReadOptions options =
        ReadOptions.in(zone == null ? wiring.settings().zone() : zone(zone)).withoutNumbers();
    if (format != null) {
      options = options.withFormat(format);
    }
    if (columns != null) {
      options = options.withColumns(Arrays.stream(columns).map(String::strip).toList());
    }
    if (encoding != null) {
      options = options.withEncoding(encoding(encoding));
    }
    return options;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name.strip());
    } catch (DateTimeException e) {
      throw new UserError(
          "“" + name + "” is no time zone. Give one such as Asia/Dhaka, Europe/Berlin or UTC.");
    }
  }

  private static Charset encoding(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalArgumentException e) {
      throw new UserError("“" + name + "” is no encoding. Give one such as UTF-8, GBK or UTF-16.");
    }
  }

  private Path rejectsPath(Wiring wiring) {
    if (rejects != null) {
      return rejects;
    }
    Clock clock = wiring.clock();
    String stamp = STAMP.format(ZonedDateTime.now(clock.withZone(wiring.settings().zone())));
    return wiring.settings().dataDir().resolve("rejects").resolve(stamp + ".csv");
  }
}
