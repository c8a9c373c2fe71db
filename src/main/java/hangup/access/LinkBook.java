package hangup.access;

import hangup.chat.OwnerOnly;
import hangup.chat.SharedTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users who were linked by an admin's code, and the codes that wait, in a file that only its
 * owner may read, or where several processes of a bot see them. Codes are kept as hashes, work
 * once, and run out. Thread-safe.
 */
public final class LinkBook implements LinkedUsers {

  /** How long a code works. */
  public static final Duration CODE_LIFE = Duration.ofHours(24);

  private static final Logger log = LoggerFactory.getLogger(LinkBook.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
  private static final int MOST_CODES = 200;

  /** Without letters that are taken for digits (Crockford). */
  private static final String LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

  private static final int CODE_LENGTH = 12;

  private final Pages pages;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, Instant> codes = new LinkedHashMap<>();
  private Instant readAt = Instant.MIN;

  /** Where the book is kept. */
  private interface Pages {
    /** Whether others write too. */
    boolean shared();

    String read() throws IOException;

    void write(String text) throws IOException;
  }

  /**
   * Somebody linked.
   *
   * @param platform {@code telegram}
   * @param id the user's id there
   * @param name as the platform showed it when they were linked; data
   */
  public record User(String platform, String id, String name) {}

  private LinkBook(Pages pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  /**
   * Opens the book of a data directory.
   *
   * @throws UncheckedIOException if it cannot be read: to start without it would lock people out
   */
  public static LinkBook open(Path dataDir, Clock clock) {
    return opened(new LinkBook(new FilePages(dataDir.resolve("linked-users.txt")), clock));
  }

  /**
   * Opens the book that the processes of a bot share. The first brings that of its data directory
   * along.
   *
   * @throws RuntimeException if it cannot be read now
   */
  public static LinkBook shared(SharedTexts texts, Path dataDir, Clock clock) {
    String mine;
    try {
      mine = new FilePages(dataDir.resolve("linked-users.txt")).read();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who is linked", e);
    }
    if (!mine.isEmpty()) {
      String unused = texts.change(SharedPages.NAME, before -> before.isEmpty() ? mine : before);
    }
    return opened(new LinkBook(new SharedPages(texts), clock));
  }

  private static LinkBook opened(LinkBook book) {
    try {
      book.read();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read who is linked", e);
    }
    return book;
  }

  private void read() throws IOException {
    String text = pages.read();
    users.clear();
    codes.clear();
    text.lines().forEach(this::read);
    readAt = clock.instant();
  }

  /** Another process may have written; while nothing can be read, what is known holds. */
  private void refresh(Duration atMostEvery) {
    if (!pages.shared() || clock.instant().isBefore(readAt.plus(atMostEvery))) {
      return;
    }
    try {
      read();
    } catch (IOException | RuntimeException e) {
      readAt = clock.instant();
      log.warn("Who is linked cannot be read now: {}", e.getMessage());
    }
  }

  @Override
  public synchronized boolean linked(String platform, String user) {
    refresh(LOOK_AGAIN);
    return users.containsKey(platform + " " + user);
  }

  /**
   * A new code, such as {@code K7QD-M2VX-9RTA}.
   *
   * @throws UncheckedIOException if it cannot be kept
   */
  public synchronized String newCode() {
    refresh(Duration.ZERO);
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(i > 0 && i % 4 == 0 ? "-" : "");
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    forgetOldCodes();
    if (codes.size() >= MOST_CODES) {
      codes.remove(codes.keySet().iterator().next());
    }
    codes.put(hash(code.toString()), clock.instant().plus(CODE_LIFE));
    save();
    return code.toString();
  }

  /**
   * Links a user by a code, which is then used up.
   *
   * @param code in any case, with or without hyphens
   * @return false if the code is wrong, used or out of date
   */
  public synchronized boolean redeem(String platform, String user, String name, String code) {
    refresh(Duration.ZERO);
    forgetOldCodes();
    if (codes.remove(hash(code)) == null) {
      return false;
    }
    users.put(platform + " " + user, new User(platform, user, oneLine(name)));
    save();
    return true;
  }

  /** Takes the right away again; false if the user was not linked. */
  public synchronized boolean unlink(String platform, String user) {
    refresh(Duration.ZERO);
    boolean known = users.remove(platform + " " + user) != null;
    if (known) {
      save();
    }
    return known;
  }

  /** Who is linked, in the order of linking. */
  public synchronized List<User> users() {
    refresh(Duration.ZERO);
    return new ArrayList<>(users.values());
  }

  private void forgetOldCodes() {
    Instant now = clock.instant();
    codes.values().removeIf(end -> !end.isAfter(now));
  }

  private static String hash(String code) {
    String plain = code.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(plain.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String oneLine(String name) {
    String line = name.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() > 64 ? line.substring(0, 64) : line;
  }

  private void read(String line) {
    String[] parts = line.split(" ", 4);
    if (parts.length >= 3 && parts[0].equals("user")) {
      String name = parts.length > 3 ? parts[3] : "";
      users.put(parts[1] + " " + parts[2], new User(parts[1], parts[2], name));
    } else if (parts.length == 3 && parts[0].equals("code") && parts[2].matches("[0-9]{1,15}")) {
      codes.put(parts[1], Instant.ofEpochSecond(Long.parseLong(parts[2])));
    }
  }

  private void save() {
    StringBuilder all = new StringBuilder();
    users
        .values()
        .forEach(u -> all.append("user " + u.platform() + " " + u.id() + " " + u.name() + "\n"));
    codes.forEach((hash, end) -> all.append("code " + hash + " " + end.getEpochSecond() + "\n"));
    try {
      pages.write(all.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write who is linked", e);
    }
  }

  private record FilePages(Path file) implements Pages {
    @Override
    public boolean shared() {
      return false;
    }

    @Override
    public String read() throws IOException {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    @Override
    public void write(String text) throws IOException {
      Path fresh = OwnerOnly.freshBeside(file);
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Only the process that hears writes, so the whole text can be put in place of the old. */
  private record SharedPages(SharedTexts texts) implements Pages {
    private static final String NAME = "linked-users";

    @Override
    public boolean shared() {
      return true;
    }

    @Override
    public String read() {
      return texts.get(NAME).orElse("");
    }

    @Override
    public void write(String text) {
      String unused = texts.change(NAME, before -> text);
    }
  }
}
