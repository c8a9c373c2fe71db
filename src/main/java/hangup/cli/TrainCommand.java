package hangup.cli;

import com.sun.net.httpserver.HttpServer;
import hangup.chat.ChatPlatformException;
import hangup.command.Context;
import hangup.command.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * Does what a bot does at its start, with nobody to talk to, so that the JVM can keep the loaded
 * classes for real starts ({@code -XX:ArchiveClassesAtExit}). Calls nothing but itself.
 */
@Command(
    name = "train",
    hidden = true,
    description = "Loads what run needs, to make an archive of classes with, and ends.")
final class TrainCommand implements Callable<Integer> {

  private static final int UNAUTHORIZED = 401;

  /** What is first used when a platform has let us in, which here none does. */
  private static final List<String> LATER =
      List.of(
          "net/dv8tion/jda/api/events/",
          "net/dv8tion/jda/internal/entities/",
          "net/dv8tion/jda/internal/handle/",
          "net/dv8tion/jda/internal/requests/",
          "org/telegram/telegrambots/meta/api/objects/");

  private final Io io;

  TrainCommand(Io io) {
    this.io = io;
  }

  @Override
  public Integer call() throws IOException, URISyntaxException {
    Path folder = Files.createTempDirectory("hangup-train");
    HttpServer nobody =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    nobody.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(UNAUTHORIZED, -1);
          }
        });
    nobody.start();
    try {
      Path settings = Files.writeString(folder.resolve("hangup.yaml"), "zone: UTC\n");
      int port = nobody.getAddress().getPort();
      // One after the other: the first that is refused ends a start.
      start(
          settings,
          Map.of(
              "HANGUP_TELEGRAM_TOKEN",
              "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
              "HANGUP_TELEGRAM_APIURL",
              "http://127.0.0.1:" + port));
      start(
          settings,
          Map.of(
              "HANGUP_DISCORD_TOKEN", "none",
              "HANGUP_DISCORD_APIURL", "http://127.0.0.1:" + port + "/api/v10/",
              "HANGUP_DISCORD_GATEWAYURL", "ws://127.0.0.1:" + port));
      load();
    } finally {
      nobody.stop(0);
      delete(folder);
    }
    return ExitCode.OK;
  }

  private void start(Path settings, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(given);
    environment.put("HANGUP_DATADIR", settings.resolveSibling("data").toString());
    environment.put("HANGUP_ADMIN_PORT", "0");
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Io alone = new Io(io.in(), nowhere, nowhere, environment, false, io.clock());
    try (Wiring wiring = Wiring.of(alone, GlobalOptions.of(settings))) {
      var unused =
          wiring
              .dispatcher()
              .answer(new Request.Line("/reason 22", Context.console(ZoneOffset.UTC)));
      Bot.start(wiring).close();
    } catch (ChatPlatformException refused) {
      io.out().println("As far as without a platform: " + refused.getMessage());
    }
  }

  private void load() throws IOException, URISyntaxException {
    Path packed =
        Path.of(TrainCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isRegularFile(packed)) {
      return;
    }
    try (JarFile jar = new JarFile(packed.toFile())) {
      for (String name : jar.stream().map(JarEntry::getName).toList()) {
        if (name.endsWith(".class") && LATER.stream().anyMatch(name::startsWith)) {
          load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
  }

  private static void load(String name) {
    try {
      var unused = Class.forName(name, false, TrainCommand.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      // For a library that we do without, as for audio.
      return;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
