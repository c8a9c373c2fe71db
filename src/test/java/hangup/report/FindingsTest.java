package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule with data that calls for it, and with data that just does not. */
final class FindingsTest {

  private static final String NOW = "2026-11-02T18:00:30Z";
  private static final String FROM = "2026-11-02T00:00:00Z";
  private static final String TO = "2026-11-02T18:00:00Z";
  private static final String FROM_BEFORE = "2026-11-01T00:00:00Z";
  private static final String TO_BEFORE = "2026-11-01T18:00:00Z";

  /** An ordinary day, and the same before: 1,000 calls on each of two gateways, ASR 60%. */
  private static Traffic usual() {
    Traffic traffic = new Traffic();
    for (String day : List.of("2026-11-01", "2026-11-02")) {
      for (String gateway : List.of("GW-1", "GW-2")) {
        traffic
            .via(gateway)
            .of(gateway.equals("GW-1") ? "1001" : "1002", gateway.equals("GW-1") ? "ACME" : "Beta")
            .answered(day + "T00:00:00Z", day + "T18:00:00Z", 600, 60)
            .failed(day + "T00:00:00Z", day + "T18:00:00Z", 360, 3)
            .failed(day + "T00:00:00Z", day + "T18:00:00Z", 10, 4)
            .failed(day + "T00:00:00Z", day + "T18:00:00Z", 10, 13)
            .failed(day + "T00:00:00Z", day + "T18:00:00Z", 10, 14)
            .failed(day + "T00:00:00Z", day + "T18:00:00Z", 10, 25);
      }
    }
    return traffic;
  }

  private static List<Map<Object, Object>> findings(Traffic traffic, String line) {
    return findings(Desk.of(traffic.calls(), NOW).ask(line));
  }

  private static List<Map<Object, Object>> findings(Reply reply) {
    List<Map<Object, Object>> findings = new ArrayList<>();
    if (reply.data().get("findings") instanceof List<?> list) {
      list.forEach(finding -> findings.add(new HashMap<>((Map<?, ?>) finding)));
    } else {
      throw new AssertionError("no findings in " + reply.data());
    }
    return findings;
  }

  private static List<Object> rules(Traffic traffic) {
    return findings(traffic, "/summary").stream().<Object>map(f -> f.get("rule")).toList();
  }

  private static String textOf(Traffic traffic, String rule) {
    return findings(traffic, "/summary").stream()
        .filter(finding -> rule.equals(finding.get("rule")))
        .map(finding -> String.valueOf(finding.get("text")))
        .findFirst()
        .orElse("no " + rule);
  }

  @Test
  void findsNothingOnAnOrdinaryDay() {
    assertThat(rules(usual())).isEmpty();
    assertThat(Desk.of(usual().calls(), NOW).text("/summary")).contains("Nothing stands out");
  }

  @Test
  void findsNothingInOneCall() {
    assertThat(rules(new Traffic().failed(FROM, TO, 1, 22))).isEmpty();
    assertThat(Desk.of(new Traffic().failed(FROM, TO, 1, 22).calls(), NOW).text("/summary"))
        .contains("too few calls to judge")
        .contains("1 call counted")
        .contains("– (under 20)");
  }

  @Test
  void tellsWhatDominatesWhereAndSinceWhen() {
    Traffic traffic =
        usual().via("GW-1").of("1001", "ACME").failed("2026-11-02T14:05:00Z", TO, 300, 22);

    assertThat(textOf(traffic, "dominating-reason"))
        .isEqualTo(
            "22 No Available Route is 79% of failures (300 calls; none before), all on GW-1, since"
                + " 14:05. All gateways busy or offline: add more gateways or check existing.");
  }

