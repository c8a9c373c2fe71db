package hangup.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.chat.discord.fake.FakeUser;
import hangup.chat.telegram.fake.FakeTelegram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The container without an engine: the commands of the Dockerfile, word by word, in a root of their
 * own with the same paths, then the bot as the image starts it: without rights, on a read-only
 * system with one folder to write to. Needs the rights to make such a root; says so where it has
 * none.
 */
@Tag("packaged")
class ImageTest {

  private static final String TELEGRAM_TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  private static final String USER = "10001";

  /** Makes the paths of a root appear, then becomes the command, in the root. */
  private static final String ENTER =
      """
      set -e
      root=$1 mode=$2 user=$3 work=$4
      shift 4
      mount --make-rprivate /
      mount --bind "$root" "$root"
      mount --rbind /usr "$root/usr"
      mount --rbind /etc "$root/etc"
      mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount --bind "$root/data" "$root/data"
      if [ "$mode" = ro ]; then
        mount -o remount,bind,ro "$root/usr"
        mount -o remount,bind,ro "$root/etc"
        mount -o remount,bind,ro "$root"
      fi
      exec chroot --userspec="$user:$user" "$root" /usr/bin/env -C "$work" -i "$@"
      """;

  @TempDir Path folder;
  private Path root;
  private final FakeDiscord discord = FakeDiscord.start();
  private final FakeTelegram telegram = FakeTelegram.start(TELEGRAM_TOKEN, Clock.systemUTC());

  @BeforeEach
  void paths() throws IOException {
    root = Files.createDirectory(folder.resolve("root"));
    for (String name : List.of("usr", "etc", "proc", "dev", "data", "tmp", "opt", "app")) {
      Files.createDirectory(root.resolve(name));
    }
    for (String name : List.of("bin", "sbin", "lib", "lib64")) {
      if (Files.isSymbolicLink(Path.of("/", name))) {
        Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(Path.of("/", name)));
      }
    }
    for (Path above : List.of(folder, root)) {
      Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assumeTrue(
        run(
                "true",
                List.of(
                    "unshare",
                    "-m",
                    "/bin/sh",
                    "-c",
                    ENTER,
                    "enter",
                    root.toString(),
                    "ro",
                    USER,
                    "/",
                    "/bin/true"))
            == 0,
        "no rights here to make a root: the steps of the image are not tried");
  }

  @AfterEach
  void close() {
    discord.close();
    telegram.close();
  }

