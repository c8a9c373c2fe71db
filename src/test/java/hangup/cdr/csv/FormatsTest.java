package hangup.cdr.csv;

import static hangup.cdr.csv.Reading.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of file, each holding the same four invented calls, the last still in progress. */
final class FormatsTest {
  /** 2026-11-02 09:15:02 in Shanghai. */
  private static final long START = 1_793_582_102_000L;

  @ParameterizedTest
  @CsvSource({
    "hangup.csv, hangup, UTF-8",
    "vos3000-db.csv, vos3000-db, UTF-8",
    "vos3000-db-quoted.csv, vos3000-db, UTF-8",
    "mysql.tsv, vos3000-db, UTF-8",
    "web-api.csv, vos3000-db, UTF-8",
    "vos3000-52.csv, vos3000-52, UTF-8",
    "client-utf8.csv, vos3000-client, UTF-8",
    "client-bom.csv, vos3000-client, UTF-8",
    "client-gbk.csv, vos3000-client, GB18030",
    "client-utf16.csv, vos3000-client, UTF-16LE",
    "2026110209.txt, vos3000-pipe, UTF-8"
  })
  void readsTheSameCallsFromEveryForm(String file, String format, String encoding) {
    Reading reading = Reading.ofSample(file, ReadOptions.in(SHANGHAI));

    ReadReport report = reading.report();
    assertThat(report.format()).isEqualTo(format);
    assertThat(report.encoding()).isEqualTo(Charset.forName(encoding));
    assertThat(report.formatReason()).isNotBlank();
    assertThat(report.rejected()).isZero();
    assertThat(report.inProgress()).isEqualTo(1);
    assertThat(reading.cdrs()).hasSize(3);

    Cdr first = reading.cdrs().get(0);
    assertThat(first.startMs()).isEqualTo(START);
    assertThat(first.stopMs()).isEqualTo(START + 70_000);
    assertThat(first.talkSeconds()).isEqualTo(63);
    assertThat(first.reason()).isEqualTo(12);
    assertThat(first.reasonText()).isNull();
    assertThat(first.endedBy()).isEqualTo(EndDirection.CALLEE);
    assertThat(first.caller()).isEqualTo("4930000001");
    assertThat(first.callee()).isEqualTo("8613900000001");
    assertThat(first.mappingGateway()).isEqualTo("MG-Acme");
    assertThat(first.routingGateway()).isEqualTo("GW-2");
    assertThat(reading.cdrs().get(1).routingGateway()).isEmpty();
    assertThat(reading.cdrs().get(1).reason()).isEqualTo(22);
    assertThat(reading.cdrs().get(1).stopMs()).isEqualTo(START + 1000);
    assertThat(reading.cdrs().get(2).reason()).isEqualTo(-69);
    assertThat(reading.cdrs().get(2).endedBy()).isEqualTo(EndDirection.SERVER);
    boolean pipe = format.equals("vos3000-pipe");
    assertThat(reading.cdrs()).allMatch(cdr -> cdr.hasId() != pipe);
    if (!pipe) {
      assertThat(first.id()).isEqualTo(900_001);
      assertThat(first.billedSeconds()).isEqualTo(66);
      assertThat(first.fee()).isEqualTo(0.0315);
      assertThat(first.customerAccount()).isEqualTo("A100");
      assertThat(first.customerName()).isEqualTo("Acme, Inc.");
      assertThat(reading.cdrs().get(2).customerName()).isEqualTo("东方电信");
      assertThat(first.pddMillis()).isEqualTo(file.equals("web-api.csv") ? -1 : 2140);
      assertThat(reading.cdrs().get(1).pddMillis()).isEqualTo(-1);
    }
    assertThat(report.zone())
        .isEqualTo(format.equals("vos3000-client") ? Optional.of(SHANGHAI) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "freeswitch.csv, freeswitch, NORMAL_CLEARING, NO_ROUTE_DESTINATION",
    "asterisk.csv, asterisk, ANSWERED, NO ANSWER"
  })
  void readsOtherSwitches(String file, String format, String firstReason, String secondReason) {
    Reading reading = Reading.ofSample(file, ReadOptions.in(SHANGHAI));

    assertThat(reading.report().format()).isEqualTo(format);
    assertThat(reading.cdrs()).hasSize(2);
    Cdr first = reading.cdrs().get(0);
    assertThat(first.startMs()).isEqualTo(START);
    assertThat(first.talkSeconds()).isEqualTo(63);
    assertThat(first.reasonText()).isEqualTo(firstReason);
    assertThat(first.routingGateway()).isEqualTo("GW-2");
    assertThat(first.customerAccount()).isEqualTo("A100");
    assertThat(first.hasId()).isTrue();
    assertThat(reading.cdrs().get(1).id()).isNotEqualTo(first.id());
    assertThat(reading.cdrs().get(1).reasonText()).isEqualTo(secondReason);
    assertThat(reading.cdrs().get(1).routingGateway()).isEmpty();
  }

