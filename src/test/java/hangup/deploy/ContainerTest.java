package hangup.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What can be said of the container without an engine. */
class ContainerTest {

  @Test
  void everyBaseIsTagged() throws IOException {
    assertThat(Dockerfile.arguments("FROM"))
        .hasSize(3)
        .allSatisfy(
            from -> assertThat(from).matches("[a-z0-9./-]+:[0-9][A-Za-z0-9.-]*( AS [a-z]+)?"));
  }

  @Test
  void runsWithoutRightsInExecForm() throws IOException {
    List<Dockerfile.Step> steps = Dockerfile.steps();
    Dockerfile.Step last = steps.get(steps.size() - 1);
    assertThat(last.name()).isEqualTo("CMD");
    assertThat(Dockerfile.arguments("USER")).containsExactly("10001:10001");
    int user = steps.indexOf(new Dockerfile.Step("USER", "10001:10001"));
    assertThat(steps.subList(user, steps.size()))
        .noneMatch(step -> Set.of("RUN", "COPY", "ADD").contains(step.name()));
    assertThat(Dockerfile.arguments("ENTRYPOINT"))
        .hasSize(1)
        .allMatch(text -> text.startsWith("[\"java\""));
    assertThat(Dockerfile.arguments("VOLUME")).containsExactly("/data");
    assertThat(Dockerfile.arguments("HEALTHCHECK")).hasSize(1);
    assertThat(Dockerfile.arguments("ADD")).isEmpty();
  }

  @Test
  void packagesAreInstalledWithoutLeavingTheirLists() throws IOException {
    assertThat(Dockerfile.arguments("RUN"))
        .filteredOn(run -> run.contains("apt-get install"))
        .hasSize(1)
        .allSatisfy(
            run ->
                assertThat(run)
                    .contains("--no-install-recommends", "rm -rf /var/lib/apt/lists/*")
                    .contains("apt-get update && apt-get install"));
  }

  @Test
  void whatIsCopiedIsThereAndLetThrough() throws IOException {
    List<String> allowed =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> line.startsWith("!"))
            .map(line -> line.substring(1))
            .toList();
    Set<String> copied = new HashSet<>();
    for (String copy : Dockerfile.arguments("COPY")) {
      if (!copy.startsWith("--from")) {
        String[] words = copy.split(" ", -1);
        copied.addAll(List.of(words).subList(0, words.length - 1));
      }
    }
    assertThat(copied).contains("src/main", "pom.xml");
    for (String path : copied) {
      assertThat(Path.of(path)).exists();
      assertThat(allowed).anyMatch(entry -> path.equals(entry) || path.startsWith(entry + "/"));
    }
    assertThat(allowed).noneMatch(entry -> entry.contains("env") || entry.equals("config"));
  }

  @Test
  void composeGivesNoMoreThanIsNeeded() throws IOException {
    JsonNode services =
        new ObjectMapper()
            .<JsonNode>valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(Files.readString(Path.of("compose.yaml"))))
            .path("services");
    JsonNode bot = services.path("hangup");
    assertThat(bot.path("read_only").asBoolean()).isTrue();
    assertThat(bot.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
    assertThat(bot.path("security_opt").toString()).isEqualTo("[\"no-new-privileges:true\"]");
    assertThat(bot.has("ports")).isFalse();
    assertThat(bot.path("environment"))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(value.textValue()).matches("\\$\\{[A-Z_]+:-}"));
    assertThat(services.path("demo-db").path("profiles").toString()).isEqualTo("[\"demo\"]");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theHealthCheckSeesWhetherTheBotLives() throws Exception {
    int port;
    int[] status = {200};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status[0], -1);
          }
        });
    server.start();
    port = server.getAddress().getPort();
    try {
      assertThat(check(port)).isZero();
      status[0] = 503;
      assertThat(check(port)).isNotZero();
    } finally {
      server.stop(0);
    }
    assertThat(check(port)).isNotZero();
  }

  private static int check(int port) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", "config/docker/healthcheck.sh");
    builder.environment().put("HANGUP_ADMIN_PORT", Integer.toString(port));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
