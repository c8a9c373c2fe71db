package hangup.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command lines too long for a button, kept in a file: one line each, {@code id base64(line)}.
 * The oldest are forgotten when there are too many. Thread-safe.
 */
final class ButtonFile implements ButtonStore {

  /** How many lines are kept. */
  static final int MOST = 5_000;

  private final Path file;
  private final int most;
  private final Map<String, String> lines = new LinkedHashMap<>();
  private int linesInFile;

  private ButtonFile(Path file, int most) {
    this.file = file;
    this.most = most;
  }

  /**
   * @throws IOException if the file cannot be read
   */
  static ButtonFile open(Path file, int most) throws IOException {
    ButtonFile store = new ButtonFile(file, most);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (!line.isEmpty()) {
          store.linesInFile++;
          store.read(line);
        }
      }
    }
    return store;
  }

  @Override
  public synchronized Optional<String> get(String id) {
    return Optional.ofNullable(lines.get(id));
  }

  @Override
  public synchronized void put(String id, String command) {
    boolean known = lines.remove(id) != null;
    keep(id, command);
    if (known) {
      return;
    }
    try {
      if (linesInFile == 0 && !Files.exists(file)) {
        Files.createFile(file, OwnerOnly.attributes(file));
      }
      if (linesInFile >= 2 * most) {
        rewrite();
      } else {
        Files.writeString(
            file, line(id, command), StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
        linesInFile++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a button in " + file, e);
    }
  }

  private void keep(String id, String command) {
    lines.put(id, command);
    if (lines.size() > most) {
      lines.remove(lines.keySet().iterator().next());
    }
  }

  private void rewrite() throws IOException {
    StringBuilder all = new StringBuilder();
    lines.forEach((id, command) -> all.append(line(id, command)));
    Path fresh = OwnerOnly.freshBeside(file);
    Files.writeString(fresh, all, StandardCharsets.ISO_8859_1);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    linesInFile = lines.size();
  }

  private void read(String line) {
    int space = line.indexOf(' ');
    if (space <= 0) {
      return;
    }
    byte[] command;
    try {
      command = Base64.getDecoder().decode(line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      // A line that a crash cut short: its button is forgotten, the others are not.
      return;
    }
    String id = line.substring(0, space);
    lines.remove(id);
    keep(id, new String(command, StandardCharsets.UTF_8));
  }

  private static String line(String id, String command) {
    // The line feed comes first too: what follows a line cut short must stand for itself.
    return "\n"
        + id
        + ' '
        + Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8))
        + "\n";
  }
}
