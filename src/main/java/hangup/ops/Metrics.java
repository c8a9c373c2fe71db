package hangup.ops;

import hangup.chat.RateLimitWaits;
import hangup.command.CommandSpec;
import hangup.command.Watch;
import hangup.follow.FollowState;
import hangup.outbox.OutboxCounts;
import hangup.outbox.PostState;
import hangup.state.StateDatabase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The bot's figures for Prometheus. What counts by itself is read when Prometheus comes: nothing is
 * computed in between. Times are in seconds. Thread-safe.
 */
public final class Metrics implements Watch, AutoCloseable {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  /** The name of a request that no command was found for. */
  private static final String NO_COMMAND = "none";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** What the registry itself knows only weakly: without them its counters would stand still. */
  private final List<Object> kept = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics collections = new JvmGcMetrics();

  /**
   * Registers what the process itself has to tell.
   *
   * @param version the bot's
   */
  public Metrics(String version) {
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("hangup.info", () -> 1)
        .description("Which version runs; always 1")
        .tags("version", version, "java", Runtime.version().toString())
        .register(registry);
  }

  /** {@code hangup_commands_seconds}, a histogram by command and outcome. */
  @Override
  public void answered(Answered answered) {
    Timer.builder("hangup.commands")
        .description("Answers, by command and outcome")
        .tags(
            "command",
            answered.command().map(CommandSpec::name).orElse(NO_COMMAND),
            "outcome",
            answered.outcome(),
            "platform",
            answered.context().channel().platform())
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(answered.took());
  }

  /**
   * What a platform counts.
   *
   * @param waits those that it asked for because it allows only so many calls a second
   * @param events counts by name
   */
  public void platform(String platform, RateLimitWaits waits, Map<String, LongSupplier> events) {
    events.forEach(
        (event, count) ->
            counter(
                "hangup.platform.events",
                "What else happened on a platform",
                count,
                "platform",
                platform,
                "event",
                event));
    kept.add(waits);
    FunctionTimer.builder(
            "hangup.platform.ratelimit.wait",
            waits,
            RateLimitWaits::count,
            RateLimitWaits::nanos,
            TimeUnit.NANOSECONDS)
        .description("Waits that the platform asked for")
        .tag("platform", platform)
        .register(registry);
  }

  /** What became of digests and notices since the start. */
  public void deliveries(OutboxCounts counts) {
    for (PostState outcome : PostState.values()) {
      if (outcome != PostState.WAITING) {
        for (boolean digest : new boolean[] {true, false}) {
          counter(
              "hangup.deliveries",
              "Digests and notices, by what became of them",
              () -> counts.of(digest, outcome),
              "kind",
              digest ? "digest" : "notice",
              "outcome",
              outcome.word());
        }
      }
    }
  }

  /** The connections to the bot's own database. */
  public void connections(Supplier<StateDatabase.Connections> now) {
    String name = "hangup.db.connections";
    String what = "Connections to the bot's own database; waiting are threads without one";
    gauge(name, what, () -> now.get().active(), "state", "active");
    gauge(name, what, () -> now.get().idle(), "state", "idle");
    gauge(name, what, () -> now.get().waiting(), "state", "waiting");
  }

  /**
   * How the record of who asked what is kept.
   *
   * @param waiting how many answers wait to be written
   * @param dropped how many could not be kept since the start
   */
  public void audit(LongSupplier waiting, LongSupplier dropped) {
    gauge("hangup.audit.waiting", "Answers not yet in the audit log", waiting::getAsLong);
    counter("hangup.audit.dropped", "Answers that the audit log lacks", dropped);
  }

  /**
   * Something that only ever grows, such as what a platform's own counters have.
   *
   * @param name with dots: {@code hangup.platform.floods} gives {@code
   *     hangup_platform_floods_total}
   * @param tags names and values in turn
   */
  public void counter(String name, String description, LongSupplier count, String... tags) {
    kept.add(count);
    FunctionCounter.builder(name, count, LongSupplier::getAsLong)
        .description(description)
        .tags(tags)
        .register(registry);
  }

  /** Something that goes up and down, asked for at each scrape; see {@link #counter}. */
  public void gauge(String name, String description, Supplier<Number> value, String... tags) {
    Gauge.builder(name, value).description(description).tags(tags).register(registry);
  }

  /**
   * What waits to be delivered.
   *
   * @param waiting how many deliveries
   * @param oldest how long the oldest of them has been due; zero if none waits
   */
  public void outbox(LongSupplier waiting, Supplier<Duration> oldest) {
    gauge("hangup.outbox.waiting", "Deliveries that wait", waiting::getAsLong);
    gauge(
        "hangup.outbox.oldest.seconds",
        "How long the oldest delivery has waited",
        () -> oldest.get().toMillis() / 1e3);
  }

  /**
   * How following a source goes.
   *
   * @param source its name
   * @param state how it goes at the moment of asking
   */
  public void follower(String source, Supplier<FollowState> state, Clock clock) {
    String[] tags = {"source", source};
    gauge(
        "hangup.follower.lag.seconds",
        "How old the figures are",
        () -> SourceHealth.lag(state.get(), clock).toMillis() / 1e3,
        tags);
    gauge(
        "hangup.follower.failing",
        "1 while the source cannot be read",
        () -> state.get().problem().isPresent() ? 1 : 0,
        tags);
    counter("hangup.follower.rows", "Rows read", () -> state.get().rows(), tags);
    counter("hangup.follower.added", "CDRs added", () -> state.get().added(), tags);
    counter("hangup.follower.late", "CDRs that appeared late", () -> state.get().late(), tags);
  }

  /**
   * 1 for a part that works, 0.5 for one that works less than it should, 0 for one that does not.
   */
  public void health(Health health) {
    for (HealthPart part : health.ready().parts()) {
      Gauge.builder("hangup.health", () -> value(health, part.name()))
          .description("1 works, 0.5 works less than it should, 0 does not work")
          .tags(Tags.of("part", part.name()))
          .register(registry);
    }
  }

  private static double value(Health health, String name) {
    return health.ready().parts().stream()
        .filter(part -> part.name().equals(name))
        .mapToDouble(
            part ->
                switch (part.state()) {
                  case UP -> 1;
                  case DEGRADED -> 0.5;
                  case DOWN -> 0;
                })
        .findFirst()
        .orElse(0);
  }

  /** All figures in Prometheus's text format 0.0.4. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
