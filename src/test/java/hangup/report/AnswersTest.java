package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.reply.JsonRenderer;
import hangup.reply.Replies;
import hangup.reply.Reply;
import hangup.stats.CallStats;
import hangup.stats.Names;
import hangup.stats.StatsUnavailableException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswersTest {

  private static final String NOW = "2026-11-02T18:00:30Z";
  private static final Desk BUSY = Desk.of(Traffic.withIncident().calls(), NOW);

  /** A store that cannot be read: its file is held by another process. */
  private static final CallStats UNREADABLE =
      new CallStats() {
        @Override
        public Answer ask(Question question) {
          throw new StatsUnavailableException("The data file is in use by another process.");
        }

        @Override
        public DataState state() {
          throw new StatsUnavailableException("The data file is in use by another process.");
        }
      };

  private static final Access ONLY_PUBLIC =
      (CommandSpec spec, Context context) ->
          spec.permission() == Permission.PUBLIC ? Optional.empty() : Optional.of("No.");

  @Test
  void answersFromTheCatalogueWithTheDataDown() {
    Desk desk = Desk.of(Desk.VOS3000, UNREADABLE, Names.NONE, NOW, Access.LOCAL, ZoneOffset.UTC);

    assertThat(desk.text("/reason 22"))
        .contains("All gateways busy or offline")
        .contains("No figures right now: The data file is in use by another process.");
    assertThat(desk.text("/reason -69")).contains("Rejected by server before routing");
    assertThat(desk.text("/about"))
        .contains("not readable now: The data file is in use by another");
    assertThat(desk.text("/summary"))
        .contains("The data file is in use by another process.")
        .doesNotContain("Exception");
  }

  @Test
  void showsFiguresOnlyToThoseWhoMaySeeThem() {
    MemoryStats stats = new MemoryStats(Traffic.withIncident().calls(), Instant.parse(NOW));
    Desk desk = Desk.of(Desk.VOS3000, stats, stats.names(), NOW, ONLY_PUBLIC, ZoneOffset.UTC);

    assertThat(desk.ask("/reason 22").data()).doesNotContainKey("today");
    assertThat(desk.text("/reason 22")).doesNotContain("ACME").contains("Add more gateways");
    assertThat(desk.ask("/reason -69").data()).doesNotContainKey("today");
    assertThat(desk.ask("/about").data()).doesNotContainKeys("calls", "sources");
    assertThat(desk.ask("/summary").data()).containsEntry("error", "refused");
  }

  @Test
  void countsInTheZoneOfTheAsker() {
    Traffic traffic =
        new Traffic()
            .failed("2026-10-31T23:30:00Z", "2026-10-31T23:31:00Z", 1, 22)
            .failed("2026-11-01T17:30:00Z", "2026-11-01T17:31:00Z", 1, 22)
            .failed("2026-11-01T23:30:00Z", "2026-11-01T23:31:00Z", 1, 22);
    MemoryStats stats = new MemoryStats(traffic.calls(), Instant.parse(NOW));
    Desk berlin =
        Desk.of(Desk.VOS3000, stats, stats.names(), NOW, Access.LOCAL, ZoneId.of("Europe/Berlin"));

    assertThat(berlin.ask("/summary today").data())
        .containsEntry("seizures", 1L)
        .containsEntry("from", Instant.parse("2026-11-01T23:00:00Z").toEpochMilli())
        .containsEntry("zone", "Europe/Berlin");
    assertThat(today(berlin.ask("/reason 22"))).containsEntry("calls", 1L);
    assertThat(today(berlin.ask("/reason 22"))).containsEntry("yesterday", 2L);
  }

  /** Europe/Berlin had 25 hours on 2026-10-25, and 23 on 2026-03-29. */
  @ParameterizedTest
  @ValueSource(strings = {"2026-10-25T12:00:30Z", "2026-10-26T12:00:30Z", "2026-03-29T12:00:30Z"})
  void answersWhereTheClocksChange(String now) {
    Instant at = Instant.parse(now);
    Traffic traffic =
        new Traffic()
            .failed(at.minusSeconds(10 * 86_400).toString(), at.toString(), 2_000, 22)
            .answered(at.minusSeconds(10 * 86_400).toString(), at.toString(), 2_000, 60);
    MemoryStats stats = new MemoryStats(traffic.calls(), at);
    Desk desk =
        Desk.of(Desk.VOS3000, stats, stats.names(), now, Access.LOCAL, ZoneId.of("Europe/Berlin"));

    for (String line :
        List.of("/reason 22", "/summary", "/summary yesterday by hour", "/summary last 7d")) {
      assertThat(desk.ask(line).data()).as(line).doesNotContainKey("error");
    }
    assertThat(today(desk.ask("/reason 22"))).containsEntry("meanDays", 7);
  }

  @Test
  void saysWhereTheDataIsWhenTodayHasNone() {
    Desk desk = Desk.of(Traffic.withIncident().calls(), "2026-11-05T09:00:00Z");

    assertThat(desk.text("/reason 22"))
        .contains("No calls of today in the data yet. The newest data is of 2026-11-02 17:59");
    assertThat(desk.ask("/summary").buttons().get(0).command()).isEqualTo("/summary 2026-11-02");
  }

  @Test
  void filtersByNameWhateverTheCase() {
    Reply reply = BUSY.ask("/summary customer:acme gateway:gw-7");

    assertThat(reply.data())
        .containsEntry("seizures", 2450L)
        .containsEntry("filter", Map.of("gateway", "GW-7", "customer", "ACME"));
    assertThat(BUSY.ask("/summary customer:1001").data()).containsEntry("seizures", 2710L);
    assertThat(BUSY.ask("/summary yesterday code:\"no route\"").data())
        .containsEntry(
            "suggestions", List.of("/summary yesterday code:22", "/summary yesterday code:6"));
    assertThat(BUSY.ask("/summary direction:server").data()).containsEntry("seizures", 4135L);
    assertThat(BUSY.ask("/summary direction:caller").data()).containsEntry("seizures", 0L);
    assertThat(BUSY.ask("/summary code:\"no available route\"").data())
        .containsEntry("seizures", 300L);
  }

  @Test
  void addsUp() {
    Map<String, ?> data = BUSY.ask("/summary").data();

    assertThat(sum(data.get("reasons"), "calls")).isEqualTo((long) number(data.get("failures")));
    assertThat(sum(data.get("gateways"), "calls")).isEqualTo((long) number(data.get("seizures")));
    assertThat(sum(data.get("customers"), "failures"))
        .isEqualTo((long) number(data.get("failures")));
    assertThat(number(data.get("asr"))).isEqualTo(2100 / 4135.0);
  }

  @Test
  void leavesUndefinedRatiosOut() {
    assertThat(Desk.empty().ask("/summary").data())
        .containsEntry("seizures", 0L)
        .containsEntry("asr", null)
        .containsEntry("ner", null)
        .containsEntry("acdSeconds", null)
        .containsEntry("reasons", List.of())
        .containsEntry("gateways", List.of())
        .containsEntry("customers", List.of())
        .containsEntry("findings", List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/summary gateway:\"'; DROP TABLE calls; --\"",
        "/summary customer:\"<script>\u202e\u001b[31m\"",
        "/summary code:99999999999999999999",
        "/summary tomorrow",
        "/summary 2026-11-03..2026-11-01",
        "/reason \u0000\u202e🙈",
        "/sip 99999",
        "/q850 -1",
        "/reasons \u001b[2J",
        "/billing 99",
        "/fix -69"
      })
  void refusesWhatMakesNoSenseInOnePlainSentence(String line) {
    Reply reply = BUSY.ask(line);

    assertThat(reply.data()).as(line).containsEntry("error", "user");
    assertThat(new TextRenderer(80, false).render(reply))
        .doesNotContain("\u001b")
        .doesNotContain("\u202e")
        .doesNotContain("Exception");
  }

  @Property(tries = 150)
  void neverFailsInside(@ForAll("lines") String line) {
    Reply reply = BUSY.ask(line);

    assertThat(reply.data().get("error")).as(line).isNotEqualTo("internal");
    new TextRenderer(40, true).render(reply);
    new JsonRenderer().render(reply);
  }

  @Provide
  Arbitrary<String> lines() {
    return Combinators.combine(
            Arbitraries.of(
                "/reason ",
                "/fix ",
                "/billing ",
                "/sip ",
                "/q850 ",
                "/reasons ",
                "/summary ",
                "/summary gateway:",
                "/summary customer:",
                "/summary code:",
                "/about "),
            Replies.hostileText())
        .as((command, rest) -> command + rest);
  }

  private static Map<Object, Object> today(Reply reply) {
    if (reply.data().get("today") instanceof Map<?, ?> today) {
      return new HashMap<>(today);
    }
    throw new AssertionError("no figures in " + reply.data());
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new AssertionError("not a number: " + value);
  }

  private static long sum(@Nullable Object rows, String key) {
    long sum = 0;
    if (rows instanceof List<?> list) {
      for (Object row : list) {
        sum += (long) number(((Map<?, ?>) row).get(key));
      }
    }
    return sum;
  }
}
