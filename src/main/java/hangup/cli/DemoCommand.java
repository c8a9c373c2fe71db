package hangup.cli;

import hangup.demo.DemoDay;
import hangup.demo.Incident;
import hangup.stats.Ingest;
import hangup.stats.IngestResult;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = {
      "Opens the chat on an invented week of calls, in which a gateway failed not long ago.",
      "Nothing of yours is touched: the calls go into the folder demo of the data folder, and are",
      "made anew each time."
    })
final class DemoCommand implements Callable<Integer> {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private final Io io;

  @Mixin private GlobalOptions global;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "22",
      description = "Other calls for another number; else ${DEFAULT-VALUE}.")
  private long seed;

  DemoCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws IOException {
    Path folder = Wiring.loader(io).load(global.config(), problem -> {}).dataDir().resolve("demo");
    clear(folder);
    try (Wiring wiring = Wiring.in(folder, io, global)) {
      fill(wiring);
      io.err()
          .println(
              "Ask from another terminal too:  HANGUP_DATADIR="
                  + folder
                  + " hangup ask \"/summary\"");
      io.err().println();
      Conversation.hold(io, wiring);
    }
    return ExitCode.OK;
  }

  private void fill(Wiring wiring) {
    ZoneId zone = wiring.settings().zone();
    DemoDay demo = new DemoDay(seed, wiring.clock(), zone);
    long from = demo.from().toEpochMilli();
    long hours = Duration.between(demo.from(), demo.to()).toHours() + 1;
    AtomicLong hour = new AtomicLong();
    IngestResult made;
    try (ImportProgress progress = ImportProgress.ofHours(io, "making calls", hours);
        Ingest ingest = wiring.store().begin("demo", wiring.catalog()::codeOf)) {
      progress.begin(hour::get);
      demo.forEach(
          cdr -> {
            hour.setPlain((cdr.startMs() - from) / 3_600_000);
            ingest.add(cdr);
            progress.added();
          });
      made = ingest.commit();
      progress.end(hours);
    }
    Incident incident = demo.incident();
    io.err()
        .println(
            String.format(
                Locale.ROOT,
                "%,d calls of the last %d days. %s was down from %s to %s (%s).",
                made.added(),
                DemoDay.DAYS_BEFORE,
                incident.gateway(),
                clock(incident.from(), zone),
                clock(incident.to(), zone),
                zone));
  }

  private static String clock(Instant at, ZoneId zone) {
    return CLOCK.format(at.atZone(zone));
  }

  private static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.getFileName().toString().equals("console-history")) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
