package hangup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.config.LiveSettings.Outcome;
import hangup.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveSettingsTest {

  private static final LiveKeys LIVE =
      new LiveKeys(Set.of("zone", "limits", "access", "log.level", "digests", "notices"));

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  private Path file() throws IOException {
    return Files.createDirectories(folder.resolve("config")).resolve("hangup.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private LiveSettings open() {
    return new LiveSettings(
        new SettingsLoader(folder, environment, ZoneOffset.UTC),
        Optional.empty(),
        LIVE,
        problem -> warnings.add(problem.text()));
  }

  /** What comes of a change once it has been seen twice. */
  private static Outcome settled(LiveSettings settings) {
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    return settings.look();
  }

  private static Outcome.Taken taken(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Taken.class);
    return (Outcome.Taken) outcome;
  }

  private static List<Problem> refused(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).problems();
  }

  @Test
  void whatChangedIsInUseAndNamed() throws IOException {
    write("zone: UTC\nlimits:\n  perUser: 5\n");
    LiveSettings settings = open();
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    write("zone: Asia/Dhaka\nlimits:\n  perUser: 6\naccess: [{admins: true, allow: [change]}]\n");
    Outcome.Taken taken = taken(settled(settings));
    assertThat(taken.changed()).containsExactly("access", "limits.perUser", "zone");
    assertThat(taken.afterRestart()).isEmpty();
    assertThat(settings.get().zone()).isEqualTo(ZoneId.of("Asia/Dhaka"));
    assertThat(settings.get().limits().perUser()).isEqualTo(6);
    assertThat(settings.get().access()).hasSize(1);
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
  }

  @Test
  void aFileThatIsStillWrittenIsLeftAlone() throws IOException {
    write("zone: UTC\n");
    LiveSettings settings = open();
    write("zone: Asia/D");
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    write("zone: Asia/Dhaka\n");
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    assertThat(settings.get().zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(taken(settings.look()).changed()).containsExactly("zone");
  }

  @Test
  void aFaultyFileIsToldOnceAndChangesNothing() throws IOException {
    write("limits:\n  perUser: 5\n");
    LiveSettings settings = open();
    write("limits:\n  perUsr: 9\nzone: Mars/Olympus\n");
    List<Problem> problems = refused(settled(settings));
    assertThat(problems)
        .extracting(Problem::text)
        .anySatisfy(text -> assertThat(text).contains("hangup.yaml:2:", "perUsr", "perUser"))
        .anySatisfy(text -> assertThat(text).contains("hangup.yaml:3:", "zone"));
    assertThat(settings.get().limits().perUser()).isEqualTo(5);
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    assertThat(settings.look()).isInstanceOf(Outcome.Same.class);
    write("limits:\n  perUser: 7\n");
    assertThat(taken(settled(settings)).changed()).containsExactly("limits.perUser");
    assertThat(settings.get().limits().perUser()).isEqualTo(7);
  }

  @Test
  void aReloadThatIsAskedForReadsAtOnceAndAnswersEachTime() throws IOException {
    write("zone: UTC\n");
    LiveSettings settings = open();
    write("zone: [\n");
    assertThat(refused(settings.reload())).isNotEmpty();
    assertThat(refused(settings.reload())).isNotEmpty();
    write("zone: Asia/Dhaka\n");
    assertThat(taken(settings.reload()).changed()).containsExactly("zone");
    assertThat(taken(settings.reload()).changed()).isEmpty();
  }

  @Test
  void whatNeedsARestartIsNamedUntilItIsTakenBack() throws IOException {
    write("admin:\n  port: 9464\n");
    LiveSettings settings = open();
    write("admin:\n  port: 9465\ndataDir: elsewhere\nlog: {level: debug, format: json}\n");
    Outcome.Taken first = taken(settings.reload());
    assertThat(first.changed()).containsExactly("admin.port", "dataDir", "log.format", "log.level");
    assertThat(first.afterRestart()).containsExactly("admin.port", "dataDir", "log.format");
    write("admin:\n  port: 9465\nlimits:\n  perUser: 9\n");
    assertThat(taken(settings.reload()).afterRestart()).containsExactly("admin.port");
    write("admin:\n  port: 9464\n");
    assertThat(taken(settings.reload()).afterRestart()).isEmpty();
  }

  @Test
  void listsAndSecretsAreComparedAsAWhole() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "one");
    environment.put("HANGUP_SOURCE_PASSWORD_FILE", password.toString());
    write("source: {kind: vos3000}\ndigests: [{name: a, channel: discord/1}]\n");
    LiveSettings settings = open();
    Files.writeString(password, "two");
    write("source: {kind: vos3000}\ndigests: [{name: a, channel: discord/2}]\n");
    Outcome.Taken taken = taken(settings.reload());
    assertThat(taken.changed()).containsExactly("digests", "source");
    assertThat(taken.afterRestart()).containsExactly("source");
    assertThat(taken.toString()).doesNotContain("two");
  }

  @Test
  void theEnvironmentStillGoesBeforeTheFile() throws IOException {
    environment.put("HANGUP_LIMITS_PERUSER", "3");
    write("zone: UTC\n");
    LiveSettings settings = open();
    write("zone: UTC\nlimits:\n  perUser: 50\n");
    assertThat(taken(settings.reload()).changed()).isEmpty();
    assertThat(settings.get().limits().perUser()).isEqualTo(3);
  }

  @Test
  void aFileThatAppearsOrVanishesIsAChange() throws IOException {
    LiveSettings settings = open();
    assertThat(settings.get().limits().perUser()).isEqualTo(30);
    write("limits:\n  perUser: 8\n");
    assertThat(taken(settled(settings)).changed()).containsExactly("limits.perUser");
    Files.delete(file());
    assertThat(taken(settled(settings)).changed()).containsExactly("limits.perUser");
    assertThat(settings.get().limits().perUser()).isEqualTo(30);
  }

  @Test
  void aNamedFileThatVanishesIsAMistake() throws IOException {
    Path named = Files.writeString(folder.resolve("my.yaml"), "limits:\n  perUser: 8\n");
    LiveSettings settings =
        new LiveSettings(
            new SettingsLoader(folder, environment, ZoneOffset.UTC),
            Optional.of(named),
            LIVE,
            problem -> warnings.add(problem.text()));
    Files.delete(named);
    assertThat(refused(settled(settings)))
        .extracting(Problem::text)
        .anySatisfy(text -> assertThat(text).contains("there is no such file"));
    assertThat(settings.get().limits().perUser()).isEqualTo(8);
  }

  @Test
  void warningsComeAlong() throws IOException {
    environment.put("HANGUP_ZNE", "UTC");
    LiveSettings settings = open();
    assertThat(warnings).hasSize(1);
    write("zone: UTC\n");
    assertThat(taken(settings.reload()).warnings())
        .extracting(Problem::text)
        .containsExactlyElementsOf(warnings);
  }

  @Test
  void startsWithNoFaultyFile() throws IOException {
    write("zone: Mars\n");
    assertThatThrownBy(this::open).isInstanceOf(ConfigException.class);
  }

  @Test
  void whatIsDerivedIsMadeAnewOnlyAfterAChange() throws IOException {
    write("limits:\n  perUser: 5\n");
    LiveSettings settings = open();
    AtomicInteger made = new AtomicInteger();
    Supplier<String> text =
        settings.derive(
            now -> {
              made.incrementAndGet();
              return "at most " + now.limits().perUser();
            });
    assertThat(text.get()).isEqualTo("at most 5");
    assertThat(text.get()).isEqualTo("at most 5");
    assertThat(made).hasValue(1);
    write("limits:\n  perUser: 6\n");
    taken(settings.reload());
    assertThat(text.get()).isEqualTo("at most 6");
    assertThat(made).hasValue(2);
  }

  @Test
  void aSectionStandsForAllOfItsKeys() {
    assertThat(LIVE.has("limits.perUser")).isTrue();
    assertThat(LIVE.has("log.level")).isTrue();
    assertThat(LIVE.has("log.format")).isFalse();
    assertThat(LIVE.has("limitsOfTelegram")).isFalse();
    assertThat(LIVE.has("")).isFalse();
  }
}