  @Test
  void takesColumnsInAnyOrderAndOnlyTheNeededOnes() {
    Reading reading =
        Reading.of(
            "EndReason;unknown;HOLDTIME;StartTime\n22;x;0;1793582102\n-69;y;5;1793582103000\n");

    assertThat(reading.cdrs()).extracting(Cdr::reason).containsExactly(22, -69);
    assertThat(reading.cdrs()).extracting(Cdr::startMs).containsExactly(START, START + 1000);
    assertThat(reading.cdrs()).extracting(Cdr::stopMs).containsExactly(0L, 0L);
    assertThat(reading.cdrs()).allMatch(cdr -> !cdr.hasId() && cdr.callee().isEmpty());
  }

  @Test
  void readsOlderVersionsWithStopAndDatetimes() {
    Reading reading =
        Reading.of(
            """
            flowno,start,stop,holdtime,endreason
            1,2026-11-02 09:15:02,2026-11-02 09:15:07,0,22
            2,2026-11-02 09:15:02,0000-00-00 00:00:00,0,0
            """);

    assertThat(reading.cdrs()).extracting(Cdr::startMs).containsExactly(START);
    assertThat(reading.cdrs()).extracting(Cdr::stopMs).containsExactly(START + 5000);
    assertThat(reading.report().inProgress()).isEqualTo(1);
  }

  @Test
  void understandsMysqlEscapesAndNulls() {
    Reading reading =
        Reading.of(
            """
            flowno\tstarttime\tstoptime\tholdtime\tendreason\tcustomername\tcalleegatewayid
            7\t1793582102000\t1793582103000\t0\t22\tA\\tB\\\\\\nC "x\tNULL
            8\t1793582102000\t\\N\t0\t22\tx\t\\N
            \\N\t1793582102000\t1793582103000\t0\t22\t\\N\tN
            """);

    assertThat(reading.cdrs()).extracting(Cdr::customerName).containsExactly("A\tB\\\nC \"x", "");
    assertThat(reading.cdrs()).extracting(Cdr::routingGateway).containsExactly("", "N");
    assertThat(reading.cdrs()).extracting(Cdr::hasId).containsExactly(true, false);
    assertThat(reading.report().inProgress()).isEqualTo(1);
  }

  @Test
  void readsTheChineseClientWithUnitsInItsLabelsAndTextReasons() {
    Reading reading =
        Reading.of(
            """
            主叫号码,起始时间,终止时间,通话时长(秒),通话费用（元）,终止原因,挂断方
            1,2026/11/2 9:15:02,2026/11/2 9:16:02,1:00,"1.234,5",正常挂断,被叫
            1,2026年11月02日 09时15分02秒,2026-11-02 09:15:02,0,"0,02",No Available Route,服务器
            """);

    assertThat(reading.cdrs())
        .extracting(Cdr::reasonText)
        .containsExactly("正常挂断", "No Available Route");
    assertThat(reading.cdrs()).extracting(Cdr::talkSeconds).containsExactly(60, 0);
    assertThat(reading.cdrs()).extracting(Cdr::fee).containsExactly(1234.5, 0.02);
    assertThat(reading.cdrs()).extracting(Cdr::startMs).containsExactly(START, START);
    assertThat(reading.cdrs())
        .extracting(Cdr::endedBy)
        .containsExactly(EndDirection.CALLEE, EndDirection.SERVER);
  }

