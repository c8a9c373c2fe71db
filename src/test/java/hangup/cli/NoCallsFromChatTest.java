package hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Request;
import hangup.command.Watch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that is written in a chat makes the bot call an address. */
class NoCallsFromChatTest {

  private static final Context SOMEBODY =
      new Context(
          new ChannelRef("telegram", Optional.of("-4711"), "-4711", Optional.empty()),
          new Asker("501", "http://127.0.0.1/name", Set.of(), false),
          ZoneOffset.UTC);

  @TempDir Path folder;

  /** Whom plain sockets and HTTP clients would ask for their way. */
  private static final class Ways extends ProxySelector {
    private final List<URI> asked = new CopyOnWriteArrayList<>();

    @Override
    public List<Proxy> select(URI uri) {
      asked.add(uri);
      return List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }

  @Test
  void whateverIsAsked() throws IOException {
    Path file = folder.resolve("hangup.yaml");
    Files.writeString(file, "access: [{allow: [all]}]\nlimits: {perUser: 0, perChannel: 0}\n");
    ProxySelector before = ProxySelector.getDefault();
    Ways ways = new Ways();
    try (ServerSocket canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Wiring wiring = Wiring.of(new Shell(folder.resolve("data")).io(), GlobalOptions.of(file));
        Telling telling = Telling.open(wiring, name -> Optional.empty())) {
      canary.setSoTimeout(500);
      FrontDesk desk = FrontDesk.of(wiring, telling, Optional::empty, Watch.NONE);
      ProxySelector.setDefault(ways);
      int answers = 0;
      for (Request request : requests(desk.specs(), canary.getLocalPort())) {
        assertThat(desk.answer(request).title()).isNotEmpty();
        answers++;
      }
      assertThat(answers).isGreaterThan(300);
      assertThat(ways.asked).isEmpty();
      assertThat(called(canary)).isFalse();

      // Both would have seen it.
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(canary.getInetAddress(), canary.getLocalPort()));
      }
      assertThat(ways.asked).hasSize(1);
      assertThat(called(canary)).isTrue();
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  private static List<Request> requests(List<CommandSpec> specs, int port) {
    List<String> addresses =
        List.of(
            "http://127.0.0.1:" + port + "/reason",
            "127.0.0.1:" + port,
            "jdbc:mariadb://127.0.0.1:" + port + "/cdr",
            "ftp://localhost:" + port,
            "//127.0.0.1:" + port + "/share",
            "http://169.254.169.254/latest/meta-data");
    List<Request> requests = new ArrayList<>();
    for (String address : addresses) {
      requests.add(new Request.Line(address, SOMEBODY));
      requests.add(new Request.Line("why " + address, SOMEBODY));
      for (CommandSpec spec : specs) {
        requests.add(new Request.Line("/" + spec.name() + " " + address, SOMEBODY));
        for (Option option : spec.options()) {
          requests.add(new Request.Call(spec.name(), Map.of(option.name(), address), SOMEBODY));
        }
      }
    }
    return requests;
  }

  private static boolean called(ServerSocket canary) throws IOException {
    try (Socket caller = canary.accept()) {
      return caller.isConnected();
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
