package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.chat.RateLimitWaits;
import hangup.command.Context;
import hangup.command.Watch;
import hangup.follow.FollowState;
import hangup.outbox.OutboxCounts;
import hangup.state.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dashboard and the alert rules ask for what the bot really tells. */
class DashboardTest {

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:hangup|jvm|process|system)_[a-z_]+\\b");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{([^}]*)})? ");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern USED_LABEL =
      Pattern.compile(
          "by \\(([a-z_, ]+)\\)|(?:\\{|, )([a-z_]+)=~?\"|\\{\\{ ?\\.?(?:\\$labels\\.)?([a-z_]+)"
              + " ?}}");

  private static String scrape() {
    try (Metrics metrics = new Metrics("1")) {
      HealthCheck check =
          new HealthCheck() {
            @Override
            public String name() {
              return "discord";
            }

            @Override
            public HealthPart look() {
              return HealthPart.up("discord", "");
            }
          };
      metrics.health(new Health(List.of(check)));
      metrics.follower("main", () -> FollowState.starting("main"), Clock.systemUTC());
      metrics.outbox(() -> 0, () -> Duration.ZERO);
      metrics.platform("telegram", new RateLimitWaits(), Map.of("stale", () -> 0));
      metrics.deliveries(new OutboxCounts());
      metrics.audit(() -> 0, () -> 0);
      metrics.connections(() -> new StateDatabase.Connections(0, 0, 0));
      metrics.answered(
          new Watch.Answered(
              Context.console(ZoneOffset.UTC),
              Optional.empty(),
              Map.of(),
              Watch.OK,
              Duration.ofMillis(3)));
      return metrics.scrape();
    }
  }

  private static Set<String> metrics(String text, Pattern pattern, int group) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void assertKnown(List<String> expressions) {
    String scraped = scrape();
    Set<String> told = metrics(scraped, SAMPLE, 1);
    Set<String> labels = metrics(scraped, LABEL, 1);
    assertThat(expressions).isNotEmpty();
    for (String expression : expressions) {
      Set<String> asked = metrics(expression, METRIC, 0);
      assertThat(asked).as(expression).isNotEmpty();
      assertThat(told).as(expression).containsAll(asked);
      assertThat(labels).as(expression).containsAll(labelsOf(expression));
      assertThat(expression.chars().filter(c -> c == '(').count())
          .as(expression)
          .isEqualTo(expression.chars().filter(c -> c == ')').count());
    }
  }

  private static Set<String> labelsOf(String text) {
    Set<String> labels = new TreeSet<>();
    for (MatchResult match : USED_LABEL.matcher(text).results().toList()) {
      for (int group = 1; group <= match.groupCount(); group++) {
        if (match.group(group) != null) {
          labels.addAll(List.of(match.group(group).split(", *", -1)));
        }
      }
    }
    return labels;
  }

  @Test
  void panelsAskForMetricsThatExist() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Files.readString(Path.of("config/grafana/hangup.json")));
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.add(target.path("expr").asText() + " " + target.path("legendFormat").asText());
      }
    }
    assertKnown(expressions);
  }

  @Test
  void alertsAskForMetricsThatExistAndSayWhatToDo() throws IOException {
    JsonNode file =
        new ObjectMapper()
            .valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Path.of("config/prometheus/alerts.yaml"))));
    List<String> expressions = new ArrayList<>();
    for (JsonNode group : file.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        JsonNode annotations = rule.path("annotations");
        assertThat(rule.path("alert").asText()).matches("Hangup[A-Z][A-Za-z]+");
        assertThat(annotations.path("action").asText()).hasSizeGreaterThan(20);
        expressions.add(rule.path("expr").asText() + " " + annotations.path("summary").asText());
      }
    }
    assertKnown(expressions);
  }
}