  @Test
  void isBuiltAndRuns() throws Exception {
    build();
    Files.createDirectories(root.resolve("data/config"));
    Files.writeString(
        root.resolve("data/config/hangup.yaml"),
        """
        discord: {guilds: ["%s"], apiUrl: "%s", gatewayUrl: "%s"}
        telegram: {apiUrl: "%s"}
        access: [{allow: [all]}]
        """
            .formatted(FakeDiscord.GUILD, discord.apiUrl(), discord.gatewayUrl(), telegram.url()));
    long now = System.currentTimeMillis();
    Files.writeString(
        root.resolve("data/calls.csv"),
        "id,start,stop,talk_seconds,reason\n1,%s,%s,0,22\n2,%s,%s,0,22\n"
            .formatted(now, now, now, now));
    give(root.resolve("data"));
    // Needs the native library of the database, and a place to unpack it.
    List<String> load = new ArrayList<>(list(Dockerfile.arguments("ENTRYPOINT").get(0)));
    load.addAll(List.of("import", "calls.csv"));
    assertThat(run("import", inside("ro", USER, "/data", List.of(), load))).isZero();
    int port = freePort();
    List<String> environment =
        List.of(
            "HANGUP_DISCORD_TOKEN=" + FakeDiscord.TOKEN,
            "HANGUP_TELEGRAM_TOKEN=" + TELEGRAM_TOKEN,
            "HANGUP_ADMIN_PORT=" + port);
    List<String> command = new ArrayList<>(list(Dockerfile.arguments("ENTRYPOINT").get(0)));
    command.addAll(list(Dockerfile.arguments("CMD").get(0)));
    Path log = folder.resolve("bot.log");
    Process bot = start(log, inside("ro", USER, "/data", environment, command));
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !bot.isAlive() || Files.readString(log).contains("Hangup runs:"));
      assertThat(bot.isAlive()).as(Files.readString(log)).isTrue();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !discord.commands(FakeDiscord.GUILD).isEmpty());
      assertThat(ask("reason", Map.of("reason", "22"))).contains("No Available Route");
      assertThat(ask("summary", Map.of())).contains("No Available Route");
      String health = Dockerfile.arguments("HEALTHCHECK").get(0);
      List<String> check = list(health.substring(health.indexOf("CMD ") + 4));
      assertThat(run("health", inside("ro", USER, "/data", environment, check))).isZero();
    } finally {
      bot.destroy();
    }
    assertThat(bot.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(bot.exitValue()).as("as a stop by SIGTERM ends").isEqualTo(143);
    assertThat(root.resolve("data/cache/duckdb-native")).isNotEmptyDirectory();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    assertThat(discord.violations()).isEmpty();
    assertThat(telegram.problems()).isEmpty();
  }

  private String ask(String command, Map<String, Object> options) {
    return discord
        .command(
            FakeUser.member("601", "Bob", FakeDiscord.NOC_ROLE),
            FakeDiscord.CHANNEL,
            command,
            options)
        .awaitAnswer(Duration.ofMinutes(1))
        .toString();
  }

  /** What the stages after the first leave behind. */
  private void build() throws Exception {
    Files.copy(Path.of("target/hangup.jar"), root.resolve("app/hangup.jar"));
    for (String name : List.of("jvm.options", "healthcheck.sh")) {
      Files.copy(Path.of("config/docker", name), root.resolve("app").resolve(name));
    }
    Path jdk = newestJdk();
    String link = Dockerfile.argument("RUN", "jlink");
    if (!supportsZip(jdk)) {
      System.out.println("Image: this JDK's jlink lacks options of the newest; left out.");
      link = link.replace("--compress zip-6 --generate-cds-archive", "--compress 2");
    }
    Files.copy(Path.of("config/docker/modules.txt"), folder.resolve("modules.txt"));
    String here =
        link.replace("/tmp/modules.txt", folder.resolve("modules.txt").toString())
            .replaceFirst("^jlink", jdk.resolve("bin/jlink").toString())
            .replace("--output /jre", "--output " + root.resolve("opt/java"));
    assertThat(run("jlink", List.of("/bin/sh", "-ec", here))).isZero();
    assertThat(root.resolve("opt/java/bin/java")).isExecutable();

    String train = Dockerfile.argument("RUN", "java -XX:ArchiveClassesAtExit");
    assertThat(run("train", inside("rw", "0", "/tmp", List.of(), List.of("/bin/sh", "-ec", train))))
        .isZero();
    assertThat(root.resolve("app/hangup.jsa")).isNotEmptyFile();
    assertThat(root.resolve("data")).isEmptyDirectory();
    // With -Xshare:on, an archive that does not fit is an error and not a slow start.
    assertThat(
            run(
                "archive",
                inside(
                    "ro",
                    USER,
                    "/data",
                    List.of(),
                    List.of(
                        "java",
                        "-XX:SharedArchiveFile=/app/hangup.jsa",
                        "@/app/jvm.options",
                        "-Xshare:on",
                        "-jar",
                        "/app/hangup.jar",
                        "--version"))))
        .isZero();
  }

  private List<String> inside(
      String mode, String user, String work, List<String> more, List<String> command)
      throws IOException {
    List<String> all =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "/bin/sh",
                "-c",
                ENTER,
                "enter",
                root.toString(),
                mode,
                user,
                work));
    String variables = Dockerfile.arguments("ENV").get(0);
    all.addAll(
        Arrays.stream(variables.split(" ", -1))
            .map(one -> one.replace("\"", "").replace("${PATH}", "/usr/bin:/bin"))
            .toList());
    all.addAll(more);
    all.addAll(command);
    return all;
  }

  private static List<String> list(String json) throws IOException {
    return List.of(new ObjectMapper().readValue(json, String[].class));
  }

  private Process start(Path log, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private int run(String name, List<String> command) throws IOException {
    Path log = folder.resolve(name + ".log");
    try {
      Process process = start(log, command);
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(name + " does not end");
      }
      if (process.exitValue() != 0) {
        System.out.println(name + ": " + Files.readString(log));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean supportsZip(Path jdk) {
    return feature(jdk) >= 21;
  }

  /** The newest long-term one of this machine; else the one that runs the tests. */
  private static Path newestJdk() throws IOException {
    Path installed = Path.of("/usr/lib/jvm");
    List<Path> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    if (Files.isDirectory(installed)) {
      try (Stream<Path> homes = Files.list(installed)) {
        homes
            .filter(home -> Files.isExecutable(home.resolve("bin/jlink")))
            // From 24 on, it links from itself.
            .filter(home -> feature(home) >= 24 || Files.isDirectory(home.resolve("jmods")))
            .forEach(all::add);
      }
    }
    Optional<Path> newest =
        all.stream()
            .filter(home -> Files.isRegularFile(home.resolve("release")))
            .filter(home -> feature(home) <= 25)
            .max(Comparator.comparingInt(ImageTest::feature));
    return newest.orElse(all.get(0));
  }

  private static int feature(Path jdk) {
    try {
      return Files.readAllLines(jdk.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .map(version -> Runtime.Version.parse(version).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  private static void give(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", Integer.valueOf(USER));
        Files.setAttribute(path, "unix:gid", Integer.valueOf(USER));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
