package hangup.access;

import hangup.chat.OwnerOnly;
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

/**
 * The users who were linked by an admin's code, and the codes that wait, in a file that only its
 * owner may read. Codes are kept as hashes, work once, and run out. Thread-safe.
 */
public final class LinkBook implements LinkedUsers {

  /** How long a code works. */
  public static final Duration CODE_LIFE = Duration.ofHours(24);

  private static final int MOST_CODES = 200;

  /** Without letters that are taken for digits (Crockford). */
  private static final String LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

  private static final int CODE_LENGTH = 12;

  private final Path file;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, User> users = new LinkedHashMap<>();
  private final Map<String, Instant> codes = new LinkedHashMap<>();

  /**
   * Somebody linked.
   *
   * @param platform {@code telegram}
   * @param id the user's id there
   * @param name as the platform showed it when they were linked; data
   */
  public record User(String platform, String id, String name) {}

  private LinkBook(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Opens the book of a data directory.
   *
   * @throws UncheckedIOException if it cannot be read: to start without it would lock people out
   */
  public static LinkBook open(Path dataDir, Clock clock) {
    LinkBook book = new LinkBook(dataDir.resolve("linked-users.txt"), clock);
    try {
      if (Files.exists(book.file)) {
        Files.readAllLines(book.file, StandardCharsets.UTF_8).forEach(book::read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + book.file, e);
    }
    return book;
  }

  @Override
  public synchronized boolean linked(String platform, String user) {
    return users.containsKey(platform + " " + user);
  }

  /**
   * A new code, such as {@code K7QD-M2VX-9RTA}.
   *
   * @throws UncheckedIOException if it cannot be kept
   */
  public synchronized String newCode() {
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
    boolean known = users.remove(platform + " " + user) != null;
    if (known) {
      save();
    }
    return known;
  }

  /** Who is linked, in the order of linking. */
  public synchronized List<User> users() {
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
      Path fresh = OwnerOnly.freshBeside(file);
      Files.writeString(fresh, all);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
