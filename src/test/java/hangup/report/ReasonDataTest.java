package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.Golden;
import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.command.Access;
import hangup.reply.Reply;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers for scripts hold what is documented and nothing else. */
final class ReasonDataTest {

  private final Desk desk = Desk.empty();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "1|Normal|Normal|Low|No action needed|-|-|true|yes|0,1|200|16",
        "2|Normal|Normal|Low|No action needed|-|-|-|unknown||486|17",
        "3|Normal|Normal|Low|No action needed|-|-|-|unknown||408|18,19",
        "4|Number Error|-|-|-|-|-|-|unknown|||",
        "5|Network|Capacity/Timeout|Medium-High|Scale resources or adjust limits|-|-|-|unknown||503"
            + "|42",
        "6|Routing|Routing|High|Check rate table and gateway config|No matching prefix in route"
            + " table|Add prefix to routing configuration|true|no|-1|404|1,3",
        "7|Billing|Billing|High|Review rates and account balances|Dialed prefix not in rate"
            + " table|Add rate entry for missing prefix|true|no|-1||",
        "8|Billing|Billing|High|Review rates and account balances|Prepaid account"
            + " depleted|Recharge account balance|true|no|-1|403|21",
        "15|Timeout|Capacity/Timeout|Medium-High|Scale resources or adjust limits|No RTP received"
            + " after call setup|Check NAT/firewall, media proxy settings|-|unknown|||",
        "22|Routing|Routing|High|Check rate table and gateway config|All gateways busy or"
            + " offline|Add more gateways or check existing|-|unknown||503|",
        "23|Network|-|-|-|-|-|-|unknown|||",
        "24|Billing|Billing|High|Review rates and account balances|-|-|true|partial|1||",
      })
  void holdsWhatTheSourceSays(
      int code,
      String category,
      String group,
      String impact,
      String action,
      String cause,
      String resolution,
      Boolean generated,
      String billable,
      String modes,
      String sip,
      String q850) {
    Map<String, Object> data = new HashMap<>(desk.ask("/reason " + code).data());

    assertThat(data)
        .containsEntry("code", code)
        .containsEntry("category", category)
        .containsEntry("group", group)
        .containsEntry("impact", impact)
        .containsEntry("action", action)
        .containsEntry("cause", cause)
        .containsEntry("resolution", resolution)
        .containsEntry("cdrGenerated", generated)
        .containsEntry("billable", billable)
        .containsEntry("billingModes", numbers(modes))
        .containsEntry("sip", numbers(sip))
        .containsEntry("q850", numbers(q850));
  }

  private static List<Integer> numbers(String text) {
    return text == null || text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  @Test
  void namesTheDocumentedFieldsAndKeepsAdviceApart() {
    for (int code = 1; code <= 25; code++) {
      Map<String, Object> data = new HashMap<>(desk.ask("/reason " + code).data());
      List<Object> documented =
          new ArrayList<>((List<?>) data.getOrDefault("documented", List.of()));
      Map<?, ?> practice = (Map<?, ?>) data.getOrDefault("practice", Map.of());

      assertThat(documented).as("code " + code).contains("category");
      for (Object field : documented) {
        assertThat(data.get(field)).as(code + " " + field).isNotNull();
        assertThat(practice.containsKey(field)).as(code + " " + field).isFalse();
      }
      assertThat((List<?>) data.get("remedies")).as("code " + code).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"4", "13", "23"})
  void inventsNoGroup(int code) {
    assertThat(desk.text("/reason " + code))
        .contains("none: the source gives it no impact level and no action");
  }

  @Test
  void answersWithAllCandidates() {
    assertThat(desk.ask("/sip 503").data()).containsEntry("candidates", List.of(5, 21, 22));
    assertThat(desk.ask("/sip 404").data()).containsEntry("candidates", List.of(6));
    assertThat(desk.ask("/q850 3").data()).containsEntry("candidates", List.of(6));
    assertThat(desk.ask("/q850 19").data()).containsEntry("candidates", List.of(3));
    assertThat(desk.ask("/sip 487").data())
        .containsEntry("candidates", List.of())
        .containsEntry("practice", List.of(11));
  }

  @Test
  void showsWhatTheOperatorSaysAsTheOperators() {
    Path overlay = Path.of("config/catalog/overlay-example.yaml");
    Catalog catalog =
        new CatalogLoader("vos3000-25", Optional.empty(), Optional.of(overlay))
            .load(new Problems())
            .orElseThrow();
    MemoryStats none = new MemoryStats(List.of(), Instant.EPOCH);
    Desk operators =
        Desk.of(catalog, none, none.names(), "2026-11-02T18:00:30Z", Access.LOCAL, ZoneOffset.UTC);

    Golden.check("answers/reason-22-operator.txt", operators.text("/reason 22"));
    Golden.check("answers/reason-901-operator.txt", operators.text("/reason 901"));
    Golden.check("answers/fix-8-operator.txt", operators.text("/fix 8"));
    Reply own = operators.ask("/reason 901");
    assertThat(own.data())
        .containsEntry("documented", List.of())
        .containsEntry("operator", List.of("category", "cause"))
        .containsEntry("category", "Security");
  }
}
