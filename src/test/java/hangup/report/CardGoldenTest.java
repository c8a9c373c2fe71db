package hangup.report;

import hangup.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers of the catalogue commands, word by word. */
final class CardGoldenTest {

  @ParameterizedTest
  @CsvSource({
    "reason-22, /reason 22",
    "reason-7, /reason rate not found",
    "reason-4, /reason 4",
    "reason-typo, /reason balanse",
    "reason-several, /reason timeout",
    "reason-unknown, /reason -69",
    "reason-elsewhere, /reason -9",
    "reason-sip, /reason 503",
    "reason-q850, /reason 34",
    "reason-nonsense, /reason qwertzuiop",
    "fix-22, /fix 22",
    "billing, /billing",
    "billing-8, /billing 8",
    "billing-2, /billing 2",
    "sip-503, /sip 503",
    "sip-480, /sip 480",
    "sip-499, /sip 499",
    "sip-22, /sip 22",
    "q850-17, /q850 17",
    "q850-200, /q850 200",
    "reasons, /reasons",
    "reasons-category, /reasons category",
    "reasons-all, /reasons all",
    "reasons-network, /reasons network",
    "reasons-nothing, /reasons xyz",
    "about-empty, /about",
    "summary-empty, /summary",
  })
  void answersWithoutData(String name, String line) {
    Golden.check("answers/" + name + ".txt", Desk.empty().text(line));
  }

  @ParameterizedTest
  @CsvSource({
    "live-reason-22, /reason 22",
    "live-reason-15, /reason 15",
    "live-reason-unknown, /reason -69",
    "live-about, /about",
    "summary, /summary",
    "summary-by-gateway, /summary by gateway",
    "summary-by-customer, /summary by customer",
    "summary-by-hour, /summary by hour",
    "summary-by-category, /summary by category",
    "summary-by-reason, /summary by reason",
    "summary-code-22, /summary code:22",
    "summary-gateway, /summary gateway:gw-7",
    "summary-calm, /summary today 02:00-08:00",
    "summary-no-gateway, /summary gateway:GW7",
    "summary-no-match, /summary gateway:GW-3 code:8",
    "summary-no-calls, /summary 2026-10-01",
  })
  void answersWithData(String name, String line) {
    Desk desk = Desk.of(Traffic.withIncident().calls(), "2026-11-02T18:00:30Z");

    Golden.check("answers/" + name + ".txt", desk.text(line));
  }

  @Test
  void answersForScripts() {
    Desk desk = Desk.of(Traffic.withIncident().calls(), "2026-11-02T18:00:30Z");

    Golden.check("answers/reason-22.json", desk.json("/reason 22") + "\n");
    Golden.check("answers/summary.json", desk.json("/summary") + "\n");
    Golden.check("answers/sip-503.json", desk.json("/sip 503") + "\n");
  }
}
