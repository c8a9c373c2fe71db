package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {

  private static final List<Suggestion> REASONS =
      List.of(
          new Suggestion("-9", "-9 No Answer"),
          new Suggestion("2", "2 User Busy"),
          new Suggestion("6", "6 Route Not Found"),
          new Suggestion("21", "21 Gateway Unavailable"),
          new Suggestion("22", "22 No Available Route"));

  private final Vocabulary vocabulary =
      new Vocabulary(
          () -> List.of("GW-7", "GW-12", "Backup GW-7", "Zürich"),
          () -> List.of("ACME Ltd", "Best \"Calls\"", "New ACME", "MACMET"),
          () -> REASONS,
          words ->
              words.equals("balanse")
                  ? new Vocabulary.Hits(false, List.of(new Suggestion("8", "8 Balance")))
                  : Vocabulary.Hits.NONE);

  private final Completions completions = new Completions(Commands.SPECS, vocabulary);

  private static List<String> values(List<Suggestion> suggestions) {
    return suggestions.stream().map(Suggestion::value).toList();
  }

  private List<String> line(String line) {
    return values(completions.complete(line, line.length()));
  }

  /** The lines that come of taking each suggestion. */
  private List<String> taken(String line) {
    int start = completions.start(line, line.length());
    return line(line).stream().map(value -> line.substring(0, start) + value).toList();
  }

  @Test
  void completesNamesOfSources() {
    CommandSpec spec =
        new CommandSpec(
            "figures",
            "Figures",
            List.of(),
            List.of(Option.named("source", Option.Kind.SOURCE, "Of this source")),
            Permission.FIGURES,
            List.of("/figures"));
    Completions ofSources =
        new Completions(List.of(spec), vocabulary.withSources(() -> List.of("dhaka", "london")));
    assertThat(values(ofSources.complete("figures", "source", "")))
        .containsExactly("dhaka", "london");
    assertThat(values(ofSources.complete("figures", "source", "lo"))).containsExactly("london");
    String line = "/figures source:d";
    assertThat(values(ofSources.complete(line, line.length()))).isNotEmpty();
  }

  @Test
  void completesValuesOfAnOption() {
    assertThat(values(completions.complete("summary", "gateway", "gw")))
        .containsExactly("GW-7", "GW-12", "Backup GW-7");
    assertThat(values(completions.complete("summary", "customer", "acme")))
        .containsExactly("ACME Ltd", "New ACME", "MACMET");
    assertThat(values(completions.complete("Summary", "GATEWAY", "zur"))).containsExactly("Zürich");
    assertThat(values(completions.complete("summary", "by", "")))
        .containsExactly("reason", "category", "gateway", "customer", "hour");
    assertThat(completions.complete("summary", "nothing", "")).isEmpty();
    assertThat(completions.complete("nothing", "by", "")).isEmpty();
    assertThat(completions.complete("sip", "code", "5")).isEmpty();
  }

  @Test
  void completesReasonsByCodeAndByName() {
    assertThat(completions.complete("reason", "reason", "2"))
        .containsExactly(REASONS.get(1), REASONS.get(3), REASONS.get(4));
    assertThat(values(completions.complete("reason", "reason", "route")))
        .containsExactly("6", "22");
    assertThat(values(completions.complete("reason", "reason", "-9"))).first().isEqualTo("-9");
    assertThat(values(completions.complete("reason", "reason", "balanse"))).containsExactly("8");
    assertThat(values(completions.complete("reason", "reason", ""))).hasSize(5);
  }

  @Test
  void completesPeriodsAndTakesOnesNobodyListed() {
    assertThat(values(completions.complete("summary", "period", ""))).first().isEqualTo("today");
    assertThat(values(completions.complete("summary", "period", "last 3h")))
        .containsExactly("last 3h");
    assertThat(values(completions.complete("summary", "period", "yes")))
        .containsExactly("yesterday");
    assertThat(values(completions.complete("summary", "period", "2026-11-01..2026-11-03")))
        .containsExactly("2026-11-01..2026-11-03");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/rea | /reason",
        "/SUM | /summary",
        "/b | /billing",
        "/reason 22 | /reason 22",
        "/reason no av | /reason 22",
        "/fix gate | /fix 21",
        "/summary y | /summary yesterday",
        "/summary last 15 | /summary last 15m",
        "/summary b | /summary by:",
        "/summary by:ga | /summary by:gateway",
        "/summary by ga | /summary by gateway",
        "/summary yesterday gat | /summary yesterday gateway",
        "/summary gateway:gw-1 | /summary gateway:GW-12",
        "/summary today customer:ac | /summary today customer:\"ACME Ltd\"",
        "/summary today customer:\"acme l | /summary today customer:\"ACME Ltd\"",
        "/summary customer \"acme l | /summary customer \"ACME Ltd\"",
        "/summary customer:best | /summary customer:\"Best \\\"Calls\\\"\"",
        "/summary last 24h by:hour q | /summary last 24h by:hour quiet",
        "/reasons g | /reasons group",
      })
  void completesLines(String line, String completed) {
    assertThat(taken(line)).first().isEqualTo(completed);
  }

  @Test
  void offersEveryCommandOnAnEmptyLine() {
    assertThat(line("")).hasSize(Commands.SPECS.size()).first().isEqualTo("/reason");
    assertThat(line("/")).hasSize(Commands.SPECS.size());
  }

  @Test
  void offersPeriodsAndOptionsTogether() {
    assertThat(line("/summary "))
        .startsWith("today")
        .endsWith("by:", "code:", "gateway:", "customer:", "direction:", "quiet")
        .hasSizeLessThanOrEqualTo(Completions.LIMIT);
    assertThat(line("/summary yesterday gat")).containsExactly("gateway", "gateway:");
    assertThat(line("/summary today by:hour gateway:GW-7 "))
        .containsExactly("code:", "customer:", "direction:", "quiet");
  }

  @Test
  void looksOnlyBeforeTheCursor() {
    assertThat(values(completions.complete("/rea 22", 4))).containsExactly("/reason", "/reasons");
    assertThat(line("why ")).isEmpty();
    assertThat(line("/nothing ")).isEmpty();
  }

  @Test
  void keepsToTheLimitsOfPlatforms() {
    List<String> names = new ArrayList<>();
    IntStream.range(0, 10_000).forEach(i -> names.add("Customer " + i));
    names.add("x".repeat(101));
    List<Suggestion> reasons = List.of(new Suggestion("1", "1 " + "long ".repeat(40)));
    Completions many =
        new Completions(
            Commands.SPECS,
            new Vocabulary(List::of, () -> names, () -> reasons, words -> Vocabulary.Hits.NONE));

    assertThat(many.complete("summary", "customer", "cust")).hasSize(25);
    assertThat(many.complete("summary", "customer", "xx")).isEmpty();
    assertThat(many.complete("reason", "reason", "").get(0).label()).hasSize(100).endsWith("…");
  }

  @Property
  void anyLineCanBeCompleted(@ForAll @StringLength(max = 30) String tail, @ForAll int cursor) {
    for (String line : List.of(tail, "/summary " + tail, "/summary customer:\"" + tail)) {
      assertThat(completions.complete(line, cursor)).hasSizeLessThanOrEqualTo(25);
      assertThat(completions.complete(line, line.length()))
          .allSatisfy(suggestion -> assertThat(suggestion.label()).hasSizeLessThanOrEqualTo(100));
      assertThat(completions.start(line, cursor)).isBetween(0, line.length());
    }
  }
}
