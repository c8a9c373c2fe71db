package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hangup.config.AdminSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

  private volatile HealthPart part = HealthPart.up("discord", "heard of 1 s ago");
  private final HttpClient client = HttpClient.newHttpClient();
  private final Metrics metrics = new Metrics("1.2.3");
  private AdminServer server = start();

  private AdminServer start() {
    HealthCheck known =
        new HealthCheck() {
          @Override
          public String name() {
            return "discord";
          }

          @Override
          public HealthPart look() {
            return part;
          }
        };
    HealthCheck broken =
        new HealthCheck() {
          @Override
          public String name() {
            return "outbox";
          }

          @Override
          public HealthPart look() {
            if (part.state() == HealthPart.State.UP) {
              return HealthPart.up("outbox", "0 waiting");
            }
            throw new IllegalStateException("no table");
          }
        };
    return AdminServer.start(
        new AdminSettings(true, "127.0.0.1", 0),
        new Health(List.of(known, broken)),
        metrics,
        Map.of(
            "/broken",
            query -> {
              throw new IllegalStateException("secret=hunter2hunter2");
            }));
  }

  @BeforeEach
  void isBound() {
    assertThat(server.port()).isPositive();
  }

  @AfterEach
  void close() {
    server.close();
    metrics.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void livesWhileThreadsDo() throws Exception {
    HttpResponse<String> answer = get("/healthz");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("ok\n");
  }

  @Test
  void isReadyWhenNoPartIsDown() throws Exception {
    part = HealthPart.up("discord", "heard of 2 s ago");
    HttpResponse<String> answer = get("/readyz");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = new ObjectMapper().readTree(answer.body());
    assertThat(body.path("ready").booleanValue()).isTrue();
    assertThat(body.path("parts").path(0).path("name").textValue()).isEqualTo("discord");
    assertThat(body.path("parts").path(0).path("detail").textValue()).isEqualTo("heard of 2 s ago");
    assertThat(body.path("parts").size()).isEqualTo(2);
  }

  @Test
  void isNotReadyWhenAPartIsDownOrCannotBeTold() throws Exception {
    part = HealthPart.down("discord", "not connected yet");
    HttpResponse<String> answer = get("/readyz");
    assertThat(answer.statusCode()).isEqualTo(503);
    JsonNode body = new ObjectMapper().readTree(answer.body());
    assertThat(body.path("ready").booleanValue()).isFalse();
    assertThat(body.path("state").textValue()).isEqualTo("down");
    assertThat(body.path("parts").path(1).path("detail").textValue())
        .isEqualTo("cannot be told; see the log");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void showsMetrics() throws Exception {
    HttpResponse<String> answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(answer.body()).contains("jvm_memory_used_bytes").contains("version=\"1.2.3\"");
  }

  @Test
  void readsOnlyAndSendsNothingToHead() throws Exception {
    assertThat(
            send(HttpRequest.newBuilder(uri("/healthz"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build())
                .statusCode())
        .isEqualTo(405);
    HttpResponse<String> head =
        send(
            HttpRequest.newBuilder(uri("/metrics"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void knowsItsPathsOnly() throws Exception {
    assertThat(get("/healthzz").statusCode()).isEqualTo(404);
    assertThat(get("/healthz/../../etc/passwd").statusCode()).isEqualTo(404);
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void answersToNoOtherNameThanThisMachines() throws Exception {
    assertThat(raw("GET /readyz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
    assertThat(raw("GET /healthz HTTP/1.1\r\nHost: LOCALHOST:9464\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(raw("GET /healthz HTTP/1.0\r\n\r\n")).contains(" 200 ");
  }

  @Test
  void tellsNothingOfWhatWentWrong() throws Exception {
    HttpResponse<String> answer = get("/broken");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).isEqualTo("Something went wrong; see the log\n");
  }

  @Test
  void saysWhatToDoWhenThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      AdminSettings settings = new AdminSettings(true, "127.0.0.1", taken.getLocalPort());
      assertThatThrownBy(
              () -> AdminServer.start(settings, new Health(List.of()), metrics, Map.of()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("admin.port");
    }
  }
}