  @Test
  void obeysTheSeparatorLineOfExcel() {
    Reading reading =
        Reading.of("sep=;\r\nid;start;talk_seconds;reason\r\n1;1793582102;0;22\r\n;;x;\r\n");

    assertThat(reading.cdrs()).extracting(Cdr::id).containsExactly(1L);
    assertThat(reading.rejects()).containsExactly("4:;;x;");
  }

  @Test
  void readsColumnsThatAreGiven() {
    ReadOptions options =
        ReadOptions.in(SHANGHAI)
            .withColumns(List.of("starttime", "-", "endreason", "holdtime", "calleegatewayid"));

    Reading reading = Reading.of("1793582102|x|22|0|GW-1\n", options);

    assertThat(reading.cdrs()).extracting(Cdr::routingGateway).containsExactly("GW-1");
    assertThat(reading.cdrs()).extracting(Cdr::reason).containsExactly(22);
    assertThatThrownBy(() -> Reading.of("1793582102|x|22|0\n", options))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("5 columns were given")
        .hasMessageContaining("4 fields parted by |");
    assertThatThrownBy(
            () -> Reading.of("1\n", ReadOptions.in(SHANGHAI).withColumns(List.of("a", "b"))))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("None of the given columns is known: a, b");
    assertThatThrownBy(
            () ->
                Reading.of("1\n", ReadOptions.in(SHANGHAI).withColumns(List.of("starttime", "b"))))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("no column for the talk time (holdtime) and for the end reason");
  }

  @Test
  void saysWhichColumnIsMissing() {
    assertThatThrownBy(() -> Reading.of("flowno,starttime,stoptime,endreason\n1,2,3,4\n"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("looks like vos3000-db")
        .hasMessageContaining("no column for the talk time (holdtime)")
        .hasMessageContaining("flowno, starttime, stoptime, endreason");
  }

  @Test
  void listsTheFormsWhenNoneFits() {
    assertThatThrownBy(() -> Reading.of("4930000001,8613900000001,1,2,3\n"))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("standard input has none of the forms that can be read")
        .hasMessageContaining("5 fields parted by commas")
        .hasMessageContaining("vos3000-52")
        .hasMessageContaining("--columns")
        .hasMessageNotContaining("4930000001");
    assertThatThrownBy(() -> Reading.of("x", ReadOptions.in(SHANGHAI).withFormat("vos")))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("There is no form \"vos\"")
        .hasMessageContaining("vos3000-client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangup", "vos3000-db", "vos3000-52", "vos3000-pipe", "asterisk"})
  void refusesAFormThatDoesNotFit(String format) {
    assertThatThrownBy(
            () -> Reading.ofSample("client-utf8.csv", ReadOptions.in(SHANGHAI).withFormat(format)))
        .isInstanceOf(CdrFileException.class)
        .hasMessageContaining("client-utf8.csv is not of the form " + format);
  }

  @Test
  void readsAForcedFormWhateverItLooksLike() {
    Reading reading =
        Reading.ofSample("vos3000-52.csv", ReadOptions.in(SHANGHAI).withFormat("vos3000-52"));

    assertThat(reading.cdrs()).hasSize(3);
  }

  @Test
  void leavesNumbersOutWhenTheyAreNotWanted() {
    Reading with = Reading.ofSample("2026110209.txt", ReadOptions.in(SHANGHAI));
    Reading without = Reading.ofSample("2026110209.txt", ReadOptions.in(SHANGHAI).withoutNumbers());

    assertThat(without.cdrs()).allMatch(cdr -> cdr.caller().isEmpty() && cdr.callee().isEmpty());
    assertThat(without.cdrs())
        .extracting(Cdr::id)
        .containsExactlyElementsOf(with.cdrs().stream().map(Cdr::id).toList());
  }
}
