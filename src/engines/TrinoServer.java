import io.trino.plugin.memory.MemoryPlugin;
import io.trino.server.testing.TestingTrinoServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A Trino server with tables in memory: writes the port it listens on into the file that is named,
 * and ends with its standard input. Run as a source file, on the class path that pom.xml beside it gives.
 */
final class TrinoServer {
  private TrinoServer() {}

  public static void main(String[] arguments) throws Exception {
    TestingTrinoServer server = TestingTrinoServer.create();
    server.installPlugin(new MemoryPlugin());
    server.createCatalog("memory", "memory", Map.of("memory.max-data-per-node", "1GB"));
    Path written = Path.of(arguments[0] + ".new");
    Files.writeString(written, String.valueOf(server.getBaseUrl().getPort()));
    Files.move(written, Path.of(arguments[0]), StandardCopyOption.ATOMIC_MOVE);
    while (System.in.read() >= 0) {
      // Ends when whoever started it does.
      continue;
    }
    System.exit(0);
  }
}
