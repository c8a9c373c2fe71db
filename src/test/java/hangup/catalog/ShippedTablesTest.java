package hangup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.catalog.Remedy.Kind;
import hangup.yaml.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped tables against their source, word for word. */
final class ShippedTablesTest {
  private static final Catalog VOS3000 = Catalogs.builtIn("vos3000-25");

  /** The 25 codes: code | end reason | category. */
  private static final String CODES =
      """
      1 | Normal Clearing | Normal
      2 | User Busy | Normal
      3 | No Answer | Normal
      4 | Unallocated Number | Number Error
      5 | Network Congestion | Network
      6 | Route Not Found | Routing
      7 | Rate Not Found | Billing
      8 | Balance Insufficient | Billing
      9 | Account Expired | Account
      10 | Account Disabled | Account
      11 | Caller Hangup | Normal
      12 | Callee Hangup | Normal
      13 | Server Forced Release | System
      14 | Session Timeout | Timeout
      15 | Media Timeout | Timeout
      16 | Authentication Failed | Security
      17 | Unauthorized IP | Security
      18 | Concurrent Limit Exceeded | Capacity
      19 | CPS Limit Exceeded | Capacity
      20 | Blacklist Match | Security
      21 | Gateway Unavailable | Routing
      22 | No Available Route | Routing
      23 | Call Rejected | Network
      24 | Prepaid Duration Exceeded | Billing
      25 | Service Not Subscribed | Account
      """;

  /** The functional groups: group | codes | impact level | action required. */
  private static final String GROUPS =
      """
      Normal | 1, 2, 3, 11, 12 | Low | No action needed
      Routing | 6, 21, 22 | High | Check rate table and gateway config
      Billing | 7, 8, 24 | High | Review rates and account balances
      Account | 9, 10, 25 | Medium | Verify account status and subscriptions
      Security | 16, 17, 20 | Critical | Investigate unauthorized access attempts
      Capacity/Timeout | 5, 14, 15, 18, 19 | Medium-High | Scale resources or adjust limits
      """;

  /**
   * Documented cause and resolution: code | common cause | resolution. That of 13 stands in the
   * source's text, the others in its table.
   */
  private static final String CAUSES =
      """
      6 | No matching prefix in route table | Add prefix to routing configuration
      7 | Dialed prefix not in rate table | Add rate entry for missing prefix
      8 | Prepaid account depleted | Recharge account balance
      22 | All gateways busy or offline | Add more gateways or check existing
      15 | No RTP received after call setup | Check NAT/firewall, media proxy settings
      13 | The softswitch ended the call itself: a system-level resource constraint, an \
      administrator's action, or a forced disconnect by a monitoring rule | \
      Look at the system logs around the CDR's time
      """;

  /** Billing: code | CDR generated | billable | billing mode codes. */
  private static final String BILLING =
      """
      1 | true | yes | 0, 1
      7 | true | no | -1
      8 | true | no | -1
      24 | true | partial | 1
      6 | true | no | -1
      """;

  /** Signalling equivalents, with the other candidates of 503: code | SIP | Q.850. */
  private static final String SIGNALLING =
      """
      1 | 200 | 16
      2 | 486 | 17
      3 | 408 | 18, 19
      6 | 404 | 1, 3
      8 | 403 | 21
      5 | 503 | 42
      21 | 503 |
      22 | 503 |
      """;

  private static List<String[]> rows(String table) {
    return table.lines().map(line -> line.strip().split(" *\\| *", -1)).toList();
  }

  private static List<Integer> numbers(String list) {
    return list.isEmpty()
        ? List.of()
        : List.of(list.split(", ")).stream().map(Integer::valueOf).toList();
  }

  private static <T> Optional<T> documented(Optional<Fact<T>> fact) {
    return fact.filter(Fact::documented).map(Fact::value);
  }

  static List<EndReason> reasons() {
    return VOS3000.all();
  }

