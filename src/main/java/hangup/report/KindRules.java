package hangup.report;

import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallCounts;
import hangup.stats.CallStats.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rules about the codes of the table vos3000-25 whose matter is known: accounts, rates and routes,
 * security, capacity.
 */
final class KindRules {

  /** The account or its money. */
  private static final List<String> ACCOUNT = List.of("8", "9", "10", "24");

  private static final String RATE = "7";

  /** Something is missing in the rate or the route table. */
  private static final List<String> GAPS = List.of(RATE, "6");

  private static final List<String> SECURITY = List.of("16", "17", "20");
  private static final List<String> CAPACITY = List.of("18", "19", "5");

  private static final int NAMED = 3;

  private final Scene scene;
  private final Wording wording;
  private final Set<String> told;
  private final Consumer<Finding> found;

  /**
   * @param told reasons that a finding already tells of; gets those of the new ones
   */
  KindRules(Scene scene, Wording wording, Set<String> told, Consumer<Finding> found) {
    this.scene = scene;
    this.wording = wording;
    this.told = told;
    this.found = found;
  }

  void run() {
    security();
    accounts();
    gaps();
    capacity();
  }

  private void security() {
    for (String key : SECURITY) {
      long calls = failures(key);
      long before = failuresBefore(key);
      // Scanners knock every day: worth a word is what is new or grows.
      if (calls < Thresholds.SECURITY_CALLS || scene.isAsUsual(calls, before) || !told.add(key)) {
        continue;
      }
      boolean grown = !scene.evidence().comparable() || calls >= before * Thresholds.RISEN;
      boolean alarming = calls >= scene.evidence().total().seizures() * Thresholds.SECURITY_SHARE;
      found.accept(
          new Finding(
              "security",
              grown ? Finding.Rank.REFUSED : Finding.Rank.LITTLE,
              grown ? (alarming ? Severity.CRITICAL : Severity.HIGH) : Severity.LOW,
              calls,
              RichText.strong(scene.labels().codeAndName(key) + " on " + Figures.calls(calls))
                  .plus(in(wording.compared("", calls, before)))
                  .plus(wording.where(key, calls))
                  .plus(".")
                  .plus(wording.action(key)),
              Wording.fix(key)));
    }
  }

  private void accounts() {
    Map<String, CallCounts> refused = new LinkedHashMap<>();
    Map<String, String> mainCode = new LinkedHashMap<>();
    for (Row row : scene.evidence().reasonCustomers()) {
      String customer = row.keys().get(1);
      if (ACCOUNT.contains(row.key()) && !customer.isEmpty()) {
        refused.merge(customer, row.counts(), CallCounts::plus);
        mainCode.putIfAbsent(customer, row.key());
      }
    }
    refused.forEach(
        (customer, counts) -> {
          // With 24 the call was answered and then cut.
          long calls = counts.seizures();
          long all = Evidence.counts(scene.evidence().customers(), customer).seizures();
          String code = mainCode.getOrDefault(customer, "");
          if (calls >= Thresholds.ACCOUNT_CALLS && calls >= all * Thresholds.ACCOUNT_SHARE) {
            found.accept(
                new Finding(
                    "customer-refused",
                    Finding.Rank.REFUSED,
                    Severity.HIGH,
                    calls,
                    RichText.strong(scene.labels().customer(customer))
                        .plus(" is refused or cut off: ")
                        .plus(
                            Figures.count(calls)
                                + " of its "
                                + Figures.calls(all)
                                + ", mostly "
                                + scene.labels().codeAndName(code)
                                + ".")
                        .plus(wording.advice(code)),
                    scene.question().lineOf(scene.question().filter().withCustomer(customer))));
          }
        });
  }

  private void gaps() {
    for (String key : GAPS) {
      long calls = failures(key);
      if (calls < Thresholds.GAP_CALLS
          || calls < scene.evidence().total().failures() * Thresholds.GAP_SHARE
          || !told.add(key)) {
        continue;
      }
      long before = failuresBefore(key);
      boolean usual = scene.isAsUsual(calls, before);
      String what =
          key.equals(RATE)
              ? " found no rate: they failed and bring in no revenue"
              : " found no route for their prefix";
      found.accept(
          new Finding(
              key.equals(RATE) ? "rate-gaps" : "route-gaps",
              usual ? Finding.Rank.LITTLE : Finding.Rank.WORSE,
              usual ? Severity.LOW : Severity.MEDIUM,
              calls,
              RichText.strong(Figures.calls(calls) + what)
                  .plus(
                      " ("
                          + scene.labels().codeAndName(key)
                          + wording.compared("; ", calls, before)
                          + ")")
                  .plus(topCustomers(key, calls))
                  .plus(".")
                  .plus(wording.advice(key)),
              scene.question().lineOf(scene.question().filter().withCode(Integer.parseInt(key)))));
    }
  }

  private RichText topCustomers(String key, long calls) {
    RichText text = RichText.empty();
    int shown = 0;
    for (Row row : Evidence.seconds(scene.evidence().reasonCustomers(), key)) {
      if (shown == NAMED || row.counts().failures() < calls * Thresholds.NAMED_SHARE) {
        break;
      }
      if (row.key().isEmpty()) {
        continue;
      }
      if (row.counts().failures() == calls) {
        return RichText.of(", all from ").plusStrong(scene.labels().customer(row.key()));
      }
      text =
          text.plus(shown == 0 ? ", most from " : ", ")
              .plusStrong(scene.labels().customer(row.key()))
              .plus(" (" + Figures.percent(row.counts().failures(), calls) + ")");
      shown++;
    }
    return text;
  }

  private void capacity() {
    for (String key : CAPACITY) {
      long calls = failures(key);
      long before = failuresBefore(key);
      if (calls < Thresholds.CAPACITY_CALLS
          || calls < scene.evidence().total().failures() * Thresholds.CAPACITY_SHARE
          || scene.isAsUsual(calls, before)
          || !told.add(key)) {
        continue;
      }
      found.accept(
          new Finding(
              "capacity",
              Finding.Rank.WORSE,
              Severity.MEDIUM,
              calls,
              RichText.strong("Capacity: " + scene.labels().codeAndName(key))
                  .plus(" on " + Figures.calls(calls))
                  .plus(in(wording.compared("", calls, before)))
                  .plus(wording.where(key, calls))
                  .plus(".")
                  .plus(wording.action(key)),
              Wording.fix(key)));
    }
  }

  private static String in(String words) {
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  private long failures(String key) {
    return Evidence.counts(scene.evidence().reasons(), key).failures();
  }

  private long failuresBefore(String key) {
    return Evidence.counts(scene.evidence().reasonsBefore(), key).failures();
  }
}
