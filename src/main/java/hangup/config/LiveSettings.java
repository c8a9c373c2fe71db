package hangup.config;

import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings as they are now: one immutable value, replaced as a whole when the file was changed
 * and is good. A faulty file changes nothing. Thread-safe.
 */
public final class LiveSettings implements Supplier<Settings> {

  private final SettingsLoader loader;
  private final Optional<Path> named;
  private final Path file;
  private final LiveKeys live;
  private final Settings atStart;
  private volatile Settings current;

  /** The file as it was when it was last read. */
  private String read;

  /** The file as it was at the last look, if that was changed and not yet read. */
  private @Nullable String changed;

  /** What came of a look at the file. */
  public sealed interface Outcome {

    /** There was nothing new. */
    record Same() implements Outcome {}

    /**
     * The file was read, and its settings are in use.
     *
     * @param changed the keys that are different now
     * @param afterRestart the keys of the file that are not those in use, and will be only after a
     *     restart
     * @param warnings of what has no effect
     */
    record Taken(List<String> changed, List<String> afterRestart, List<Problem> warnings)
        implements Outcome {}

    /** The file is faulty; the settings from before stay in use. */
    record Refused(List<Problem> problems) implements Outcome {}
  }

  /**
   * Loads the settings.
   *
   * @param named the file that the user named
   * @param live the keys that can be changed without a restart
   * @param warnings hears of what has no effect
   * @throws ConfigException if anything is wrong, listing everything
   */
  public LiveSettings(
      SettingsLoader loader, Optional<Path> named, LiveKeys live, Consumer<Problem> warnings) {
    this.loader = loader;
    this.named = named;
    this.file = loader.file(named);
    this.live = live;
    // Taken before reading: a change in between is then seen by the next look.
    this.read = state();
    this.atStart = loader.load(named, warnings);
    this.current = atStart;
  }

  @Override
  public Settings get() {
    return current;
  }

  /** Something that is made of the settings, made anew only when they were changed. */
  public <T> Supplier<T> derive(Function<Settings, T> made) {
    return new Derived<>(this, made);
  }

  /** The file that is looked at; it need not exist. */
  public Path file() {
    return file;
  }

  /**
   * Looks whether the file was changed, and reads it if so. A file that is still being written is
   * left alone: it is read when two looks in a row found it the same.
   */
  public synchronized Outcome look() {
    String now = state();
    if (now.equals(read)) {
      changed = null;
      return new Outcome.Same();
    }
    if (!now.equals(changed)) {
      changed = now;
      return new Outcome.Same();
    }
    return load(now);
  }

  /** Reads the file now, changed or not. */
  public synchronized Outcome reload() {
    return load(state());
  }

  private Outcome load(String now) {
    read = now;
    changed = null;
    Problems problems = new Problems();
    Settings next = loader.read(named, problems);
    if (problems.hasErrors()) {
      return new Outcome.Refused(problems.list());
    }
    List<String> different = List.copyOf(SettingsDifference.keys(current, next));
    List<String> afterRestart =
        SettingsDifference.keys(atStart, next).stream().filter(key -> !live.has(key)).toList();
    current = next;
    return new Outcome.Taken(different, afterRestart, problems.list());
  }

  private String state() {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
    } catch (IOException e) {
      return "missing";
    }
  }

  private static final class Derived<T> implements Supplier<T> {
    private final Supplier<Settings> settings;
    private final Function<Settings, T> made;
    private volatile Made<T> last;

    private record Made<T>(Settings of, T value) {}

    Derived(Supplier<Settings> settings, Function<Settings, T> made) {
      this.settings = settings;
      this.made = made;
      this.last = make(settings.get());
    }

    @Override
    public T get() {
      Settings now = settings.get();
      Made<T> known = last;
      if (!known.of().equals(now)) {
        known = make(now);
        last = known;
      }
      return known.value();
    }

    private Made<T> make(Settings of) {
      return new Made<>(of, made.apply(of));
    }
  }
}