  @Test
  void everyTableLoadsWithoutAComplaint() {
    for (String table : CatalogLoader.builtInTables()) {
      Problems problems = new Problems();
      assertThat(CatalogLoader.builtIn(table).load(problems)).as(table).isPresent();
      assertThat(problems.list()).as(table).isEmpty();
    }
  }

  @Test
  void codesNamesAndCategoriesAreTheSources() {
    assertThat(VOS3000.all())
        .extracting(
            reason ->
                String.join(
                    " | ",
                    String.valueOf(reason.code()),
                    reason.name(),
                    documented(reason.category()).orElse("none")))
        .containsExactlyElementsOf(CODES.lines().toList());
  }

  @Test
  void groupsAreTheSources() {
    assertThat(VOS3000.groups())
        .extracting(
            group -> {
              String codes =
                  VOS3000.all().stream()
                      .filter(
                          reason ->
                              documented(reason.group())
                                  .filter(its -> its.equals(group))
                                  .isPresent())
                      .map(reason -> String.valueOf(reason.code()))
                      .collect(Collectors.joining(", "));
              return String.join(" | ", group.name(), codes, group.impact(), group.action());
            })
        .containsExactlyElementsOf(GROUPS.lines().toList());
  }

  @Test
  void codesThatStandInNoGroupGetNone() {
    assertThat(VOS3000.all())
        .filteredOn(reason -> reason.group().isEmpty())
        .extracting(EndReason::code)
        .containsExactly(4, 13, 23);
  }

  @Test
  void documentedCausesAndResolutionsAreTheSources() {
    Map<Integer, String> expected = new TreeMap<>();
    rows(CAUSES).forEach(row -> expected.put(Integer.valueOf(row[0]), row[1] + " | " + row[2]));
    Map<Integer, String> shipped = new TreeMap<>();
    for (EndReason reason : VOS3000.all()) {
      documented(reason.cause())
          .ifPresent(
              cause ->
                  shipped.put(
                      reason.code(), cause + " | " + documented(reason.resolution()).orElse("")));
    }
    assertThat(shipped).isEqualTo(expected);
    assertThat(VOS3000.all())
        .filteredOn(reason -> documented(reason.resolution()).isPresent())
        .extracting(EndReason::code)
        .containsExactlyElementsOf(expected.keySet());
  }

  @Test
  void billingIsTheSourcesAndElseUnknown() {
    Map<Integer, String[]> expected = new HashMap<>();
    rows(BILLING).forEach(row -> expected.put(Integer.valueOf(row[0]), row));
    for (EndReason reason : VOS3000.all()) {
      String[] row = expected.get(reason.code());
      if (row == null) {
        assertThat(reason.billable().value()).as(reason.name()).isEqualTo(Billable.UNKNOWN);
        assertThat(reason.billable().documented()).as(reason.name()).isFalse();
        assertThat(reason.billingModes()).as(reason.name()).isEmpty();
        assertThat(documented(reason.cdrGenerated())).as(reason.name()).isEmpty();
      } else {
        assertThat(reason.billable().value().word()).as(reason.name()).isEqualTo(row[2]);
        assertThat(reason.billable().documented()).as(reason.name()).isTrue();
        assertThat(documented(reason.billingModes())).as(reason.name()).contains(numbers(row[3]));
        assertThat(documented(reason.cdrGenerated())).contains(Boolean.valueOf(row[1]));
      }
    }
  }

  @Test
  void documentedSipAndQ850AreTheSources() {
    Map<Integer, String[]> expected = new HashMap<>();
    rows(SIGNALLING).forEach(row -> expected.put(Integer.valueOf(row[0]), row));
    for (EndReason reason : VOS3000.all()) {
      String[] row = expected.getOrDefault(reason.code(), new String[] {"", "", ""});
      assertThat(documented(reason.sip()).orElse(List.of()))
          .as("SIP of %s", reason.name())
          .isEqualTo(numbers(row[1]));
      assertThat(documented(reason.q850()).orElse(List.of()))
          .as("Q.850 of %s", reason.name())
          .isEqualTo(numbers(row[2]));
    }
  }

