package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is written is read, whatever it is and however it is written. */
final class RoundTripTest {
  private static final ReadOptions OPTIONS = ReadOptions.in(Reading.SHANGHAI);

  @Property(tries = 300)
  void ourOwnFormKeepsEverything(
      @ForAll @Size(max = 30) List<@From("cdrs") Cdr> cdrs,
      @ForAll @IntRange(min = 1, max = 300) int chunk)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CdrCsvWriter writer = new CdrCsvWriter(bytes)) {
      for (Cdr cdr : cdrs) {
        writer.write(cdr);
      }
    }

    requireSame(cdrs, read(bytes.toByteArray(), chunk));
  }

  @Property(tries = 300)
  void quotingDelimiterLineEndsAndEncodingDoNotMatter(
      @ForAll @Size(max = 20) List<@From("cdrs") Cdr> cdrs,
      @ForAll boolean quoteAll,
      @ForAll("delimiters") char delimiter,
      @ForAll LineDelimiter lineEnd,
      @ForAll("encodings") Charset encoding,
      @ForAll @IntRange(min = 1, max = 300) int chunk)
      throws IOException {
    StringWriter text = new StringWriter();
    text.write(encoding.equals(UTF_8) ? "" : "\ufeff");
    CsvWriter.CsvWriterBuilder builder =
        CsvWriter.builder().fieldSeparator(delimiter).lineDelimiter(lineEnd);
    if (quoteAll) {
      builder.quoteStrategy(QuoteStrategies.ALWAYS);
    }
    try (CsvWriter writer = builder.build(text)) {
      writer.writeRecord(CdrCsvWriter.HEADER.split(",", -1));
      for (Cdr cdr : cdrs) {
        writer.writeRecord(fields(cdr));
      }
    }

    requireSame(cdrs, read(text.toString().getBytes(encoding), chunk));
  }

  @Property(tries = 300)
  void noiseNeverBreaksTheReader(@ForAll byte[] noise, @ForAll("delimiters") char delimiter) {
    String header = CdrCsvWriter.HEADER.replace(',', delimiter) + "\n";
    byte[] head = header.getBytes(UTF_8);
    byte[] file = new byte[head.length + noise.length];
    System.arraycopy(head, 0, file, 0, head.length);
    System.arraycopy(noise, 0, file, head.length, noise.length);

    try {
      ReadReport report = Reading.of(file, OPTIONS.withEncoding(UTF_8)).report();
      assertThat(report.rejected()).isLessThanOrEqualTo(report.lines());
    } catch (CdrFileException refused) {
      assertThat(refused).hasMessageContaining("standard input");
    }
  }

  private static List<String> fields(Cdr cdr) {
    String reasonText = cdr.reasonText();
    return List.of(
        cdr.hasId() ? Long.toString(cdr.id()) : "",
        Long.toString(cdr.startMs()),
        Long.toString(cdr.stopMs()),
        Integer.toString(cdr.talkSeconds()),
        Integer.toString(cdr.billedSeconds()),
        cdr.pddMillis() < 0 ? "" : Integer.toString(cdr.pddMillis()),
        reasonText == null ? Integer.toString(cdr.reason()) : reasonText,
        cdr.endedBy() == EndDirection.UNKNOWN ? "" : cdr.endedBy().word(),
        cdr.caller(),
        cdr.callee(),
        cdr.mappingGateway(),
        cdr.routingGateway(),
        cdr.customerAccount(),
        cdr.customerName(),
        Double.toString(cdr.fee()));
  }

  private static Reading read(byte[] bytes, int chunk) {
    CdrFiles files =
        CdrFiles.find(List.of("-"), Path.of(""), InputStream.nullInputStream(), OPTIONS);
    return Reading.of(
        files, new CdrFile("noise", OptionalLong.empty(), false, () -> new Chunked(bytes, chunk)));
  }

  private static void requireSame(List<Cdr> written, Reading read) {
    assertThat(read.report().rejected()).isZero();
    assertThat(read.cdrs()).hasSameSizeAs(written);
    IntStream.range(0, written.size())
        .forEach(
            i -> {
              Cdr expected = written.get(i);
              Cdr actual = read.cdrs().get(i);
              // Without an id of its own a CDR gets one from its content.
              assertThat(actual)
                  .isEqualTo(withId(expected, expected.hasId() ? expected.id() : actual.id()));
            });
    assertThat(read.cdrs().stream().filter(cdr -> !cdr.hasId()).map(Cdr::id).distinct().count())
        .isEqualTo(
            written.stream()
                .filter(cdr -> !cdr.hasId())
                .map(cdr -> withId(cdr, 0))
                .distinct()
                .count());
  }

  private static Cdr withId(Cdr cdr, long id) {
    return new Cdr(
        id,
        cdr.hasId(),
        cdr.startMs(),
        cdr.stopMs(),
        cdr.talkSeconds(),
        cdr.billedSeconds(),
        cdr.pddMillis(),
        cdr.reason(),
        cdr.reasonText(),
        cdr.endedBy(),
        cdr.caller(),
        cdr.callee(),
        cdr.mappingGateway(),
        cdr.routingGateway(),
        cdr.customerAccount(),
        cdr.customerName(),
        cdr.fee());
  }

  @Provide
  Arbitrary<Character> delimiters() {
    return Arbitraries.of(',', ';', '\t', '|');
  }

  @Provide
  Arbitrary<Charset> encodings() {
    return Arbitraries.of(UTF_8, UTF_16LE, UTF_16BE);
  }

  @Provide
  Arbitrary<Cdr> cdrs() {
    Arbitrary<Long> starts =
        Arbitraries.longs().between(TimeParser.EARLIEST, TimeParser.LATEST - 1);
    Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
    Arbitrary<String> texts = texts();
    return Combinators.combine(
            Combinators.combine(
                    Arbitraries.longs(),
                    Arbitraries.of(true, true, false),
                    starts,
                    Arbitraries.integers().between(0, 7_200_000),
                    counts,
                    counts,
                    Arbitraries.integers().greaterOrEqual(-1),
                    Arbitraries.integers())
                .as(
                    (id, hasId, start, length, talk, billed, pdd, reason) ->
                        new Cdr(
                            hasId ? id : 0,
                            hasId,
                            start,
                            Math.min(start + length, TimeParser.LATEST - 1),
                            talk,
                            billed,
                            pdd,
                            reason,
                            null,
                            EndDirection.UNKNOWN,
                            "",
                            "",
                            "",
                            "",
                            "",
                            "",
                            0)),
            Arbitraries.of(EndDirection.class),
            texts.list().ofSize(6),
            Arbitraries.of("No Available Route", "无可用路由", "a\"b,c;d\te|f").injectNull(0.7),
            Arbitraries.doubles())
        .as(
            (cdr, endedBy, names, reasonText, fee) ->
                new Cdr(
                    cdr.id(),
                    cdr.hasId(),
                    cdr.startMs(),
                    cdr.stopMs(),
                    cdr.talkSeconds(),
                    cdr.billedSeconds(),
                    cdr.pddMillis(),
                    reasonText == null ? cdr.reason() : 0,
                    reasonText,
                    endedBy,
                    names.get(0),
                    names.get(1),
                    names.get(2),
                    names.get(3),
                    names.get(4),
                    names.get(5),
                    fee));
  }

  /** Without spaces at their ends, which are not kept, and without NUL, which no text holds. */
  private static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.just(""),
        Arbitraries.strings().numeric().ofMaxLength(15),
        Arbitraries.strings()
            .withChars(",;\t|\"\\\r\n '#=NUL")
            .withCharRange('a', 'c')
            .withChars("\u00e4\u4e1c\u7535\u202e\ufeff")
            .ofMaxLength(12)
            .map(text -> text.replaceAll("^[\\x01-\\x20]+|[\\x01-\\x20]+$", "")),
        Arbitraries.of("\ud83d\ude00 Telecom", "GW-1", "O'Neil & Sons", "NULL", "\\N"));
  }

  /** Gives a few bytes at a time, as a slow pipe does. */
  private static final class Chunked extends InputStream {
    private final ByteArrayInputStream bytes;
    private final int most;

    Chunked(byte[] bytes, int most) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.most = most;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      return bytes.read(to, offset, Math.min(length, most));
    }
  }
}
