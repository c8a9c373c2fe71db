package hangup.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hangup.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsLoaderTest {
  private static final DiscordSettings NO_DISCORD =
      new DiscordSettings(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  private static final TelegramSettings NO_TELEGRAM =
      new TelegramSettings(
          Optional.empty(),
          Optional.empty(),
          Duration.ofMinutes(10),
          new TelegramSettings.Webhook(Optional.empty(), "127.0.0.1", 8443, Optional.empty()));

  private static final StatsSettings STATS =
      new StatsSettings(Duration.ofDays(400), Duration.ofDays(35), Duration.ofDays(7));

  private static final Settings DEFAULTS =
      new Settings(
          ZoneOffset.UTC,
          Path.of("data"),
          new CatalogSettings("vos3000-25", Optional.empty(), Optional.empty()),
          new LimitSettings(30, 120),
          new AdminSettings(true, "127.0.0.1", 9464),
          NO_DISCORD,
          NO_TELEGRAM,
          List.of(),
          new LogSettings(LogSettings.Level.INFO, LogSettings.Format.AUTO),
          List.of(),
          STATS,
          TellSettings.DEFAULT);

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("my.yaml"), text);
  }

  private Settings load(Optional<Path> file, Map<String, String> environment) {
    return new SettingsLoader(folder, environment, ZoneOffset.UTC)
        .load(file, warning -> warnings.add(warning.text()));
  }

  private Settings load(String text, Map<String, String> environment) throws IOException {
    return load(Optional.of(write(text)), environment);
  }

  private List<String> complaints(String text, Map<String, String> environment) throws IOException {
    Path file = write(text);
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> load(Optional.of(file), environment));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).hasLineCount(refused.problems().size());
    return refused.problems().stream()
        .map(Problem::text)
        .map(line -> line.replace(file.toString(), "my.yaml"))
        .toList();
  }

  @Test
  void withoutAFileTheDefaultsHold() {
    assertThat(load(Optional.empty(), Map.of())).isEqualTo(DEFAULTS);
    assertThat(warnings).isEmpty();
  }

  @Test
  void anEmptyFileChangesNothing() throws IOException {
    assertThat(load("", Map.of())).isEqualTo(DEFAULTS);
    assertThat(load("# zone: Asia/Dhaka\n", Map.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void theDefaultFileIsReadWhereItIs() throws IOException {
    Files.createDirectories(folder.resolve("config"));
    Files.writeString(folder.resolve("config/hangup.yaml"), "zone: Asia/Dhaka\n");
    assertThat(load(Optional.empty(), Map.of()).zone()).isEqualTo(ZoneId.of("Asia/Dhaka"));
    assertThat(load("zone: Europe/Berlin\n", Map.of()).zone())
        .isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void everyKeyIsReadFromTheFile() throws IOException {
    assertThat(
            load(
                """
                zone: "+05:30"
                dataDir: /var/lib/hangup
                catalog: {table: sip, dir: tables, overlay: own.yaml}
                log: {level: debug}
                """,
                Map.of()))
        .isEqualTo(
            new Settings(
                ZoneOffset.ofHoursMinutes(5, 30),
                Path.of("/var/lib/hangup"),
                new CatalogSettings(
                    "sip", Optional.of(Path.of("tables")), Optional.of(Path.of("own.yaml"))),
                DEFAULTS.limits(),
                DEFAULTS.admin(),
                NO_DISCORD,
                NO_TELEGRAM,
                List.of(),
                new LogSettings(LogSettings.Level.DEBUG, LogSettings.Format.AUTO),
                List.of(),
                STATS,
                TellSettings.DEFAULT));
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() throws IOException {
    Settings settings =
        load(
            "zone: Asia/Dhaka\ncatalog: {table: sip}\n",
            Map.of(
                "HANGUP_ZONE", "Europe/Berlin",
                "HANGUP_DATADIR", "elsewhere",
                "HANGUP_CATALOG_TABLE", "q850",
                "HANGUP_CATALOG_OVERLAY", " ",
                "HANGUP_LOG_LEVEL", "WARN"));
    assertThat(settings)
        .isEqualTo(
            new Settings(
                ZoneId.of("Europe/Berlin"),
                Path.of("elsewhere"),
                new CatalogSettings("q850", Optional.empty(), Optional.empty()),
                DEFAULTS.limits(),
                DEFAULTS.admin(),
                NO_DISCORD,
                NO_TELEGRAM,
                List.of(),
                new LogSettings(LogSettings.Level.WARN, LogSettings.Format.AUTO),
                List.of(),
                STATS,
                TellSettings.DEFAULT));
  }

  @Test
  void discordAndTheRulesOfAccess() throws IOException {
    Settings settings =
        load(
            """
            discord:
              guilds: [123, 456]
              apiUrl: http://localhost:8080/api/v10
              gatewayUrl: ws://localhost:8080/
            access:
              - {platform: discord, space: 123, channel: 9, role: 7, allow: [figures, /calls]}
              - {user: 5, admins: true, allow: all}
            """
                .replace("allow: all", "allow: [all]"),
            Map.of("HANGUP_DISCORD_TOKEN", "abc"));
    assertThat(settings.discord())
        .isEqualTo(
            new DiscordSettings(
                Optional.of(new Secret("abc")),
                Optional.of("http://localhost:8080/api/v10/"),
                Optional.of("ws://localhost:8080/"),
                List.of("123", "456")));
    assertThat(settings.access())
        .containsExactly(
            new AccessSettings(
                Optional.of("discord"),
                Optional.of("123"),
                Optional.of("9"),
                Optional.of("7"),
                Optional.empty(),
                false,
                List.of("figures", "/calls")),
            new AccessSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("5"),
                true,
                List.of("all")));
  }

  @Test
  void mistakesInDiscordAndAccessAreTold() throws IOException {
    assertThat(
            complaints(
                """
                discord: {guilds: [noc], apiUrl: discord.com, gatewayUrl: "http://x/"}
                access:
                  - {platform: skype, allow: [figures]}
                  - {rolle: 7, allow: []}
                """,
                Map.of()))
        .hasSize(6)
        .anySatisfy(line -> assertThat(line).contains("noc").contains("Copy ID"))
        .anySatisfy(line -> assertThat(line).contains("discord.com").contains("https://"))
        .anySatisfy(line -> assertThat(line).contains("http://x/").contains("wss://"))
        .anySatisfy(line -> assertThat(line).contains("skype").contains("discord, telegram"))
        .anySatisfy(line -> assertThat(line).contains("rolle").contains("role"))
        .anySatisfy(line -> assertThat(line).contains("must allow something"));
  }

  @Test
  void whatARuleAllowsMustExist() throws IOException {
    assertThat(
            complaints(
                """
                access:
                  - {allow: [figures, /Calls, sumary, everything]}
                """,
                Map.of()))
        .containsExactly(
            "my.yaml:2:13: access[0].allow: \"sumary\" is not known here. Did you mean summary?",
            "my.yaml:2:13: access[0].allow: \"everything\" is not known here. Known: all, public,"
                + " figures, calls, numbers, change, admin, about, access, audit, billing, calls,"
                + " digest, fix, help, link, q850, reason, reasons, settings, sip, summary.");
  }

  @Test
  void everyMistakeIsToldAtOnce() throws IOException {
    assertThat(
            complaints(
                """
                zoen: Asia/Dhaka
                dataDir: [a]
                catalog:
                  tabel: sip
                log:
                  level: lowd
                """,
                Map.of("HANGUP_ZONE", "Asia/Daka", "HANGUP_ZNOE", "UTC")))
        .containsExactly(
            "HANGUP_ZONE: \"Asia/Daka\" is not a time zone. Did you mean Asia/Dhaka?",
            "my.yaml:1:1: zoen: unknown key. Did you mean zone?",
            "my.yaml:2:10: dataDir: must be a single value, not a list",
            "my.yaml:4:3: catalog.tabel: unknown key. Did you mean table?",
            "my.yaml:6:10: log.level: \"lowd\" is not allowed; allowed: debug, error, info, trace,"
                + " warn",
            "HANGUP_ZNOE: unknown environment variable; it has no effect. Did you mean"
                + " HANGUP_ZONE?");
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Dhakka, Asia/Dhaka",
    "asia/dhaka, Asia/Dhaka",
    "Dhaka, Asia/Dhaka",
    "Colombo, Asia/Colombo",
    "Asia/Berlin, Europe/Berlin",
    "Europe/Istanbull, Europe/Istanbul",
    "utc, UTC"
  })
  void aWrongZoneGetsTheNearest(String written, String nearest) throws IOException {
    assertThat(complaints("zone: " + written, Map.of()))
        .containsExactly(
            "my.yaml:1:7: zone: \""
                + written
                + "\" is not a time zone. Did you mean "
                + nearest
                + "?");
  }

  @Test
  void aZoneLikeNoneIsExplained() throws IOException {
    assertThat(complaints("zone: xyzzyxyzzy", Map.of()))
        .containsExactly(
            "my.yaml:1:7: zone: \"xyzzyxyzzy\" is not a time zone. Write an IANA name such as"
                + " Asia/Dhaka, or an offset such as +06:00.");
  }

  @Test
  void aMissingFileIsAnErrorOnlyWhenItWasNamed() {
    ConfigException refused =
        catchThrowableOfType(
            ConfigException.class, () -> load(Optional.of(folder.resolve("none.yaml")), Map.of()));
    assertThat(refused).hasMessage(folder.resolve("none.yaml") + ": there is no such file");
  }

  @Test
  void unknownVariablesAreOnlyWarnedOf() {
    load(
        Optional.empty(),
        Map.of(
            "HANGUP_CATALOG_TABEL", "sip",
            "HANGUP_JAVA_OPTS", "-Xmx1g",
            "HANGUPS", "1",
            "HANGUP_XYZZYXYZZY", "secret",
            "PATH", "/bin"));
    assertThat(warnings)
        .containsExactly(
            "HANGUP_CATALOG_TABEL: unknown environment variable; it has no effect. Did you mean"
                + " HANGUP_CATALOG_TABLE?",
            "HANGUP_XYZZYXYZZY: unknown environment variable; it has no effect");
  }

  @Test
  void brokenYamlIsReportedOnceWithItsLine() throws IOException {
    assertThat(complaints("zone: UTC\n\tdataDir: x\n", Map.of()))
        .containsExactly(
            "my.yaml:2:1: indented with a tab; YAML allows spaces only. Replace the tab by"
                + " spaces.");
  }
}
