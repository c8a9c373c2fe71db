package hangup.chat.discord.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * Gateway v10 with JSON encoding: HELLO, IDENTIFY, READY, GUILD_CREATE, HEARTBEAT, RESUME with
 * replay of what was missed, INVALID SESSION, RECONNECT, close codes, and {@code zlib-stream}
 * compression where it is asked for. One bot with one session, as a bot without shards has; where a
 * second process connects with the same token, both get every event, and what the first missed is
 * kept no more.
 */
public final class FakeGateway {

  private static final int DISPATCH = 0;
  private static final int HEARTBEAT = 1;
  private static final int IDENTIFY = 2;
  private static final int PRESENCE = 3;
  private static final int RESUME = 6;
  private static final int RECONNECT = 7;
  private static final int INVALID_SESSION = 9;
  private static final int HELLO = 10;
  private static final int HEARTBEAT_ACK = 11;
  private static final int MESSAGES_PER_MINUTE = 120;

  private record Missed(int sequence, String json) {}

  private final ObjectMapper mapper = new ObjectMapper();
  private final String token;
  private final ObjectNode self;
  private final List<FakeGuild> guilds;
  private final Consumer<String> violation;
  private final Server server;
  private final CountDownLatch listening = new CountDownLatch(1);
  private final AtomicInteger identifies = new AtomicInteger();
  private final AtomicInteger resumes = new AtomicInteger();
  private final AtomicInteger heartbeats = new AtomicInteger();

  private volatile Duration heartbeatInterval = Duration.ofSeconds(41);
  private volatile boolean acknowledging = true;
  private volatile int intents = -1;

  // Guarded by this.
  private final Deque<Missed> sent = new ArrayDeque<>();
  private int session;
  private int sequence;
  private boolean live;
  private boolean resumable;
  private @Nullable Connection current;
  private final Set<Connection> earlier = new LinkedHashSet<>();

  FakeGateway(String token, ObjectNode self, List<FakeGuild> guilds, Consumer<String> violation) {
    this.token = token;
    this.self = self;
    this.guilds = guilds;
    this.violation = violation;
    server = new Server();
  }

