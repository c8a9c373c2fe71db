package hangup.cli;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far an import is, on a terminal with a bar, elsewhere not at all. */
final class ImportProgress implements AutoCloseable {

  /** Bytes are asked for so often only; asking for each CDR would cost more than reading it. */
  private static final int STEP = 8192;

  private final Io io;
  private final @Nullable ProgressBar bar;
  private final long startNanos = System.nanoTime();
  private LongSupplier position = () -> 0;
  private long before;
  private long rows;

  private ImportProgress(Io io, @Nullable ProgressBar bar) {
    this.io = io;
    this.bar = bar;
  }

  /** Over files of so many bytes in all. */
  static ImportProgress ofBytes(Io io, OptionalLong total) {
    return of(io, "importing", total.orElse(-1), " MB", 1_000_000);
  }

  /** Over so many hours of calls. */
  static ImportProgress ofHours(Io io, String task, long hours) {
    return of(io, task, hours, " h", 1);
  }

  private static ImportProgress of(Io io, String task, long total, String unit, long size) {
    if (!io.terminal()) {
      return new ImportProgress(io, null);
    }
    return new ImportProgress(
        io,
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(unit, size)
            .setUpdateIntervalMillis(200)
            .setStyle(ProgressBarStyle.ASCII)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, io.width()))
            .clearDisplayOnFinish()
            .build());
  }

  /** A part begins; {@code done} tells how far it is, in the unit of the whole. */
  void begin(LongSupplier done) {
    position = done;
  }

  void added() {
    rows++;
    if (bar != null && rows % STEP == 0) {
      bar.stepTo(before + position.getAsLong());
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      bar.setExtraMessage(String.format(Locale.ROOT, "%,.0f CDR/s", rows / seconds));
    }
  }

  /** The part has ended, which was of this size. */
  void end(long size) {
    before += size;
    position = () -> 0;
    if (bar != null) {
      bar.stepTo(before);
    }
  }

  /** Prints a line, above the bar where there is one. */
  void say(String line) {
    if (bar != null) {
      bar.pause();
      // The bar stands on the current line.
      io.err().print("\r\u001b[K");
    }
    io.err().println(line);
    if (bar != null) {
      bar.resume();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
