package hangup.chat.telegram;

import hangup.chat.ChannelRef;
import hangup.chat.SharedTexts;
import hangup.command.Access;
import hangup.command.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups that became supergroups and so got new numbers, kept in a file or where several
 * processes see it: what is sent to the old number goes to the new one, and access rules that name
 * the old one keep holding. Thread-safe.
 */
public final class MovedChats {

  private static final Logger log = LoggerFactory.getLogger(MovedChats.class);

  private static final String NAME = "telegram-moved";

  private final Optional<Path> file;
  private final Optional<SharedTexts> shared;
  private final Map<Long, Long> byOld = new LinkedHashMap<>();
  private final Map<Long, Long> byNew = new LinkedHashMap<>();

  private MovedChats(Optional<Path> file, Optional<SharedTexts> shared) {
    this.file = file;
    this.shared = shared;
  }

  /** Opens the list of a data directory. */
  public static MovedChats open(Path dataDir) {
    MovedChats chats =
        new MovedChats(Optional.of(dataDir.resolve("telegram-moved.txt")), Optional.empty());
    chats.refresh();
    return chats;
  }

  /** Opens the list that the processes of a bot share. */
  public static MovedChats shared(SharedTexts texts) {
    MovedChats chats = new MovedChats(Optional.empty(), Optional.of(texts));
    chats.refresh();
    return chats;
  }

  /** Reads what another process may have noted meanwhile. */
  void refresh() {
    try {
      String lines = shared.flatMap(texts -> texts.get(NAME)).orElse("");
      if (file.isPresent() && Files.exists(file.get())) {
        lines = Files.readString(file.get(), StandardCharsets.UTF_8);
      }
      lines.lines().forEach(this::read);
    } catch (IOException | RuntimeException e) {
      log.error("Cannot read which groups moved: {}", e.toString());
    }
  }

  private void read(String line) {
    if (line.matches("-[0-9]{1,18} -[0-9]{1,18}")) {
      String[] numbers = line.split(" ", -1);
      keep(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }
  }

  /** Notes a move; false if it was known. */
  synchronized boolean moved(long from, long to) {
    if (byOld.containsKey(from)) {
      return false;
    }
    keep(from, to);
    String line = from + " " + to + "\n";
    try {
      if (file.isPresent()) {
        Files.writeString(file.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      shared.ifPresent(texts -> texts.change(NAME, all -> all + line));
    } catch (IOException | RuntimeException e) {
      log.error("Cannot keep that a group moved: {}", e.toString());
    }
    return true;
  }

  private synchronized void keep(long from, long to) {
    byOld.put(from, to);
    byNew.put(to, from);
  }

  /** Tells of every move that is known; one may have been noted just before a crash. */
  public void tell(TelegramListener listener) {
    Map<Long, Long> moves;
    synchronized (this) {
      moves = new LinkedHashMap<>(byOld);
    }
    moves.forEach((from, to) -> listener.moved(channel(from), channel(to)));
  }

  private static ChannelRef channel(long chat) {
    String id = Long.toString(chat);
    return new ChannelRef("telegram", Optional.of(id), id, Optional.empty());
  }

  /** Where the chat is now. */
  synchronized long now(long chat) {
    return byOld.getOrDefault(chat, chat);
  }

  private synchronized Optional<Long> before(long chat) {
    return Optional.ofNullable(byNew.get(chat));
  }

  /** The same rules, for which a chat that moved is also still the old one. */
  public Access following(Access rules) {
    return (spec, context) -> {
      Optional<String> refusal = rules.refusal(spec, context);
      Optional<Context> before = refusal.isPresent() ? before(context) : Optional.empty();
      return before.isPresent() ? rules.refusal(spec, before.get()) : refusal;
    };
  }

  private Optional<Context> before(Context context) {
    return Place.of(context.channel())
        .flatMap(place -> before(place.chat()))
        .map(old -> at(context, old));
  }

  private static Context at(Context context, long chat) {
    String id = Long.toString(chat);
    ChannelRef channel = context.channel();
    return new Context(
        new ChannelRef(channel.platform(), Optional.of(id), id, channel.thread()),
        context.asker(),
        context.zone());
  }
}
