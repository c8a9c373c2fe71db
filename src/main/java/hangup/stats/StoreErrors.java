package hangup.stats;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in the user's words what DuckDB, which tells errors apart by their text only, reports. */
final class StoreErrors {
  private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

  private final Path file;

  StoreErrors(Path file) {
    this.file = file;
  }

  /** Whether another process has the file open in a way that keeps us out. */
  static boolean isLocked(SQLException e) {
    String message = text(e);
    return message.contains("Could not set lock on file")
        || message.contains("Conflicting lock")
        || message.contains("used by another process");
  }

  /** Whether the statement was cancelled. */
  static boolean isInterrupt(SQLException e) {
    return text(e).contains("INTERRUPT Error");
  }

  StatsUnavailableException held(SQLException e) {
    Matcher pid = HOLDER.matcher(text(e));
    String holder =
        pid.find() ? process(Long.parseLong(pid.group(1))) : "another program (process unknown)";
    return new StatsUnavailableException(
        "The statistics file "
            + file
            + " is in use by "
            + holder
            + ". Wait until it has finished, or stop it, and try again.");
  }

  StatsUnavailableException explain(SQLException e) {
    String message = text(e);
    if (isLocked(e)) {
      return held(e);
    }
    if (message.contains("not a valid DuckDB database file")) {
      return because(
          "is not a statistics file of Hangup, or it is damaged. Move it away or set another"
              + " dataDir; then import the CDRs again",
          e);
    }
    if (message.contains("with version number") || message.contains("storage version")) {
      return because(
          "was written by a version of DuckDB that this version of Hangup cannot read. Use the"
              + " newer Hangup again, or move the file away and import the CDRs again",
          e);
    }
    if (message.contains("Permission denied") || message.contains("Read-only file system")) {
      return because(
          "cannot be opened: permission denied. Give the user "
              + System.getProperty("user.name", "that runs Hangup")
              + " the right to read and write it and its directory",
          e);
    }
    if (message.contains("No space left") || message.contains("disk full")) {
      return because("cannot be written: the disk is full. Free some space and try again", e);
    }
    if (message.contains("Out of Memory Error")) {
      return because("needs more memory than Hangup allows it. Ask for a shorter period", e);
    }
    if (message.contains("Corrupt") || message.contains("checksum")) {
      return because(
          "is damaged. Move it away and import the CDRs again (" + firstLine(message) + ")", e);
    }
    return because("cannot be used: " + firstLine(message), e);
  }

  StatsUnavailableException because(String what, @Nullable Throwable cause) {
    return new StatsUnavailableException(
        "The statistics file " + file + " " + what + (what.endsWith(".") ? "" : "."), cause);
  }

  /** Names a process without its arguments: they may hold secrets. */
  private static String process(long pid) {
    Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
    String command =
        info.flatMap(ProcessHandle.Info::command)
            .map(path -> String.valueOf(Path.of(path).getFileName()))
            .orElse("a process of another user");
    String ours =
        info.flatMap(ProcessHandle.Info::arguments).flatMap(StoreErrors::subcommand).orElse("");
    return (ours.isEmpty() ? command : "\"hangup " + ours + "\"") + " (process " + pid + ")";
  }

  /** The subcommand of a Hangup process: a plain word after its jar or main class. */
  static Optional<String> subcommand(String... arguments) {
    List<String> all = List.of(arguments);
    for (int i = 0; i + 1 < all.size(); i++) {
      String argument = all.get(i);
      if ((argument.endsWith("hangup.jar") || argument.equals("hangup.Main"))
          && all.get(i + 1).matches("[a-z]{1,20}")) {
        return Optional.of(all.get(i + 1));
      }
    }
    return Optional.empty();
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= 200 ? line : line.substring(0, 200);
  }

  private static String text(SQLException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
  }
}