  @Test
  void saysThatWhatDominatesIsAsUsual() {
    Traffic traffic = usual().failed(FROM, TO, 300, 22).failed(FROM_BEFORE, TO_BEFORE, 300, 22);

    assertThat(findings(traffic, "/summary"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.get("severity")).isEqualTo("low");
              assertThat(String.valueOf(finding.get("text"))).contains("as many before");
            });
  }

  @Test
  void tellsWhichReasonRose() {
    Traffic traffic = usual().failed(FROM, TO, 60, 4).failed(FROM, TO, 100, 13);

    assertThat(textOf(traffic, "rising-reason"))
        .startsWith("4 Unallocated Number rose to 80 calls, 33% of failures (20 before, ×4.0)");
    assertThat(textOf(traffic, "dominating-reason")).startsWith("13 Server Forced Release is 50%");
  }

  @Test
  void tellsThatTheAsrFell() {
    Traffic traffic = usual().failed(FROM, TO, 700, 3);

    assertThat(textOf(traffic, "asr-drop"))
        .isEqualTo("The ASR fell to 44.4% from 60.0% yesterday until 18:01.");
  }

  @Test
  void tellsWhichGatewayCollapsed() {
    Traffic traffic =
        new Traffic()
            .via("GW-1")
            .answered(FROM_BEFORE, TO_BEFORE, 600, 60)
            .failed(FROM_BEFORE, TO_BEFORE, 400, 3)
            .answered(FROM, TO, 600, 60)
            .failed(FROM, TO, 400, 3)
            .via("GW-2")
            .answered(FROM_BEFORE, TO_BEFORE, 110, 60)
            .failed(FROM_BEFORE, TO_BEFORE, 90, 3)
            .answered(FROM, TO, 10, 60)
            .failed(FROM, TO, 190, 23);

    assertThat(textOf(traffic, "gateway-asr"))
        .isEqualTo(
            "GW-2 answers 5.0% of its 200 calls, 55.0% yesterday until 18:01, the other gateways"
                + " 60.0%. Its failures are mostly 23 Call Rejected.");
  }

  @Test
  void tellsWhenAGatewayWasOut() {
    Traffic traffic =
        usual().via("GW-9").of("1001", "ACME").answered(FROM_BEFORE, TO_BEFORE, 600, 60);
    traffic.answered(FROM, "2026-11-02T03:00:00Z", 100, 60);
    traffic.answered("2026-11-02T05:00:00Z", TO, 430, 60);
    traffic.failed("2026-11-02T03:00:00Z", "2026-11-02T05:00:00Z", 70, 3);

    assertThat(textOf(traffic, "gateway-outage"))
        .isEqualTo("GW-9 answered none of 70 calls between 03:00 and 05:00; otherwise 100.0%.");
  }

  @Test
  void tellsWhichGatewayFellSilent() {
    Traffic traffic = usual().via("GW-9").answered(FROM_BEFORE, TO_BEFORE, 150, 60);

    assertThat(textOf(traffic, "gateway-silent"))
        .startsWith("GW-9 got no call at all; 150 yesterday until 18:01.");
  }

  @Test
  void tellsWhichCustomerIsRefused() {
    Traffic traffic = usual().of("1009", "Gamma").via("").failed(FROM, TO, 40, 8);

    assertThat(textOf(traffic, "customer-refused"))
        .isEqualTo(
            "Gamma (1009) is refused or cut off: 40 of its 40 calls, mostly 8 Balance"
                + " Insufficient. Prepaid account depleted: recharge account balance.");
    assertThat(rules(usual().of("1009", "Gamma").via("").failed(FROM, TO, 19, 8))).isEmpty();
  }

  @Test
  void countsCallsThatWereCutOffWhenTheMoneyWasGone() {
    Traffic traffic = usual().of("1009", "Gamma").calls(FROM, TO, 30, 24, 600);

    assertThat(textOf(traffic, "customer-refused")).contains("mostly 24 Prepaid Duration");
  }

  @Test
  void tellsOfMissingRatesAndWhoMissesThem() {
    Traffic traffic = usual().via("").of("1001", "ACME").failed(FROM, TO, 20, 7);
    traffic.of("1002", "Beta").failed(FROM, TO, 10, 7);

    assertThat(textOf(traffic, "rate-gaps"))
        .isEqualTo(
            "30 calls found no rate: they failed and bring in no revenue (7 Rate Not Found;"
                + " none before), most from ACME (1001) (67%), Beta (1002) (33%). Dialed prefix not"
                + " in rate table: add rate entry for missing prefix.");
  }

  @Test
  void raisesSecurityOnlyWhenItIsNewOrGrows() {
    Traffic fresh = usual().via("").of("", "").failed(FROM, TO, 12, 17);
    Traffic daily = usual().via("").of("", "").failed(FROM, TO, 12, 17);
    daily.failed(FROM_BEFORE, TO_BEFORE, 12, 17);
    Traffic attack = usual().via("").of("", "").failed(FROM, TO, 60, 16);

    assertThat(findings(fresh, "/summary"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding)
                    .containsEntry("rule", "security")
                    .containsEntry("severity", "high")
                    .containsEntry(
                        "text",
                        "17 Unauthorized IP on 12 calls (none before). Investigate unauthorized"
                            + " access attempts."));
    assertThat(findings(daily, "/summary")).isEmpty();
    assertThat(textOf(attack, "dominating-reason")).startsWith("16 Authentication Failed is 43%");
  }

  @Test
  void tellsOfCapacity() {
    Traffic traffic = usual().failed(FROM, TO, 35, 19);

    assertThat(textOf(traffic, "capacity"))
        .isEqualTo(
            "Capacity: 19 CPS Limit Exceeded on 35 calls (none before), all on GW-2. Scale"
                + " resources or adjust limits.");
  }

  @Test
  void tellsWhatPiledUpWhenAndWhere() {
    Traffic traffic = usual().via("GW-1").of("1001", "ACME");
    traffic.failed("2026-11-02T09:05:00Z", "2026-11-02T10:10:00Z", 65, 18);
    traffic.failed("2026-11-02T09:05:00Z", "2026-11-02T10:10:00Z", 60, 5);
    traffic.failed(FROM, TO, 60, 23);

    assertThat(textOf(traffic, "incident"))
        .isEqualTo(
            "18 Concurrent Limit Exceeded piled up from 09:05 to 10:10: 65 calls where none is"
                + " usual, all on GW-1. With it 5 Network Congestion on 60 (usually none). Find out"
                + " which limit it was; clear stuck calls, or raise the limit where contract and"
                + " capacity allow (practice).");
  }

  @Test
  void comparesOnlyWithWhatTheDataCovers() {
    Traffic traffic = new Traffic();
    traffic.answered("2026-11-01T12:00:00Z", TO, 3_000, 60).failed(FROM, TO, 300, 22);
    Reply reply = Desk.of(traffic.calls(), NOW).ask("/summary");

    assertThat(reply.data()).containsEntry("before", null);
    assertThat(reply.footer().plainText()).contains("nothing to compare with");
  }

  @Test
  void tellsWhichTableFitsUnknownCodes() {
    assertThat(textOf(usual().failed(FROM, TO, 3, -9), "unknown-codes"))
        .contains("3 calls with a reason that the catalogue (vos3000-25) does not know: -9 (3)")
        .contains("the table vos3000-signed");
    assertThat(textOf(usual().failed(FROM, TO, 3, 486), "unknown-codes")).contains("the table sip");
    assertThat(textOf(usual().failed(FROM, TO, 3, 102), "unknown-codes"))
        .contains("the table q850");
    assertThat(textOf(usual().named(FROM, "NORMAL_CLEARING"), "unknown-codes"))
        .contains("NORMAL_CLEARING (1)")
        .contains("overlay");
  }

  @Test
  void warnsWhenNoCallIsUnanswered() {
    assertThat(rules(new Traffic().answered(FROM, TO, 60, 30)))
        .containsExactly("no-unanswered-calls");
    assertThat(rules(new Traffic().answered(FROM, TO, 49, 30))).isEmpty();
  }

  @Test
  void warnsWhenNoCallIsAnswered() {
    assertThat(rules(new Traffic().failed(FROM, TO, 60, 3))).containsExactly("no-answered-calls");
  }

  @Test
  void everyFindingsCommandCanBeAsked() {
    Traffic traffic = Traffic.withIncident().of("1 0\"9", "Ga \"m\" ma").via("GW 1:x");
    traffic.failed(FROM, TO, 40, 8).failed(FROM, TO, 150, -7).failed(FROM, TO, 40, 17);
    Desk desk = Desk.of(traffic.calls(), NOW);
    Reply reply = desk.ask("/summary");

    assertThat(findings(reply)).hasSize(Thresholds.FINDINGS);
    for (Map<Object, Object> finding : findings(reply)) {
      String command = String.valueOf(finding.get("command"));
      assertThat(desk.ask(command).data()).as(command).doesNotContainKey("error");
    }
    reply
        .buttons()
        .forEach(
            button ->
                assertThat(
                        button.command().startsWith("/help")
                            ? Map.of()
                            : desk.ask(button.command()).data())
                    .as(button.command())
                    .doesNotContainKey("error"));
  }
}
