package hangup.catalog;

import hangup.config.ConfigException;
import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The catalogue as it is now: read again when the operator changes a file. A faulty version is
 * reported, and the last good one stays in use. Safe for threads.
 *
 * <p>The files are looked at by whoever asks, at most once a second; without files of the operator,
 * never.
 */
public final class LiveCatalog implements Supplier<Catalog> {
  private static final long CHECK_MS = 1_000;

  private final Clock clock;
  private final Listener listener;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile CatalogLoader loader;
  private volatile List<Path> watched;
  private volatile Catalog current;
  private volatile List<Problem> problems;
  private volatile long checkedAt;
  private List<String> state;

  /** Hears of reloads; called on the thread that asked. */
  public interface Listener {
    /** A changed file was read, and the new catalogue is in use. */
    void reloaded(Catalog catalog);

    /** A changed file is faulty; told once for each change. */
    void refused(List<Problem> problems);
  }

  /**
   * Loads the catalogue.
   *
   * @param clock tells when the files are due to be looked at
   * @throws ConfigException if it cannot be loaded
   */
  public LiveCatalog(CatalogLoader loader, Clock clock, Listener listener) {
    this.loader = loader;
    this.clock = clock;
    this.listener = listener;
    this.watched = loader.watched();
    this.checkedAt = clock.millis();
    // Taken before reading: a change in between is then seen by the next check.
    this.state = state();
    Problems found = new Problems();
    Optional<Catalog> loaded = loader.load(found);
    this.problems = found.list();
    this.current = loaded.orElseThrow(() -> new ConfigException(found.list()));
  }

  @Override
  public Catalog get() {
    if (!watched.isEmpty()) {
      long elapsed = clock.millis() - checkedAt;
      // A clock that was set back must not stop the checks.
      if (elapsed >= CHECK_MS || elapsed < 0) {
        check();
      }
    }
    return current;
  }

  /** What is wrong with the files as they are now; empty where they are what is in use. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Reads the files now, changed or not.
   *
   * @return whether the catalogue in use is the one of the files
   */
  public boolean reload() {
    reloading.lock();
    try {
      return load(state());
    } finally {
      reloading.unlock();
    }
  }

  /**
   * Takes other files from now on, if they are good; else those from before stay in use.
   *
   * @return whether the catalogue in use is the one of those files
   */
  public boolean use(CatalogLoader other) {
    reloading.lock();
    try {
      CatalogLoader before = loader;
      loader = other;
      watched = other.watched();
      if (load(state())) {
        return true;
      }
      loader = before;
      watched = before.watched();
      state = state();
      return false;
    } finally {
      reloading.unlock();
    }
  }

  private void check() {
    // Whoever comes while another looks is answered from what there is.
    if (!reloading.tryLock()) {
      return;
    }
    try {
      checkedAt = clock.millis();
      List<String> now = state();
      if (!now.equals(state)) {
        load(now);
      }
    } finally {
      reloading.unlock();
    }
  }

  private boolean load(List<String> now) {
    state = now;
    Problems found = new Problems();
    Optional<Catalog> loaded = loader.load(found);
    problems = found.list();
    if (loaded.isEmpty()) {
      listener.refused(problems);
      return false;
    }
    current = loaded.get();
    listener.reloaded(current);
    return true;
  }

  /** Size and time of every file that matters; equal lists mean that nothing changed. */
  private List<String> state() {
    List<String> files = new ArrayList<>();
    for (Path path : watched) {
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(path, "*.yaml")) {
          tables.forEach(file -> files.add(state(file)));
        } catch (IOException | DirectoryIteratorException e) {
          files.add(path + " unreadable");
        }
      } else {
        files.add(state(path));
      }
    }
    files.sort(null);
    return files;
  }

  private static String state(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
    } catch (IOException e) {
      return file + " missing";
    }
  }
}
