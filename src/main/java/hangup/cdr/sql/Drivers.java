package hangup.cdr.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * JDBC drivers, those on the class path first, then those in the jars of a folder. Each jar of the
 * folder has a class loader of its own, so that what one driver packs hides nothing of another.
 */
public final class Drivers {

  private Drivers() {}

  /**
   * The driver that takes a URL; empty if none does.
   *
   * @throws UncheckedIOException if the folder is there and cannot be read
   */
  public static Optional<Driver> find(Path folder, String url) {
    Optional<Driver> shipped =
        DriverManager.drivers().filter(driver -> takes(driver, url)).findFirst();
    if (shipped.isPresent() || !Files.isDirectory(folder)) {
      return shipped;
    }
    return jars(folder).stream()
        .map(jar -> ServiceLoader.load(Driver.class, loader(jar)))
        .flatMap(drivers -> drivers.stream().map(ServiceLoader.Provider::get))
        .filter(driver -> takes(driver, url))
        .findFirst();
  }

  private static List<Path> jars(Path folder) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    jars.sort(null);
    return jars;
  }

  /** Stays open as long as the driver is used, which is until the end of the process. */
  private static ClassLoader loader(Path jar) {
    try {
      return new URLClassLoader(
          jar.getFileName().toString(),
          new URL[] {jar.toUri().toURL()},
          Drivers.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  private static boolean takes(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      // It knows the beginning of the URL and minds the rest; connecting will say what.
      return true;
    }
  }
}
