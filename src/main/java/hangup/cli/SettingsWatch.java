package hangup.cli;

import hangup.config.LiveKeys;
import hangup.config.LiveSettings;
import hangup.config.LiveSettings.Outcome;
import hangup.config.Settings;
import hangup.state.StateException;
import hangup.yaml.Problem;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes of the settings while the bot runs: looks at the file every two seconds, and when
 * it is told to. Says what was taken, what needs a restart, and what is wrong with a faulty file.
 */
final class SettingsWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** Mistakes in one message to the admins; the log has all. */
  private static final int MOST_TOLD = 8;

  /** What the parts of the bot ask for anew, or are given when it changed. */
  static final LiveKeys LIVE =
      new LiveKeys(
          Set.of(
              "zone",
              "access",
              "audit",
              "limits",
              "catalog",
              "log.level",
              "digest",
              "digests",
              "notices"));

  private final LiveSettings settings;
  private final Parts parts;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "hangup-settings");
            thread.setDaemon(true);
            return thread;
          });

  /** Keys that were taken and that a part could not be given yet. Only the thread's. */
  private final Set<String> owed = new LinkedHashSet<>();

  private boolean told;

  /** The parts of the bot that are given what changed. */
  interface Parts {

    /**
     * Gives them what changed; called again with the same keys if it fails.
     *
     * @throws StateException if it cannot be given now
     */
    void give(Settings now, Set<String> changed);

    /** Tells the admins. */
    void tell(boolean taken, String text);
  }

  SettingsWatch(LiveSettings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            () -> safely(() -> handle(settings.look())),
            EVERY.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Reads the file soon, changed or not. */
  void reload() {
    try {
      thread.execute(() -> safely(() -> handle(settings.reload())));
    } catch (RejectedExecutionException e) {
      log.debug("The bot is stopping; the settings are not read again");
    }
  }

  private static void safely(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // A timer that throws would never look again.
      log.error("The settings cannot be looked at", e);
    }
  }

  private void handle(Outcome outcome) {
    if (outcome instanceof Outcome.Taken taken) {
      owed.addAll(taken.changed());
      taken.warnings().forEach(problem -> log.warn("{}", problem.text()));
      say(taken);
    } else if (outcome instanceof Outcome.Refused refused) {
      refused(refused.problems());
    }
    give();
  }

  private void give() {
    if (owed.isEmpty()) {
      return;
    }
    try {
      parts.give(settings.get(), Set.copyOf(owed));
      owed.clear();
      told = false;
    } catch (StateException e) {
      // Tried again at the next look.
      if (!told) {
        told = true;
        log.warn("{} cannot be taken yet: {}", words(List.copyOf(owed)), e.getMessage());
      }
    }
  }

  private void say(Outcome.Taken taken) {
    List<String> changed = taken.changed().stream().filter(LIVE::has).toList();
    String text = changed.isEmpty() ? "Nothing is different" : "In use now: " + words(changed);
    if (!taken.afterRestart().isEmpty()) {
      text += ". Only after a restart: " + words(taken.afterRestart());
    }
    log.info("{} was read again. {}.", settings.file(), text);
    parts.tell(true, text + ".");
  }

  private void refused(List<Problem> problems) {
    String mistakes = problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
    log.error(
        "{} has mistakes; the settings from before stay in use: {}", settings.file(), mistakes);
    String few =
        problems.stream().limit(MOST_TOLD).map(Problem::text).collect(Collectors.joining("\n"));
    parts.tell(
        false,
        "The changed file has mistakes; the settings from before stay in use.\n"
            + few
            + (problems.size() > MOST_TOLD ? "\n… and more, which hangup check lists" : ""));
  }

  private static String words(List<String> keys) {
    return String.join(", ", keys);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
