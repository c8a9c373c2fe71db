package hangup.stats;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads DuckDB's native library, at best from where an earlier start has unpacked it: the driver by
 * itself unpacks its 70 MB anew on every start, which takes half a second.
 *
 * <p>For that, {@code java.library.path} must have a directory whose name begins with {@value
 * #DIRECTORY_PREFIX}, one for each version and platform. Without it the driver does as it is used
 * to.
 */
final class NativeLibrary {
  static final String DIRECTORY_PREFIX = "duckdb-";

  private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
  private static final String DRIVER_CLASS = "org.duckdb.DuckDBNative";

  private NativeLibrary() {}

  /** Loads the library, once in a process. */
  static void load() {
    Once.load();
  }

  /** The JVM runs a class initializer once, and lets other threads wait for it. */
  private static final class Once {
    static {
      loadFrom(System.getProperty("java.library.path", ""));
    }

    static void load() {}
  }

  private static void loadFrom(String libraryPath) {
    boolean ready = directory(libraryPath).map(NativeLibrary::unpack).orElse(false);
    String arch = System.getProperty("os.arch");
    // The driver looks for its resource by os.arch and calls System.loadLibrary only when it finds
    // none; there is no other way to tell it that the library is unpacked already.
    if (ready) {
      System.setProperty("os.arch", "unpacked");
    }
    try {
      Class.forName(DRIVER_CLASS);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("DuckDB's driver is missing", e);
    } finally {
      if (ready) {
        System.setProperty("os.arch", arch);
      }
    }
  }

  static Optional<Path> directory(String libraryPath) {
    return Arrays.stream(libraryPath.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isBlank())
        .map(Path::of)
        .filter(
            entry -> {
              Path name = entry.getFileName();
              return name != null && name.toString().startsWith(DIRECTORY_PREFIX);
            })
        .findFirst();
  }

  /** Makes sure that the directory has the whole library; false if that is not possible. */
  static boolean unpack(Path directory) {
    URL resource = NativeLibrary.class.getResource(resourceName());
    if (resource == null) {
      return false;
    }
    Path library = directory.resolve(System.mapLibraryName("duckdb_java"));
    try {
      URLConnection connection = resource.openConnection();
      long length = connection.getContentLengthLong();
      // A library that was cut short crashes the process.
      if (Files.isRegularFile(library) && Files.size(library) == length) {
        return true;
      }
      Files.createDirectories(directory);
      Path part = Files.createTempFile(directory, "unpacking", ".part");
      try {
        try (InputStream in = connection.getInputStream()) {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
        Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
      return Files.size(library) == length;
    } catch (IOException e) {
      log.debug("DuckDB's library cannot be kept in {}", directory, e);
      return false;
    }
  }

  /** As the driver names it. */
  private static String resourceName() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return "/libduckdb_java.so_"
        + (os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macos" : "linux")
        + "_"
        + (arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64");
  }
}