  @Test
  void a503HasAllThreeCandidatesAndTellsThemApart() {
    assertThat(VOS3000.bySip(503)).extracting(EndReason::code).containsExactly(5, 21, 22);
    assertThat(VOS3000.bySip(503)).allSatisfy(reason -> assertThat(reason.tellApart()).isPresent());
    assertThat(VOS3000.byQ850(17)).extracting(EndReason::code).containsExactly(2);
    assertThat(VOS3000.bySip(299)).isEmpty();
  }

  @Test
  void theFlagsFollowTheGroupNormal() {
    assertThat(VOS3000.notFailureCodes()).isEqualTo(Set.of(1, 2, 3, 11, 12));
    assertThat(VOS3000.networkEffectiveCodes()).isEqualTo(Set.of(1, 2, 3, 11, 12));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void everyCodeHasAdviceThatEndsWithWhomToAsk(EndReason reason) {
    assertThat(reason.remedies()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(reason.remedies()).extracting(Remedy::kind).contains(Kind.CHECK, Kind.ESCALATE);
    assertThat(reason.remedies().get(0).kind()).isEqualTo(Kind.CHECK);
    assertThat(reason.remedies()).anySatisfy(step -> assertThat(step.where()).isPresent());
    assertThat(reason.cause()).isPresent();
    assertThat(reason.resolution()).isPresent();
  }

  @Test
  void onlyTheSourcesOwnResolutionsAreDocumentedSteps() {
    assertThat(VOS3000.all())
        .filteredOn(
            reason ->
                reason.remedies().stream()
                    .anyMatch(step -> step.provenance() == Provenance.DOCUMENTED))
        .extracting(EndReason::code)
        .isSubsetOf(6, 7, 8, 13, 15, 22);
  }

  private static List<EndReason> offered(SearchResult result) {
    if (result instanceof SearchResult.Found found) {
      return List.of(found.reason());
    }
    return result instanceof SearchResult.Several several ? several.reasons() : List.of();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vos3000-25", "vos3000-signed", "sip", "q850"})
  void everyReasonIsFoundByItsOwnNameAndCode(String table) {
    Catalog catalog = Catalogs.builtIn(table);
    for (EndReason reason : catalog.all()) {
      assertThat(catalog.byCode(reason.code())).contains(reason);
      assertThat(catalog.search(String.valueOf(reason.code())))
          .isEqualTo(new SearchResult.Found(reason));
      assertThat(offered(catalog.search(reason.name()))).as(reason.name()).contains(reason);
    }
  }

  @Test
  void theSignedTableTakesInSipAndQ850() {
    Catalog signed = Catalogs.builtIn("vos3000-signed");
    assertThat(signed.byCode(-8)).map(EndReason::table).contains("vos3000-signed");
    assertThat(signed.byCode(503)).map(EndReason::table).contains("sip");
    assertThat(signed.byCode(16)).map(EndReason::table).contains("q850");
    assertThat(signed.byCode(-70)).isEmpty();
    assertThat(signed.bySip(503)).extracting(EndReason::code).contains(503);
    assertThat(signed.all())
        .extracting(EndReason::code)
        .isSorted()
        .filteredOn(code -> code >= 0)
        .allMatch(code -> code <= 127 || (code >= 180 && code <= 699));
  }

  @Test
  void theCausesTableHoldsEveryAssignedCause() {
    Set<Integer> codes =
        Catalogs.builtIn("q850").all().stream().map(EndReason::code).collect(Collectors.toSet());
    assertThat(codes).containsAll(List.of(1, 3, 16, 17, 18, 19, 21, 34, 38, 41, 42, 102, 127));
    assertThat(IntStream.rangeClosed(1, 127).boxed().toList()).containsAll(codes);
  }
}
