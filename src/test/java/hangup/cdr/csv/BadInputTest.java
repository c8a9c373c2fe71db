package hangup.cdr.csv;

import static hangup.cdr.csv.Reading.SHANGHAI;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.Cdr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest {
  private static final ReadOptions OPTIONS = ReadOptions.in(SHANGHAI);
  private static final String HEADER =
      "flowno,starttime,stoptime,holdtime,endreason,customername\n";

  private static String row(int id, String customer) {
    return id + ",1793582102000,1793582103000,0,22," + customer + "\n";
  }

  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int id = from; id <= to; id++) {
      text.append(row(id, "Acme"));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", " \r\n", "\u001a"})
  void anEmptyFileHoldsNothing(String text) {
    Reading reading = Reading.of(text);

    assertThat(reading.cdrs()).isEmpty();
    assertThat(reading.report().format()).isEmpty();
    assertThat(reading.report().warnings()).containsExactly("The file is empty.");
  }

  @Test
  void aHeaderAloneHoldsNoCall() {
    Reading reading = Reading.of(HEADER);

    assertThat(reading.cdrs()).isEmpty();
    assertThat(reading.report().lines()).isZero();
    assertThat(reading.report().firstStart()).isEmpty();
    assertThat(reading.report().warnings()).containsExactly("The file holds a header and no call.");
  }

  @Test
  void oneCdrWithoutALineEndIsRead() {
    Reading reading = Reading.of(HEADER + row(1, "Acme").strip());

    assertThat(reading.cdrs()).extracting(Cdr::id).containsExactly(1L);
  }

  @Test
  void aBadLineCostsOnlyItself() {
    Reading reading =
        Reading.of(
            HEADER
                + rows(1, 5)
                + "6,1793582102000,1793582103000,0,22\n"
                + "7,1793582102000,1793582103000,0,22,Acme, Inc.\n"
                + "8,4930000001,1793582103000,0,22,x\n"
                + "9,1793582102000,1793582103000,-5,22,x\n"
                + "\n"
                + "10,,1793582103000,0,22,x\n"
                + rows(11, 15));

    assertThat(reading.cdrs())
        .extracting(Cdr::id)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 11L, 12L, 13L, 14L, 15L);
    assertThat(reading.report().lines()).isEqualTo(15);
    assertThat(reading.report().rejected()).isEqualTo(5);
    assertThat(reading.report().firstRejected())
        .containsExactly(
            new RejectedLine(7, "it has 5 fields, not 6"),
            new RejectedLine(8, "it has 7 fields, not 6"),
            new RejectedLine(
                9,
                "the start time (field 2) is no time between 2000 and 2099: it looks like"
                    + " 9999999999"),
            new RejectedLine(
                10,
                "the talk time (field 4) is no time in seconds or as hh:mm:ss: it looks like -9"),
            new RejectedLine(
                12, "the start time (field 2) is no time between 2000 and 2099: it is empty"));
    assertThat(reading.rejects())
        .contains("9:8,4930000001,1793582103000,0,22,x", "7:6,1793582102000,1793582103000,0,22");
    assertThat(reading.report().toString()).doesNotContain("4930000001");
  }

  @Test
  void showsTheFirstTenBadLinesAndKeepsAll() {
    StringBuilder text = new StringBuilder(HEADER).append(rows(1, 30));
    text.append("x\n".repeat(25));

    Reading reading = Reading.of(text.toString());

    assertThat(reading.report().rejected()).isEqualTo(25);
    assertThat(reading.report().firstRejected()).hasSize(10);
    assertThat(reading.rejects()).hasSize(25).last().isEqualTo("56:x");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLine() {
    Reading reading =
        Reading.of(
            HEADER + rows(1, 3) + row(4, "\"Acme") + rows(5, 8) + row(9, "\"") + rows(10, 11));

    assertThat(reading.cdrs())
        .extracting(Cdr::id)
        .containsExactly(1L, 2L, 3L, 5L, 6L, 7L, 8L, 10L, 11L);
    assertThat(reading.rejects())
        .containsExactly(
            "5:4,1793582102000,1793582103000,0,22,\"Acme",
            "10:9,1793582102000,1793582103000,0,22,\"");
  }

  @Test
  void aQuoteThatIsNeverClosedCostsItsLineInALongFileToo() {
    Reading reading = Reading.of(HEADER + row(1, "\"Acme") + rows(2, 9000));

    assertThat(reading.cdrs()).hasSize(8999);
    assertThat(reading.report().firstRejected())
        .containsExactly(new RejectedLine(2, "a quote is opened and never closed"));
  }

  @Test
  void aQuotedFieldMaySpanLines() {
    Reading reading =
        Reading.of(HEADER + row(1, "\"Acme\r\n\"\"Inc\"\"\n.\"") + "x\n" + row(2, "b"));

    assertThat(reading.cdrs())
        .extracting(Cdr::customerName)
        .containsExactly("Acme\r\n\"Inc\"\n.", "b");
    assertThat(reading.rejects()).containsExactly("5:x");
  }

  @Test
  void aStrayQuoteDoesNotSwallowGoodLines() {
    Reading reading =
        Reading.of(
            HEADER
                + rows(1, 2)
                + "\"3,x\n"
                + rows(4, 5)
                + row(6, "\"a\" b")
                + "\"\n"
                + row(7, "z"));

    assertThat(reading.cdrs()).extracting(Cdr::id).containsExactly(1L, 2L, 4L, 5L, 7L);
    assertThat(reading.rejects())
        .extracting(line -> line.split(":", 2)[0])
        .containsExactly("4", "7", "8");
  }

  @Test
  void nulBytesAndLongLinesAndManyFieldsAreRejected() {
    String longLine = row(4, "x".repeat(70_000)) + row(5, "y".repeat(600_000));
    String wideLine = ",".repeat(600) + "\n";
    Reading reading =
        Reading.of(HEADER + rows(1, 3) + row(9, "a\0b") + longLine + wideLine + rows(6, 8));

    assertThat(reading.cdrs()).extracting(Cdr::id).containsExactly(1L, 2L, 3L, 6L, 7L, 8L);
    assertThat(reading.report().firstRejected())
        .containsExactly(
            new RejectedLine(5, "a NUL byte"),
            new RejectedLine(6, "longer than 65536 bytes"),
            new RejectedLine(7, "longer than 65536 bytes"),
            new RejectedLine(8, "more than 512 fields"));
  }

  @Test
  void aFileThatIsMostlyBadIsRefused() {
    assertThatThrownBy(() -> Reading.of(HEADER + rows(1, 2) + "4930000001\n".repeat(3)))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("standard input is refused: 3 of 5 lines are no CDRs")
        .hasMessageContaining("line 4: it has 1 fields, not 6")
        .hasMessageNotContaining("4930000001");
    assertThatThrownBy(
            () -> Reading.of(HEADER + "x\n".repeat(501) + rows(1, 499) + rows(500, 5000)))
        .hasMessageContaining("501 of its first 1,000 lines");
    assertThat(Reading.of(HEADER + "x\n".repeat(2) + rows(1, 2)).cdrs()).hasSize(2);
    assertThat(Reading.of(HEADER + "x\n".repeat(500) + rows(1, 500)).cdrs()).hasSize(500);
  }

  @Test
  void aRepeatedHeaderIsPassedOver() {
    Reading reading = Reading.of(HEADER + rows(1, 2) + HEADER + rows(3, 4));

    assertThat(reading.cdrs()).hasSize(4);
    assertThat(reading.report().rejected()).isZero();
  }

  @Test
  void hostileTextStaysData() {
    String name = "<b>@everyone</b> ${jndi:x} '; DROP TABLE--\u202e\u0007\ud83d\ude00";
    Reading reading = Reading.of(HEADER + row(1, name) + row(2, "\"a,\"\"\";") + row(3, "=1+1"));

    assertThat(reading.cdrs()).extracting(Cdr::customerName).first().isEqualTo(name);
    assertThat(reading.report().rejected()).isEqualTo(1);
  }

  @Test
  void binaryFilesAreRefused() {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    noise[0] = 1;

    assertThatThrownBy(() -> Reading.of(noise, OPTIONS))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("standard input is a binary file");
    assertThatThrownBy(() -> Reading.of(new byte[5000], OPTIONS)).hasMessageContaining("UTF-16");
    assertThatThrownBy(() -> Reading.of(HEADER.getBytes(UTF_16LE), OPTIONS))
        .hasMessageContaining("UTF-16");
    assertThat(
            Reading.of((HEADER + row(1, "a")).getBytes(UTF_16LE), OPTIONS.withEncoding(UTF_16LE))
                .cdrs())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304, a .zip archive or an Excel workbook",
    "d0cf11e0, an old Excel workbook",
    "425a6839, packed with bzip2",
    "fd377a585a00, packed with xz",
    "28b52ffd, packed with zstd",
    "377abcaf, a .7z archive",
    "52617221, a .rar archive"
  })
  void archivesAreRefusedWithAHint(String magic, String name) {
    byte[] bytes = Arrays.copyOf(new BigInteger("00" + magic, 16).toByteArray(), 40);
    byte[] file = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, 40) : bytes;

    assertThatThrownBy(() -> Reading.of(file, OPTIONS))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("Unpack it first");
  }

  @Test
  void gzipIsFoundByItsFirstBytesAndMayHaveSeveralMembers() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(gzip(HEADER + rows(1, 3)));
    both.writeBytes(gzip(rows(4, 6)));

    assertThat(Reading.of(both.toByteArray(), OPTIONS).cdrs()).hasSize(6);
  }

  @Test
  void aGzipFileThatIsCutOffIsRefused() throws IOException {
    byte[] whole = gzip(HEADER + rows(1, 50_000));

    assertThatThrownBy(() -> Reading.of(Arrays.copyOf(whole, whole.length / 2), OPTIONS))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("standard input is cut off or damaged after")
        .hasMessageContaining("Fetch it again");
    assertThatThrownBy(() -> Reading.of(Arrays.copyOf(whole, 12), OPTIONS))
        .isInstanceOf(CdrFileException.class)
        .hasMessage("standard input is cut off or damaged. Fetch it again.");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 2000, 2100, (byte) 0x55);
    assertThatThrownBy(() -> Reading.of(damaged, OPTIONS)).isInstanceOf(CdrFileException.class);
  }

  @Test
  void chineseNamesAfterALongPlainStartAreRead() {
    byte[] plain = (HEADER + rows(1, 3000)).getBytes(UTF_8);
    byte[] chinese = row(3001, "东方电信").getBytes(Charset.forName("GBK"));
    byte[] file = Arrays.copyOf(plain, plain.length + chinese.length);
    System.arraycopy(chinese, 0, file, plain.length, chinese.length);

    Reading reading = Reading.of(file, OPTIONS);

    assertThat(reading.cdrs()).extracting(Cdr::customerName).last().isEqualTo("东方电信");
    assertThat(reading.report().warnings())
        .contains("Some names are not UTF-8 and were read as GBK.");
  }

  @Test
  void warnsWhenNoCallIsUnanswered() {
    Reading reading = Reading.of(HEADER + "1,1793582102000,1793582103000,1,12,a\n");

    assertThat(reading.report().warnings())
        .singleElement()
        .asString()
        .contains("ASR would be wrong");
    assertThat(Reading.of(HEADER + row(1, "a")).report().warnings()).isEmpty();
  }

  @Test
  void callsWithoutAReasonOrAnIdAreCounted() {
    Reading reading = Reading.of(HEADER + ",1793582102000,1793582103000,0,,a\n");

    assertThat(reading.cdrs()).extracting(Cdr::reasonText).containsExactly("");
    assertThat(reading.report().withoutId()).isEqualTo(1);
    assertThat(reading.report().warnings())
        .anyMatch(warning -> warning.startsWith("1 calls have no end reason"))
        .anyMatch(warning -> warning.startsWith("1 calls have no id"));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
