package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hangup.chat.RateLimitWaits;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Request;
import hangup.command.Vocabulary;
import hangup.config.LimitSettings;
import hangup.outbox.OutboxCounts;
import hangup.outbox.PostState;
import hangup.reply.Reply;
import hangup.reply.Severity;
import hangup.state.StateDatabase;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final Metrics metrics = new Metrics("1");

  @AfterEach
  void close() {
    metrics.close();
  }

  private record Echo(CommandSpec spec) implements Command {
    @Override
    public Reply run(Arguments arguments, Context context) {
      if (arguments.get("number").orElse("").equals("13")) {
        throw new IllegalStateException("no thirteen");
      }
      return Reply.builder("Echo", Severity.INFO).build();
    }
  }

  private Dispatcher dispatcher() {
    CommandSpec spec =
        new CommandSpec(
            "echo",
            "Says what it was told",
            List.of(),
            List.of(Option.required("number", Option.Kind.INTEGER, "a number")),
            Permission.PUBLIC,
            List.of("/echo 1"));
    return new Dispatcher(
        List.of(new Echo(spec)),
        Access.LOCAL,
        Vocabulary.EMPTY,
        new RateLimits(() -> new LimitSettings(0, 0)),
        metrics);
  }

  private void ask(Dispatcher dispatcher, String line) {
    dispatcher.answer(new Request.Line(line, Context.console(ZoneOffset.UTC)));
  }

  @Test
  void countsAnswersByCommandAndOutcome() {
    Dispatcher dispatcher = dispatcher();
    ask(dispatcher, "/echo 1");
    ask(dispatcher, "/echo 2");
    ask(dispatcher, "/echo 13");
    ask(dispatcher, "/echo many");
    ask(dispatcher, "/+8801711123456");
    String scraped = metrics.scrape();
    assertThat(scraped)
        .contains(
            "hangup_commands_seconds_count{command=\"echo\",outcome=\"ok\",platform=\"console\"} 2")
        .contains("{command=\"echo\",outcome=\"internal\",platform=\"console\"} 1")
        .contains("{command=\"none\",outcome=\"user\",platform=\"console\"}")
        .contains("hangup_commands_seconds_bucket{")
        .doesNotContain("8801711123456");
  }

  @Test
  void readsWhatOthersCountWhenItIsAsked() {
    AtomicLong floods = new AtomicLong();
    AtomicLong waiting = new AtomicLong();
    metrics.counter(
        "hangup.platform.floods", "Times told to slow down", floods::get, "platform", "telegram");
    metrics.outbox(waiting::get, () -> Duration.ofMillis(waiting.get() * 1500));
    floods.set(3);
    waiting.set(5);
    assertThat(metrics.scrape())
        .contains("hangup_platform_floods_total{platform=\"telegram\"} 3.0")
        .contains("hangup_outbox_waiting 5.0")
        .contains("hangup_outbox_oldest_seconds 7.5");
    waiting.set(0);
    assertThat(metrics.scrape()).contains("hangup_outbox_waiting 0.0");
  }

  @Test
  void sumsUpWaits() {
    RateLimitWaits waits = new RateLimitWaits();
    metrics.platform("discord", waits, Map.of("stale", () -> 4));
    waits.waited(Duration.ofMillis(1500));
    waits.waited(Duration.ofMillis(500));
    assertThat(metrics.scrape())
        .contains("hangup_platform_events_total{event=\"stale\",platform=\"discord\"} 4.0")
        .contains("hangup_platform_ratelimit_wait_seconds_sum{platform=\"discord\"} 2.0")
        .contains("hangup_platform_ratelimit_wait_seconds_count{platform=\"discord\"} 2");
  }

  @Test
  void countsWhatBecameOfDigestsAndNotices() {
    OutboxCounts counts = new OutboxCounts();
    metrics.deliveries(counts);
    counts.count(true, PostState.SENT);
    counts.count(true, PostState.SENT);
    counts.count(false, PostState.GIVEN_UP);
    assertThat(metrics.scrape())
        .contains("hangup_deliveries_total{kind=\"digest\",outcome=\"sent\"} 2.0")
        .contains("hangup_deliveries_total{kind=\"notice\",outcome=\"given_up\"} 1.0")
        .contains("hangup_deliveries_total{kind=\"digest\",outcome=\"refused\"} 0.0")
        .doesNotContain("outcome=\"waiting\"");
  }

  @Test
  void countersGoOnAfterACollection() {
    AtomicLong count = new AtomicLong();
    metrics.counter("hangup.test", "A count", () -> count.get());
    WeakReference<Object> probe = new WeakReference<>(new Object());
    await()
        .until(
            () -> {
              System.gc();
              return probe.get() == null;
            });
    count.set(7);
    assertThat(metrics.scrape()).contains("hangup_test_total 7.0");
  }

  @Test
  void showsTheConnections() {
    metrics.audit(() -> 12, () -> 3);
    metrics.connections(() -> new StateDatabase.Connections(3, 1, 2));
    assertThat(metrics.scrape())
        .contains("hangup_db_connections{state=\"active\"} 3.0")
        .contains("hangup_audit_waiting 12.0", "hangup_audit_dropped_total 3.0")
        .contains("hangup_db_connections{state=\"waiting\"} 2.0");
  }

  @Test
  void showsTheHealthOfEachPart() {
    HealthCheck slow =
        new HealthCheck() {
          @Override
          public String name() {
            return "source main";
          }

          @Override
          public HealthPart look() {
            return HealthPart.degraded("source main", "12 min behind");
          }
        };
    metrics.health(new Health(List.of(slow)));
    assertThat(metrics.scrape()).contains("hangup_health{part=\"source main\"} 0.5");
  }
}
