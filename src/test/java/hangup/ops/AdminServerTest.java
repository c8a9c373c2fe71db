package hangup.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {

  private final CountDownLatch entered = new CountDownLatch(2);
  private final CountDownLatch released = new CountDownLatch(1);
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
            },
            "/page",
            query -> AdminServer.Answer.ok("text/html; charset=utf-8", "<p>" + query + "</p>"),
            "/slow",
            query -> {
              entered.countDown();
              waitFor(released);
              return AdminServer.Answer.ok("text/plain", "done");
            }));
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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
  void aPageIsForThisBrowserAndNothingElse() throws Exception {
    HttpResponse<String> page = get("/page?q=1");
    assertThat(page.body()).isEqualTo("<p>q=1</p>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
        .doesNotContain("unsafe", "script-src");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(page.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void aPageIsNotShownToOtherSites() throws Exception {
    assertThat(page(own(), "Sec-Fetch-Site: none")).contains(" 200 ");
    assertThat(page(own(), "Sec-Fetch-Site: same-origin")).contains(" 200 ");
    assertThat(page(own(), "Origin: http://" + own())).contains(" 200 ");
    for (String site : List.of("cross-site", "same-site", "something-new")) {
      assertThat(page(own(), "Sec-Fetch-Site: " + site)).startsWith("HTTP/1.1 403 ");
    }
    for (String origin :
        List.of("https://evil.example", "null", "http://" + own() + ".evil.example")) {
      assertThat(page(own(), "Origin: " + origin)).startsWith("HTTP/1.1 403 ");
    }
    assertThat(raw(request("/healthz", "localhost", "Sec-Fetch-Site: cross-site")))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aPageAnswersUnderKnownNamesOnly() throws Exception {
    for (String name : List.of("localhost", "LocalHost:1", "127.0.0.1", "[::1]:9464")) {
      assertThat(page(name, "Accept: */*")).as(name).startsWith("HTTP/1.1 200 ");
    }
    for (String name :
        List.of(
            "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "192.0.2.7")) {
      assertThat(page(name, "Accept: */*")).as(name).startsWith("HTTP/1.1 421 ");
    }
    assertThat(raw("GET /page HTTP/1.0\r\n\r\n")).contains(" 421 ");
  }

  @Test
  void elsewhereAPageAnswersToPlainAddressesAndGivenNames() {
    PageGuard guard =
        PageGuard.of(
            new AdminSettings(
                true, "0.0.0.0", 0, AdminSettings.PageMode.ALWAYS, List.of("Noc.Example")));
    for (String name :
        List.of("noc.example", "NOC.example:443", "192.0.2.7:9464", "[2001:db8::1]")) {
      assertThat(guard.refusal(host(name))).as(name).isEmpty();
    }
    for (String name : List.of("evil.example", "1.2.3.4.evil.example", "2001:db8::1.evil")) {
      assertThat(guard.refusal(host(name))).as(name).isPresent();
    }
  }

  @Test
  void thePageIsOffWhereOthersReachThePort() {
    assertThat(PageGuard.shows(new AdminSettings(true, "127.0.0.1", 0))).isTrue();
    assertThat(PageGuard.shows(new AdminSettings(true, "localhost", 0))).isTrue();
    assertThat(PageGuard.shows(new AdminSettings(true, "0.0.0.0", 0))).isFalse();
    assertThat(PageGuard.shows(with("0.0.0.0", AdminSettings.PageMode.ALWAYS))).isTrue();
    assertThat(PageGuard.shows(with("127.0.0.1", AdminSettings.PageMode.NEVER))).isFalse();
  }

  @Test
  void healthIsToldWhilePagesAreSlow() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      slow.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri("/slow")).build(), HttpResponse.BodyHandlers.ofString()));
    }
    waitFor(entered);

    assertThat(get("/slow").statusCode()).isEqualTo(503);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    released.countDown();
    for (CompletableFuture<HttpResponse<String>> one : slow) {
      assertThat(one.get(30, TimeUnit.SECONDS).body()).isEqualTo("done");
    }
    assertThat(get("/slow").statusCode()).isEqualTo(200);
  }

  private String own() {
    return "127.0.0.1:" + server.port();
  }

  private String page(String host, String header) throws IOException {
    return raw(request("/page", host, header));
  }

  private static String request(String path, String host, String header) {
    List<String> lines =
        List.of("GET " + path + " HTTP/1.1", "Host: " + host, header, "Connection: close", "", "");
    return String.join("\r\n", lines);
  }

  private static Headers host(String name) {
    Headers headers = new Headers();
    headers.set("Host", name);
    return headers;
  }

  private static AdminSettings with(String host, AdminSettings.PageMode mode) {
    return new AdminSettings(true, host, 0, mode, List.of());
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
