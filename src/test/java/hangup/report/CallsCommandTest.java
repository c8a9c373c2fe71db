package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.cdr.CallIndex;
import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.EndDirection;
import hangup.cdr.sql.ConnectionSettings;
import hangup.cdr.sql.MariaDbServer;
import hangup.cdr.sql.Vos3000Settings;
import hangup.cdr.sql.Vos3000Source;
import hangup.cdr.sql.VosTables;
import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.CommandException;
import hangup.command.Context;
import hangup.command.PeriodParser;
import hangup.command.Permission;
import hangup.reply.Audience;
import hangup.reply.JsonRenderer;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Looks calls up in a real VOS3000 database. */
class CallsCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:30Z");
  private static final List<Cdr> CALLS = new ArrayList<>();
  private static final Access NO_NUMBERS =
      (spec, context) ->
          spec.permission() == Permission.NUMBERS ? Optional.of("no") : Optional.empty();

  private static CdrSource source = source("vos1", 1);
  private static CdrSource unreachable = source("vos2", 1);

  private static CdrSource source(String name, int port) {
    return source(name, port, CallIndex.NONE);
  }

  private static CdrSource source(String name, int port, CallIndex index) {
    return new Vos3000Source(
        new Vos3000Settings(
            name,
            ConnectionSettings.of(
                "jdbc:mariadb://127.0.0.1:" + port + "/calls", "reader", "only reads"),
            Optional.empty(),
            ZoneOffset.UTC),
        index);
  }

  @BeforeAll
  static void fill() {
    MariaDbServer server = MariaDbServer.shared();
    server.database("calls");
    long from = NOW.minusSeconds(3600).toEpochMilli();
    for (int i = 0; i < 40; i++) {
      CALLS.add(
          new Cdr(
              i,
              true,
              from + i * 60_000L,
              from + i * 60_000L,
              i % 4 == 0 ? 60 : 0,
              0,
              i == 39 ? -1 : 1200,
              i % 3 == 0 ? 22 : i % 3 == 1 ? 14 : -69,
              null,
              EndDirection.of(i % 3),
              "49301234" + (100 + i),
              "88017" + (10_000_000 + i % 2),
              "IN-1",
              i % 5 == 0 ? "" : "GW-7",
              "10023",
              "Acme",
              0));
    }
    new VosTables(server, "calls", 1).insert(CALLS);
    source = source("vos1", server.port());
    unreachable = source("vos2", 1);
  }

  @AfterAll
  static void close() {
    source.close();
    unreachable.close();
  }

  private static Reply ask(Access access, List<CdrSource> sources, String who, String... more) {
    Map<String, String> values = new java.util.HashMap<>(Map.of("who", who));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    CallsCommand command =
        new CallsCommand(
            () -> Desk.VOS3000,
            sources,
            new MemoryStats(CALLS, NOW).names(),
            new PeriodParser(Clock.fixed(NOW, ZoneOffset.UTC)),
            access);
    return command.run(new Arguments(values), Context.console(ZoneOffset.UTC));
  }

  private static Reply ask(String who, String... more) {
    return ask(NO_NUMBERS, List.of(source), who, more);
  }

  private static String text(Reply reply) {
    return new TextRenderer(160, false).render(reply);
  }

  @Test
  void showsTheNewestFailedCallsOfANumberMasked() {
    Reply reply = ask("+88 (017) 10-000001");
    String text = text(reply);
    assertThat(reply.title()).isEqualTo("Failed calls of 880171000**** · today until 12:01");
    assertThat(text).contains("880171000****", "4930123****", "server", "GW-7", "1200 ms");
    String json = new JsonRenderer().render(reply);
    for (Cdr call : CALLS) {
      assertThat(text).doesNotContain(call.caller()).doesNotContain(call.callee());
      assertThat(json).doesNotContain(call.caller()).doesNotContain(call.callee());
    }
    assertThat(reply.audience()).isEqualTo(Audience.CHANNEL);
    assertThat(text).contains("-69 (not in the catalogue)", "22 No Available Route");
    assertThat(text).contains("What to do first");
    assertThat(reply.data().get("complete")).isEqualTo(true);
  }

  @Test
  void showsFullNumbersToThoseWhoMaySeeThemAndToNobodyElse() {
    Reply reply = ask(Access.LOCAL, List.of(source), "8801710000001");
    assertThat(text(reply)).contains("8801710000001", CALLS.get(39).caller());
    assertThat(reply.audience()).isEqualTo(Audience.ASKER);
  }

  @Test
  void looksByPrefixCodeCustomerAndGateway() {
    assertThat(calls(ask("88017"))).isEqualTo(10);
    assertThat(calls(ask("88017…", "code", "22"))).isEqualTo(10);
    assertThat(calls(ask("49301234139"))).isEqualTo(1);
    assertThat(calls(ask("49301234139", "code", "14"))).isZero();
    assertThat(ask("acme").data().get("by")).isEqualTo("customer");
    assertThat(calls(ask("acme"))).isEqualTo(10);
    assertThat(calls(ask("10023", "code", "no available route"))).isEqualTo(10);
    assertThat(calls(ask("gw-7"))).isEqualTo(10);
    assertThat(calls(ask("gw-7", "period", "yesterday"))).isZero();
    assertThat(text(ask("gw-7", "period", "yesterday"))).contains("No failed call was found");
    assertThat(ask("10023", "as", "number").data().get("by")).isEqualTo("number");
  }

  private static int calls(Reply reply) {
    return ((List<?>) java.util.Objects.requireNonNull(reply.data().get("calls"))).size();
  }

  @Test
  void refusesWhatWouldMatchTooMuchOrNothing() {
    assertThatThrownBy(() -> ask("8801"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("at least the first 5 digits");
    assertThatThrownBy(() -> ask("GW-99"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("neither a gateway nor a customer");
    assertThatThrownBy(() -> ask("88017%")).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> ask("' OR 1=1 --")).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> ask("88017", "source", "vos9"))
        .isInstanceOf(CommandException.class)
        .hasMessage("There is no source “vos9”. Did you mean vos1? There is vos1.");
  }

  @Test
  void saysWhatTheDatabaseNoLongerHas() {
    CallIndex index =
        (name, query, before, most, time) ->
            Optional.of(
                new CallIndex.Page(
                    new CdrSource.Range(0, NOW.toEpochMilli()),
                    CALLS.stream()
                        .filter(cdr -> !cdr.answered() && cdr.callee().startsWith(query.value()))
                        .map(cdr -> entry(cdr, cdr.id() < 30 ? cdr.id() : cdr.id() + 1000))
                        .sorted(CallIndex.Entry.NEWEST_FIRST)
                        .toList(),
                    query.fromMs(),
                    true));
    try (CdrSource some = source("vos1", MariaDbServer.shared().port(), index)) {
      Reply reply = ask(NO_NUMBERS, List.of(some), "8801710000001");
      assertThat(calls(reply)).isEqualTo(10);
      assertThat(text(reply))
          .contains(
              "Up to 5 more calls that fit can no longer be shown: the database does not have them"
                  + " any more.");
    }
  }

  private static CallIndex.Entry entry(Cdr cdr, long id) {
    return new CallIndex.Entry(id, cdr.startMs(), cdr.stopMs());
  }

  @Test
  void saysWhatCouldNotBeAsked() {
    Reply reply = ask(NO_NUMBERS, List.of(source, unreachable), "88017");
    assertThat(calls(reply)).isEqualTo(10);
    assertThat(text(reply)).contains("Could not be asked now: vos2.");
    assertThatThrownBy(() -> ask(NO_NUMBERS, List.of(unreachable), "88017"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("cannot be asked now");
    assertThatThrownBy(() -> ask(NO_NUMBERS, List.of(), "88017"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("none is set up");
  }

  @Test
  void isRefusedUnlessARuleAllowsCalls() {
    assertThat(CallsSpec.SPEC.permission()).isEqualTo(Permission.CALLS);
    hangup.access.AccessRules none =
        new hangup.access.AccessRules(List.of(), hangup.access.LinkedUsers.NONE);
    assertThat(none.refusal(CallsSpec.SPEC, Context.console(ZoneOffset.UTC))).isPresent();
    assertThat(none.refusal(CallsSpec.NUMBERS, Context.console(ZoneOffset.UTC))).isPresent();
  }
}