  void start() throws InterruptedException {
    server.start();
    if (!listening.await(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the gateway does not listen");
    }
  }

  void stop() throws InterruptedException {
    server.stop(1000);
  }

  /** {@code ws://} and so on. */
  public String url() {
    return "ws://127.0.0.1:" + server.getPort();
  }

  /** Every how long a client that connects from now on must send a heartbeat; 41 s at first. */
  public void heartbeatEvery(Duration interval) {
    heartbeatInterval = interval;
  }

  /** Whether heartbeats are acknowledged; without it a client must give up the connection. */
  public void acknowledgeHeartbeats(boolean yes) {
    acknowledging = yes;
  }

  public int identifies() {
    return identifies.get();
  }

  public int resumes() {
    return resumes.get();
  }

  public int heartbeats() {
    return heartbeats.get();
  }

  /** The intents of the last IDENTIFY; -1 before. */
  public int intents() {
    return intents;
  }

  /** Whether a client is connected and has identified or resumed. */
  public synchronized boolean connected() {
    return live;
  }

  /** Sends an event to the session; what happens while it is disconnected is sent on RESUME. */
  public synchronized void dispatch(String type, ObjectNode data) {
    for (Connection other : earlier) {
      ObjectNode json = frame(DISPATCH);
      json.put("t", type).put("s", ++other.sequence);
      json.set("d", data);
      other.send(json.toString());
    }
    dispatchToCurrent(type, data);
  }

  private void dispatchToCurrent(String type, ObjectNode data) {
    ObjectNode json = frame(DISPATCH);
    json.put("t", type).put("s", ++sequence);
    json.set("d", data);
    String text = json.toString();
    sent.add(new Missed(sequence, text));
    if (live && current != null) {
      current.send(text);
    }
  }

  /** Cuts the connection without a word, as a network does. The session can be resumed. */
  public synchronized void drop() {
    live = false;
    if (current != null) {
      current.socket.closeConnection(1006, "cut");
    }
  }

  /** Closes the connection with a code of Discord's, for example 4004 or 4009. */
  public synchronized void close(int code, String reason) {
    live = false;
    if (current != null) {
      current.socket.close(code, reason);
    }
  }

  /** Asks the client to connect again and resume (opcode 7). */
  public synchronized void askToReconnect() {
    if (current != null) {
      current.send(frame(RECONNECT).putNull("d").toString());
      live = false;
    }
  }

  /** Says that the session is over (opcode 9); events not delivered are lost, as with Discord. */
  public synchronized void invalidateSession(boolean mayResume) {
    resumable = mayResume;
    if (!mayResume) {
      sent.clear();
    }
    live = false;
    if (current != null) {
      current.send(frame(INVALID_SESSION).put("d", mayResume).toString());
    }
  }

  private synchronized void opened(WebSocket socket, String resource) {
    boolean zlib = resource.contains("compress=zlib-stream");
    if (!resource.contains("v=10") || !resource.contains("encoding=json")) {
      violation.accept("gateway opened with " + resource);
    }
    Connection connection = new Connection(socket, zlib);
    socket.setAttachment(connection);
    ObjectNode hello = frame(HELLO);
    hello.putObject("d").put("heartbeat_interval", heartbeatInterval.toMillis());
    connection.send(hello.toString());
  }

  private synchronized void received(Connection connection, String text)
      throws JsonProcessingException {
    JsonNode message = mapper.readTree(text);
    if (++connection.messages > MESSAGES_PER_MINUTE
        && System.nanoTime() - connection.opened < TimeUnit.MINUTES.toNanos(1)) {
      violation.accept("more than 120 gateway messages in a minute");
      connection.socket.close(4008, "Rate limited.");
      return;
    }
    switch (message.path("op").asInt(-1)) {
      case HEARTBEAT -> heartbeat(connection, message.path("d").asInt());
      case IDENTIFY -> identify(connection, message.path("d"));
      case RESUME -> resume(connection, message.path("d"));
      case PRESENCE -> {}
      default -> {
        violation.accept("unknown gateway opcode in " + text);
        connection.socket.close(4001, "Unknown opcode.");
      }
    }
  }

  private void heartbeat(Connection connection, int seen) {
    heartbeats.incrementAndGet();
    if (connection == current) {
      sent.removeIf(event -> event.sequence <= seen);
    }
    if (acknowledging) {
      connection.send(frame(HEARTBEAT_ACK).toString());
    }
  }

  private void identify(Connection connection, JsonNode data) {
    identifies.incrementAndGet();
    if (!data.path("token").asText().equals(token)) {
      connection.socket.close(4004, "Authentication failed.");
      return;
    }
    if (data.path("properties").path("os").asText("").isEmpty()) {
      violation.accept("IDENTIFY without properties");
    }
    intents = data.path("intents").asInt(-1);
    if (live && current != null && current != connection && current.socket.isOpen()) {
      current.sequence = sequence;
      earlier.add(current);
    }
    current = connection;
    live = true;
    resumable = true;
    session++;
    sequence = 0;
    sent.clear();
    ObjectNode ready = JsonNodeFactory.instance.objectNode();
    ready.put("v", 10).put("session_id", "session-" + session).put("resume_gateway_url", url());
    ready.set("user", self);
    ready.putArray("private_channels");
    ready.putObject("application").put("id", self.path("id").asText()).put("flags", 0);
    for (FakeGuild guild : guilds) {
      ready.withArray("guilds").addObject().put("id", guild.id()).put("unavailable", true);
    }
    ready.withArray("guilds");
    dispatchToCurrent("READY", ready);
    guilds.forEach(guild -> dispatchToCurrent("GUILD_CREATE", guild.json(self)));
  }

  private void resume(Connection connection, JsonNode data) {
    if (!data.path("token").asText().equals(token)) {
      connection.socket.close(4004, "Authentication failed.");
      return;
    }
    if (!resumable || !data.path("session_id").asText().equals("session-" + session)) {
      connection.send(frame(INVALID_SESSION).put("d", false).toString());
      return;
    }
    resumes.incrementAndGet();
    current = connection;
    live = true;
    int seen = data.path("seq").asInt();
    sent.stream()
        .filter(event -> event.sequence > seen)
        .forEach(event -> connection.send(event.json));
    dispatchToCurrent("RESUMED", JsonNodeFactory.instance.objectNode());
  }

  private synchronized void closed(Connection connection) {
    earlier.remove(connection);
    if (current == connection) {
      live = false;
      current = null;
    }
  }

  private static ObjectNode frame(int op) {
    return JsonNodeFactory.instance.objectNode().put("op", op);
  }

  private static final class Connection {
    private final WebSocket socket;
    private final long opened = System.nanoTime();
    private final @Nullable Deflater deflater;
    private int messages;
    private int sequence;

    Connection(WebSocket socket, boolean zlib) {
      this.socket = socket;
      deflater = zlib ? new Deflater() : null;
    }

    /** Called under the gateway's lock, so that one stream is compressed in order. */
    void send(String text) {
      if (!socket.isOpen()) {
        return;
      }
      if (deflater == null) {
        socket.send(text);
        return;
      }
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      int count;
      do {
        count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        out.write(buffer, 0, count);
      } while (count == buffer.length);
      socket.send(out.toByteArray());
    }
  }

  private final class Server extends WebSocketServer {

    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      setTcpNoDelay(true);
      setReuseAddr(true);
      setConnectionLostTimeout(0);
      setDaemon(true);
    }

    @Override
    public void onStart() {
      listening.countDown();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {
      opened(socket, handshake.getResourceDescriptor());
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
      try {
        received(socket.getAttachment(), message);
      } catch (JsonProcessingException e) {
        violation.accept("gateway message is not JSON: " + message);
        socket.close(4002, "Decode error.");
      }
    }

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean remote) {
      Connection connection = socket.getAttachment();
      if (connection != null) {
        closed(connection);
      }
    }

    @Override
    public void onError(@Nullable WebSocket socket, Exception e) {
      if (socket == null) {
        violation.accept("gateway failed: " + e);
      }
    }
  }
}
