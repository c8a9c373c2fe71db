package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A Bot API server on loopback, for one bot. Tests act as people ({@link #say}, {@link #press},
 * {@link #inline}), look at what then stands in the chats, let things go wrong by {@link #faults},
 * and in the end ask {@link #problems} whether any call broke a rule. Thread-safe.
 */
public final class FakeTelegram implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CALLS_KEPT = 5_000;

  private final String token;
  private final World world;
  private final BotMethods methods;
  private final ApiDescription description = ApiDescription.bundled();
  private final RateWatch rates = new RateWatch();
  private final Faults faults = new Faults();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<RecordedCall> calls = new ArrayDeque<>();
  private final List<String> problems = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private volatile boolean revoked;
  private volatile boolean checkRates = true;

  private FakeTelegram(String token, Clock clock) throws IOException {
    this.token = token;
    world = new World(new FakeUser(7_000_001, "Hangup", true, "HangupTestBot"), clock);
    methods = new BotMethods(world);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** Starts a server that knows one bot, @HangupTestBot, by this token. */
  public static FakeTelegram start(String token, Clock clock) {
    try {
      return new FakeTelegram(token, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the server listens, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public FakeUser bot() {
    return world.bot();
  }

  public Faults faults() {
    return faults;
  }

  /** Sending rates are not checked any more. */
  public void ignoreRates() {
    checkRates = false;
  }

  /** The token is no longer valid. */
  public void revokeToken() {
    revoked = true;
  }

  // ---- chats

  /** A private chat with somebody; its number is theirs. */
  public FakeChat privateChat(FakeUser user) {
    return world.add(new FakeChat(user.id(), "private", user.name()));
  }

  /** A supergroup; its number is negative and begins with -100. */
  public FakeChat supergroup(long id, String title) {
    return world.add(new FakeChat(id, "supergroup", title));
  }

  /** A basic group; its number is negative. */
  public FakeChat group(long id, String title) {
    return world.add(new FakeChat(id, "group", title));
  }

  /** The group becomes a supergroup; from then on the old one only tells the new number. */
  public FakeChat migrate(FakeChat group, long newId, boolean tellByUpdate) {
    FakeChat upgraded = supergroup(newId, "upgraded");
    group.migrate(newId);
    if (tellByUpdate) {
      FakeMessage service = add(group, FakeUser.person(1, "Telegram"), "", 0, 0);
      ObjectNode message = service.json();
      message.put("migrate_to_chat_id", newId);
      push(update -> update.set("message", message));
    }
    return upgraded;
  }

  // ---- what people do

  /** Somebody writes; returns the number of the update. */
  public int say(FakeChat chat, FakeUser user, String text) {
    return say(chat, user, text, 0, 0);
  }

  /** Somebody answers a message. */
  public int reply(FakeChat chat, FakeUser user, FakeMessage to, String text) {
    return say(chat, user, text, to.thread(), to.id());
  }

  /** Somebody writes into a topic. */
  public int sayInTopic(FakeChat chat, int thread, FakeUser user, String text) {
    return say(chat, user, text, thread, 0);
  }

  /** Somebody wrote some time ago. */
  public int sayEarlier(FakeChat chat, FakeUser user, String text, Duration ago) {
    FakeMessage message = add(chat, user, text, 0, 0);
    ObjectNode json = message.json();
    json.put("date", world.now() - ago.toSeconds());
    json.set("entities", entities(text));
    return push(update -> update.set("message", json));
  }

  private int say(FakeChat chat, FakeUser user, String text, int thread, int replyTo) {
    ObjectNode json = add(chat, user, text, thread, replyTo).json();
    json.set("entities", entities(text));
    return push(update -> update.set("message", json));
  }

  /** Somebody presses a button; returns the number of the callback query. */
  public String press(FakeUser user, FakeMessage message, String data) {
    int id = world.updates().takeId();
    String query = "callback-" + id;
    world.openCallback(query);
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", id);
    ObjectNode callback = update.putObject("callback_query");
    callback.put("id", query).put("chat_instance", "1").put("data", data);
    callback.set("from", user.json());
    callback.set("message", message.json());
    world.updates().add(id, update);
    return query;
  }

  /** What a pressed button was answered with; empty as long as it was not. */
  public Optional<String> callbackAnswer(String query) {
    return world.callbackAnswer(query);
  }

  /** Every open callback query is too old from now on. */
  public void forgetCallbacks() {
    world.forgetCallbacks();
  }

  /** Somebody types {@code @bot query} somewhere; returns the number of the query. */
  public String inline(FakeUser user, String query) {
    int id = world.updates().takeId();
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", id);
    ObjectNode inline = update.putObject("inline_query");
    inline.put("id", "inline-" + id).put("query", query).put("offset", "");
    inline.set("from", user.json());
    world.updates().add(id, update);
    return "inline-" + id;
  }

  /** The parameters of the answer to an inline query. */
  public Optional<ObjectNode> inlineAnswer(String query) {
    return world.inlineAnswer(query);
  }

  /** Queues an update as it is, under the number it carries. */
  public void pushRaw(JsonNode update) {
    world.updates().add(update.get("update_id").asInt(), update);
  }

  /** A number for an update that a test makes itself. */
  public int takeUpdateId() {
    return world.updates().takeId();
  }

  private FakeMessage add(FakeChat chat, FakeUser user, String text, int thread, int replyTo) {
    return chat.add(
        id ->
            new FakeMessage(
                chat,
                id,
                user,
                world.now(),
                HtmlText.plain(text),
                Optional.empty(),
                Optional.empty(),
                thread,
                replyTo,
                0,
                System.nanoTime()));
  }

  private int push(Consumer<ObjectNode> content) {
    int id = world.updates().takeId();
    ObjectNode update = JsonNodeFactory.instance.objectNode().put("update_id", id);
    content.accept(update);
    world.updates().add(id, update);
    return id;
  }

  private ArrayNode entities(String text) {
    ArrayNode entities = JsonNodeFactory.instance.arrayNode();
    if (text.startsWith("/")) {
      String command = text.split("\\s", 2)[0];
      entities
          .addObject()
          .put("type", "bot_command")
          .put("offset", 0)
          .put("length", command.length());
    }
    String mention = "@" + world.bot().username();
    int at = text.indexOf(mention);
    if (at >= 0 && (at == 0 || Character.isWhitespace(text.charAt(at - 1)))) {
      entities.addObject().put("type", "mention").put("offset", at).put("length", mention.length());
    }
    return entities;
  }

  // ---- what happened

  /** The latest calls, oldest first; the long polls are left out. */
  public List<RecordedCall> calls() {
    synchronized (calls) {
      return new ArrayList<>(calls);
    }
  }

  /** The latest calls of one method. */
  public List<RecordedCall> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /** How many requests arrived since the start, long polls too. */
  public long requests() {
    return count.get();
  }

  /** How many updates the bot has confirmed. */
  public long confirmed() {
    return world.updates().confirmed();
  }

  /** The numbers of the updates that the bot has not confirmed. */
  public List<Integer> unconfirmed() {
    return world.updates().unconfirmed();
  }

  /** How many polls were ended because somebody else polled too. */
  public int conflicts() {
    return world.updates().conflicts();
  }

  /** How many long polls wait right now. */
  public int pollers() {
    return world.updates().pollers();
  }

  /** When an update was first given to the bot, by {@link System#nanoTime}. */
  public Optional<Long> handedOutAt(int update) {
    return world.updates().handedOutAt(update);
  }

  /** Where updates are sent to; empty while the bot polls. */
  public String webhook() {
    return world.webhook();
  }

  /** Everything that calls did against the description, the limits and the rates. */
  public List<String> problems() {
    synchronized (problems) {
      return new ArrayList<>(problems);
    }
  }

  private void problem(String text) {
    synchronized (problems) {
      if (problems.size() < 100) {
        problems.add(text);
      }
    }
  }

  /** Another program polls with the same token for one round. */
  public void pollFromElsewhere() {
    try {
      world.updates().poll(0, 1, 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    world.updates().wakeAll();
    server.stop(0);
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        problem("the server's threads did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- HTTP

  private void handle(HttpExchange exchange) throws IOException {
    long arrived = System.nanoTime();
    count.incrementAndGet();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      String prefix = "/bot" + token + "/";
      if (!path.startsWith(prefix)) {
        answer(exchange, 404, errorBody(404, "Not Found", 0, 0));
        return;
      }
      Optional<String> method = description.method(path.substring(prefix.length()));
      if (method.isEmpty()) {
        problem("unknown method " + path.substring(prefix.length()));
        answer(exchange, 404, errorBody(404, "Not Found: method not found", 0, 0));
        return;
      }
      serve(exchange, method.get(), body, arrived);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange, String method, byte[] body, long arrived)
      throws IOException, InterruptedException {
    String contentType =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    Map<String, byte[]> files = Map.of();
    if (contentType.startsWith("multipart/form-data")) {
      FormData form = FormData.parse(body, contentType);
      files = form.files();
      form.fields().forEach((k, v) -> parameters.set(k, description.fromForm(method, k, v)));
    } else if (body.length > 0) {
      JSON.readTree(body).forEachEntry(parameters::set);
    }
    // The library names the method in the body too, which the server ignores.
    parameters.remove("method");

    Optional<Fault> fault = faults.of(method);
    int status = 0;
    try {
      if (fault.isPresent() && !isCarriedOut(fault.get())) {
        status = fail(exchange, fault.get());
        return;
      }
      Outcome outcome = carryOut(method, parameters, files, arrived);
      status = outcome.status();
      if (fault.isPresent()) {
        spoil(exchange, fault.get(), outcome);
      } else {
        answer(exchange, outcome.status(), outcome.body());
      }
    } finally {
      if (!method.equals("getUpdates")) {
        record(new RecordedCall(method, parameters, files, arrived, status));
      }
    }
  }

  private void record(RecordedCall call) {
    synchronized (calls) {
      calls.add(call);
      if (calls.size() > CALLS_KEPT) {
        calls.removeFirst();
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Outcome(int status, byte[] body) {}

  private Outcome carryOut(
      String method, ObjectNode parameters, Map<String, byte[]> files, long arrived)
      throws InterruptedException {
    if (revoked) {
      return new Outcome(401, errorBody(401, "Unauthorized", 0, 0));
    }
    List<String> wrong = new ArrayList<>(description.problems(method, parameters));
    if (wrong.isEmpty()) {
      wrong.addAll(ProseLimits.problems(method, parameters));
    }
    if (!wrong.isEmpty()) {
      wrong.forEach(this::problem);
      return new Outcome(400, errorBody(400, "Bad Request: " + wrong.get(0), 0, 0));
    }
    if (checkRates && BotMethods.isMessage(method)) {
      Optional<String> excess = rates.count(parameters.path("chat_id").asLong(), arrived);
      if (excess.isPresent()) {
        problem("rate: " + excess.get());
        return new Outcome(429, errorBody(429, "Too Many Requests: retry after 1", 0, 1));
      }
    }
    try {
      ObjectNode ok = JsonNodeFactory.instance.objectNode().put("ok", true);
      ok.set("result", methods.call(method, parameters, files));
      return new Outcome(200, bytes(ok));
    } catch (ApiError e) {
      String text = String.valueOf(e.getMessage());
      if (text.contains("too long") || text.contains("can't parse") || text.contains("entities")) {
        problem(method + ": " + text);
      }
      return new Outcome(e.code(), errorBody(e.code(), text, e.migrateTo(), e.retryAfter()));
    }
  }

  private static boolean isCarriedOut(Fault fault) {
    return fault instanceof Fault.Truncated
        || fault instanceof Fault.Slow
        || (fault instanceof Fault.Cut cut && cut.carriedOut());
  }

  private int fail(HttpExchange exchange, Fault fault) throws IOException, InterruptedException {
    if (fault instanceof Fault.Refused error) {
      int retry = error.retryAfter().orElse(0);
      answer(exchange, error.code(), errorBody(error.code(), error.description(), 0, retry));
      return error.code();
    }
    if (fault instanceof Fault.Page page) {
      byte[] html = "<html><body>Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      answer(exchange, page.code(), html);
      return page.code();
    }
    if (fault instanceof Fault.Hang hang) {
      Thread.sleep(hang.length().toMillis());
    }
    return 0;
  }

  private static void spoil(HttpExchange exchange, Fault fault, Outcome outcome)
      throws IOException, InterruptedException {
    byte[] body = outcome.body();
    if (fault instanceof Fault.Cut) {
      return;
    }
    if (fault instanceof Fault.Truncated) {
      answer(exchange, outcome.status(), Arrays.copyOf(body, body.length / 2));
    } else if (fault instanceof Fault.Slow slow) {
      exchange.sendResponseHeaders(outcome.status(), body.length);
      OutputStream out = exchange.getResponseBody();
      int step = Math.max(1, body.length / 10);
      for (int i = 0; i < body.length; i += step) {
        out.write(body, i, Math.min(step, body.length - i));
        out.flush();
        Thread.sleep(slow.length().toMillis() / 10);
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] errorBody(int code, String text, long migrateTo, int retryAfter) {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("ok", false).put("error_code", code).put("description", text);
    if (migrateTo != 0) {
      error.putObject("parameters").put("migrate_to_chat_id", migrateTo);
    }
    if (retryAfter != 0) {
      error.putObject("parameters").put("retry_after", retryAfter);
    }
    return bytes(error);
  }

  private static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
