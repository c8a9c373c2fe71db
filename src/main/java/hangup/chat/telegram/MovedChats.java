package hangup.chat.telegram;

import hangup.chat.ChannelRef;
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
 * The groups that became supergroups and so got new numbers, kept in a file: what is sent to the
 * old number goes to the new one, and access rules that name the old one keep holding. Thread-safe.
 */
public final class MovedChats {

  private static final Logger log = LoggerFactory.getLogger(MovedChats.class);

  private final Path file;
  private final Map<Long, Long> byOld = new LinkedHashMap<>();
  private final Map<Long, Long> byNew = new LinkedHashMap<>();

  private MovedChats(Path file) {
    this.file = file;
  }

  /** Opens the list of a data directory. */
  public static MovedChats open(Path dataDir) {
    MovedChats chats = new MovedChats(dataDir.resolve("telegram-moved.txt"));
    try {
      if (Files.exists(chats.file)) {
        for (String line : Files.readAllLines(chats.file, StandardCharsets.UTF_8)) {
          if (line.matches("-[0-9]{1,18} -[0-9]{1,18}")) {
            String[] numbers = line.split(" ", -1);
            chats.keep(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
          }
        }
      }
    } catch (IOException e) {
      log.error("Cannot read {}: {}", chats.file, e.toString());
    }
    return chats;
  }

  /** Notes a move; false if it was known. */
  synchronized boolean moved(long from, long to) {
    if (byOld.containsKey(from)) {
      return false;
    }
    keep(from, to);
    try {
      Files.writeString(
          file, from + " " + to + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.error("Cannot write {}: {}", file, e.toString());
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
