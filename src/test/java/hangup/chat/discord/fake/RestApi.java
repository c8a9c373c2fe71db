package hangup.chat.discord.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hangup.chat.discord.fake.Faults.Fault;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP side: reads, records, checks, breaks on order, and hands on to {@link Routes}. */
final class RestApi {

  private static final String BASE = "/api/v10";

  /** What a route answers. */
  record Answer(int status, Optional<JsonNode> json) {
    static Answer ok(JsonNode json) {
      return new Answer(200, Optional.of(json));
    }

    static Answer noContent() {
      return new Answer(204, Optional.empty());
    }

    static Answer error(int status, int code, String message) {
      return new Answer(
          status, Optional.of(Payloads.object().put("code", code).put("message", message)));
    }
  }

  /** A request on its way to a route. {@code parts} are the variable parts of the path. */
  record Call(List<String> parts, String query, JsonNode json, Map<String, UploadedFile> files) {}

  /** Answers requests of one kind. */
  interface Handler {
    Answer handle(Call call);
  }

  /**
   * @param template the path in the API description
   * @param checked whether the body is checked against the description
   */
  record Route(String method, String template, Pattern path, boolean checked, Handler handler) {

    static Route checked(String method, String template, Handler handler) {
      return new Route(method, template, pattern(template), true, handler);
    }

    static Route bare(String method, String template, Handler handler) {
      return new Route(method, template, pattern(template), false, handler);
    }

    private static Pattern pattern(String template) {
      return Pattern.compile(template.replaceAll("\\{[^}]*}", "([^/]+)"));
    }

    boolean needsToken() {
      return !template.startsWith("/webhooks/") && !template.startsWith("/interactions/");
    }
  }

  private final ObjectMapper mapper = new ObjectMapper();
  private final RequestCheck check = new RequestCheck();
  private final RateLimits limits = new RateLimits();
  private final Faults faults;
  private final Consumer<String> violation;
  private final Consumer<RecordedRequest> record;
  private final HttpServer server;
  private final ExecutorService threads;
  private List<Route> routes = List.of();
  private volatile String authorization;

  RestApi(String token, Faults faults, Consumer<String> violation, Consumer<RecordedRequest> record)
      throws IOException {
    this.authorization = "Bot " + token;
    this.faults = faults;
    this.violation = violation;
    this.record = record;
    // Without it every small answer waits for the client's delayed acknowledgement, 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-discord-rest");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::exchange);
  }

  void start(List<Route> offered) {
    routes = List.copyOf(offered);
    server.start();
  }

  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + BASE + "/";
  }

  void acceptToken(String token) {
    authorization = "Bot " + token;
  }

  private void exchange(HttpExchange exchange) throws IOException {
    long arrival = System.nanoTime();
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getRawPath().replaceFirst("^" + BASE, "");
    path = path.replace("%40", "@");
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, UploadedFile> parts = new LinkedHashMap<>();
    JsonNode json = MissingNode.getInstance();
    try {
      json = body(exchange, body, parts);
    } catch (JsonProcessingException e) {
      violation.accept(method + " " + path + ": not JSON: " + e.getOriginalMessage());
    }
    Optional<Fault> fault = faults.take(method, path);
    int status = 0;
    try {
      if (fault.isPresent() && fault.get() instanceof Fault.Cut cut && !cut.afterwards()) {
        return;
      }
      if (fault.isPresent() && fault.get() instanceof Fault.Delay delay) {
        Thread.sleep(delay.by().toMillis());
      }
      if (fault.isPresent() && fault.get() instanceof Fault.Status planned) {
        status = planned.code();
        exchange.getResponseHeaders().set("Via", "1.1 fake");
        planned.headers().forEach(exchange.getResponseHeaders()::set);
        write(exchange, status, planned.json().getBytes(StandardCharsets.UTF_8));
        return;
      }
      Answer answer = answer(exchange, method, path, query, json, parts);
      if (fault.isPresent() && fault.get() instanceof Fault.Cut) {
        return;
      }
      status = answer.status();
      exchange.getResponseHeaders().set("Via", "1.1 fake");
      write(exchange, status, answer.json().map(this::bytes).orElse(new byte[0]));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      record.accept(new RecordedRequest(method, path, query, json, parts, status, arrival));
      exchange.close();
    }
  }

  private Answer answer(
      HttpExchange exchange,
      String method,
      String path,
      String query,
      JsonNode json,
      Map<String, UploadedFile> files) {
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (!route.method().equals(method) || !matcher.matches()) {
        continue;
      }
      if (route.needsToken()
          && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        return Answer.error(401, 0, "401: Unauthorized");
      }
      if (route.needsToken() && limits.exceedsOverall()) {
        violation.accept("more than 50 requests in a second: " + path);
        exchange.getResponseHeaders().set("X-RateLimit-Global", "true");
        exchange.getResponseHeaders().set("Retry-After", "1");
        return new Answer(
            429, Optional.of(Payloads.object().put("retry_after", 1.0).put("global", true)));
      }
      Optional<Answer> refused = refuse(route, path, json, files);
      if (refused.isPresent()) {
        return refused.get();
      }
      List<String> parts = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        parts.add(matcher.group(i));
      }
      if (method.equals("POST") && route.template().equals("/channels/{channel_id}/messages")) {
        double wait =
            limits.use(
                "messages:" + parts.get(0),
                RateLimits.CHANNEL_MESSAGES,
                exchange.getResponseHeaders());
        if (wait > 0) {
          violation.accept("rate limit of channel " + parts.get(0) + " not obeyed");
          exchange.getResponseHeaders().set("Retry-After", Integer.toString((int) wait + 1));
          return new Answer(
              429, Optional.of(Payloads.object().put("retry_after", wait).put("global", false)));
        }
      }
      return route.handler().handle(new Call(parts, query, json, files));
    }
    violation.accept("no such route: " + method + " " + path);
    return Answer.error(404, 0, "404: Not Found");
  }

  private Optional<Answer> refuse(
      Route route, String path, JsonNode json, Map<String, UploadedFile> files) {
    if (!route.checked()) {
      return Optional.empty();
    }
    List<String> found =
        check.violations(route.template(), route.method().toLowerCase(Locale.ROOT), json, files);
    for (String one : found) {
      violation.accept(route.method() + " " + path + ": " + one);
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(Answer.error(400, 50035, "Invalid Form Body: " + found));
  }

  private JsonNode body(HttpExchange exchange, byte[] body, Map<String, UploadedFile> files)
      throws JsonProcessingException {
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (type.startsWith("multipart/form-data")) {
      files.putAll(Multipart.parse(body, type));
      UploadedFile payload = files.remove("payload_json");
      return payload == null
          ? MissingNode.getInstance()
          : mapper.readTree(new String(payload.bytes(), StandardCharsets.UTF_8));
    }
    return body.length == 0
        ? MissingNode.getInstance()
        : mapper.readTree(new String(body, StandardCharsets.UTF_8));
  }

  private byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (body.length > 0) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }
}
