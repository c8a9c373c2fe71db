package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Rows a second on one core, in the heap that the import may have. An operation is one row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx256m", "-XX:+UseSerialGC"})
public class ReadBench {
  private static final int ROWS = 100_000;
  private static final long START = 1_793_582_102_000L;

  @Param({"hangup", "vos3000-52", "vos3000-client", "hangup.gz"})
  String form = "";

  private byte[] file = new byte[0];

  /** Makes the file. */
  @Setup
  public void write() {
    String text =
        switch (form) {
          case "vos3000-52" -> columns52();
          case "vos3000-client" -> client();
          default -> hangup();
        };
    file = form.endsWith(".gz") ? gzip(text) : text.getBytes(UTF_8);
  }

  /** Reads it all. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long read() {
    CdrFiles files =
        CdrFiles.find(
            List.of("-"),
            Path.of(""),
            new ByteArrayInputStream(file),
            ReadOptions.in(ZoneId.of("Europe/Berlin")));
    long talk = 0;
    try (CdrReader reader = files.open(files.list().get(0), Rejects.NONE)) {
      for (Cdr cdr = reader.next(); cdr != null; cdr = reader.next()) {
        talk += cdr.talkSeconds();
      }
      if (reader.report().rows() != ROWS) {
        throw new IllegalStateException(reader.report().toString());
      }
    }
    return talk;
  }

  private static String hangup() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder(CdrCsvWriter.HEADER).append('\n');
    for (int i = 0; i < ROWS; i++) {
      long start = START + i * 7L;
      int talk = random.nextBoolean() ? random.nextInt(600) : 0;
      text.append(900_000 + i).append(',').append(start).append(',');
      text.append(start + talk * 1000L).append(',').append(talk).append(',').append(talk);
      text.append(',').append(random.nextInt(9000)).append(',').append(random.nextInt(25) + 1);
      text.append(",caller,493000").append(100_000 + random.nextInt(900_000));
      text.append(",861390").append(100_000 + random.nextInt(900_000));
      text.append(",MG-").append(random.nextInt(6)).append(",GW-").append(random.nextInt(8));
      int customer = random.nextInt(60);
      text.append(",A").append(customer).append(",Customer ").append(customer);
      text.append(",0.").append(random.nextInt(9999)).append('\n');
    }
    return text.toString();
  }

  private static String columns52() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      long start = START + i * 7L;
      int talk = random.nextBoolean() ? random.nextInt(600) : 0;
      int customer = random.nextInt(60);
      for (int column = 0; column < 52; column++) {
        switch (column) {
          case 0, 1 -> text.append("493000").append(100_000 + random.nextInt(900_000));
          case 2, 3 -> text.append("861390").append(100_000 + random.nextInt(900_000));
          case 4, 10 -> text.append("192.0.2.").append(random.nextInt(256));
          case 5, 11, 25, 42 -> text.append(random.nextInt(9999));
          case 6 -> text.append("MG-").append(random.nextInt(6));
          case 7, 13 -> text.append("PCMA G729");
          case 12 -> text.append("GW-").append(random.nextInt(8));
          case 19 -> text.append(start);
          case 20 -> text.append(start + talk * 1000L);
          case 21, 22 -> text.append(random.nextInt(9000));
          case 23 -> text.append(talk);
          case 26, 27 -> text.append("0.").append(random.nextInt(9999));
          case 32 -> text.append('A').append(customer);
          case 33 -> text.append("\"Customer ").append(customer).append('"');
          case 41 -> text.append(900_000 + i);
          case 44, 45 -> text.append(random.nextLong());
          case 47 -> text.append(random.nextInt(3));
          case 48 -> text.append(random.nextInt(25) + 1);
          default -> text.append(column % 3 == 0 ? "" : "0");
        }
        text.append(column == 51 ? '\n' : ',');
      }
    }
    return text.toString();
  }

  private static String client() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("主叫号码,被叫号码,起始时间,终止时间,通话时长,终止原因,挂断方,被叫经由网关,账户名称\n");
    for (int i = 0; i < ROWS; i++) {
      text.append("493000").append(100_000 + random.nextInt(900_000));
      text.append(",861390").append(100_000 + random.nextInt(900_000));
      String minute = ",2026-11-02 09:" + (10 + i / 1700 % 50);
      text.append(minute).append(":05").append(minute).append(":59,00:00:");
      text.append(random.nextInt(10, 50)).append(',').append(random.nextInt(25) + 1);
      text.append(",主叫,GW-").append(random.nextInt(8)).append(",东方电信");
      text.append(random.nextInt(60)).append('\n');
    }
    return text.toString();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
