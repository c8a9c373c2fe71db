package hangup.chat.telegram;

import hangup.chat.OwnerOnly;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of updates in a file.
 *
 * <p>One line an event: {@code + number json} taken over, {@code * number} begun, {@code > number}
 * an answer is being sent, {@code - number} done.
 */
final class FileJournal implements UpdateJournal {

  private static final Logger log = LoggerFactory.getLogger(FileJournal.class);

  private static final long COMPACT_AT = 1_000_000;

  private final Path file;
  private final Map<Integer, Open> open = new LinkedHashMap<>();
  private final Set<Integer> known = new LinkedHashSet<>();

  // No channel: that would be closed when a thread that writes is interrupted.
  private @Nullable FileOutputStream out;
  private long written;
  private boolean failing;
  private boolean closed;

  private FileJournal(Path file) {
    this.file = file;
  }

  /** Opens the journal; a file that cannot be read is begun anew. */
  static FileJournal open(Path file) {
    FileJournal journal = new FileJournal(file);
    journal.load();
    synchronized (journal) {
      journal.compact();
    }
    return journal;
  }

  @Override
  public synchronized List<RawUpdate> take(List<RawUpdate> updates) {
    List<RawUpdate> fresh = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (RawUpdate update : updates) {
      if (remember(update.id())) {
        fresh.add(update);
        open.put(update.id(), new Open(update, Progress.TAKEN));
        lines.append(taken(update));
      }
    }
    if (!fresh.isEmpty()) {
      append(lines.toString(), true);
    }
    return fresh;
  }

  @Override
  public synchronized void begin(int id) {
    Open one = open.get(id);
    if (one != null) {
      open.put(id, new Open(one.update(), one.progress().begunNow()));
      append("* " + id + "\n", false);
    }
  }

  @Override
  public synchronized CompletableFuture<Void> sending(int id) {
    Open one = open.get(id);
    if (one != null) {
      open.put(id, new Open(one.update(), Progress.SENDING));
      append("> " + id + "\n", false);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized void done(int id) {
    if (open.remove(id) != null) {
      append("- " + id + "\n", false);
    }
  }

  @Override
  public synchronized List<Open> leftOver() {
    return List.copyOf(open.values());
  }

  @Override
  public synchronized int openCount() {
    return open.size();
  }

  private boolean remember(int id) {
    if (!known.add(id)) {
      return false;
    }
    if (known.size() > NUMBERS_KEPT) {
      Iterator<Integer> oldest = known.iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  private static String taken(RawUpdate update) {
    return "+ " + update.id() + " " + update.json() + "\n";
  }

  private void append(String lines, boolean force) {
    if (out == null) {
      if (!closed) {
        compact();
      }
      return;
    }
    try {
      byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      written += bytes.length;
      if (force) {
        out.getFD().sync();
      }
      if (written > COMPACT_AT) {
        compact();
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private void giveUp(IOException e) {
    if (!failing) {
      failing = true;
      log.error(
          "Cannot write {}: {}. Telegram goes on, but what is unanswered when the bot stops before"
              + " that is mended is lost.",
          file,
          e.toString());
    }
    closeQuietly();
  }

  private void compact() {
    StringBuilder lines = new StringBuilder();
    for (int id : known) {
      Open left = open.get(id);
      if (left == null) {
        lines.append("- ").append(id).append('\n');
      } else {
        lines.append(taken(left.update())).append(marks(left));
      }
    }
    closeQuietly();
    try {
      Path fresh = OwnerOnly.freshBeside(file);
      out = new FileOutputStream(fresh.toFile());
      // Not counted: however much is open, one compaction does not call for the next.
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
      written = 0;
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (failing) {
        failing = false;
        log.info("{} can be written again", file);
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  private static String marks(Open left) {
    int id = left.update().id();
    return switch (left.progress()) {
      case TAKEN -> "";
      case BEGUN -> "* " + id + "\n";
      case BEGUN_AGAIN -> "* " + id + "\n* " + id + "\n";
      case SENDING -> "> " + id + "\n";
    };
  }

  private synchronized void load() {
    if (!Files.exists(file)) {
      return;
    }
    try {
      for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
        read(line);
      }
    } catch (IOException e) {
      log.error("Cannot read {}: {}. Begun anew.", file, e.toString());
    }
  }

  private void read(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length < 2 || !parts[1].matches("-?[0-9]{1,10}")) {
      return;
    }
    int id = (int) Long.parseLong(parts[1]);
    Open left = open.get(id);
    switch (parts[0]) {
      case "+" -> {
        if (parts.length == 3 && remember(id)) {
          open.put(id, new Open(new RawUpdate(id, parts[2]), Progress.TAKEN));
        }
      }
      case "*" -> {
        if (left != null) {
          open.put(id, new Open(left.update(), left.progress().begunNow()));
        }
      }
      case ">" -> {
        if (left != null) {
          open.put(id, new Open(left.update(), Progress.SENDING));
        }
      }
      case "-" -> {
        remember(id);
        open.remove(id);
      }
      default -> {}
    }
  }

  private void closeQuietly() {
    FileOutputStream old = out;
    out = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        log.warn("Cannot close {}: {}", file, e.toString());
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeQuietly();
  }
}
