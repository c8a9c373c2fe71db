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
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JDBC drivers, those on the class path first, then those in the jars of a folder. Each jar of the
 * folder has a class loader of its own, so that what one driver packs hides nothing of another.
 */
public final class Drivers {
  private static final Logger log = LoggerFactory.getLogger(Drivers.class);

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
    for (Path jar : jars(folder)) {
      Optional<Driver> found = in(jar, url);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * The jars that are there, each with what is wrong with it if it cannot be used; for a message.
   *
   * @throws UncheckedIOException if the folder is there and cannot be read
   */
  public static List<String> seen(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    return jars(folder).stream().map(Drivers::described).toList();
  }

  private static String described(Path jar) {
    String name = String.valueOf(jar.getFileName());
    try {
      long drivers =
          ServiceLoader.load(Driver.class, loader(jar)).stream()
              .map(ServiceLoader.Provider::get)
              .filter(
                  driver -> driver.getClass().getClassLoader() != Drivers.class.getClassLoader())
              .count();
      return drivers == 0 ? name + " (holds no driver)" : name + " (another driver)";
    } catch (ServiceConfigurationError | LinkageError e) {
      return name + " (lacks classes that it needs, or needs a newer Java)";
    }
  }

  private static Optional<Driver> in(Path jar, String url) {
    try {
      return ServiceLoader.load(Driver.class, loader(jar)).stream()
          .map(ServiceLoader.Provider::get)
          .filter(driver -> takes(driver, url))
          .findFirst();
    } catch (ServiceConfigurationError | LinkageError e) {
      log.debug("{} cannot be used", jar, e);
      return Optional.empty();
    }
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
