package hangup.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts the command line of a button into the few bytes that platforms give back when it is pressed,
 * signed, so that nobody can press a button that was never shown, and readable after a restart.
 *
 * <p>An id has at most {@value #MAX_BYTES} printable ASCII characters: the limit of Telegram's
 * callback data, Discord allows 100. A line whose known words are shortened (see {@link
 * ButtonWords}) fits as it is in most cases; any other is kept in a file under the id. Thread-safe.
 */
public final class ButtonCodec {

  /** The longest id. */
  public static final int MAX_BYTES = 64;

  /** Longer lines are no command of ours. */
  static final int MAX_COMMAND = 2_000;

  private static final char INLINE = 'a';
  private static final char STORED = 's';
  private static final int SIGNATURE_BYTES = 9;
  private static final int SIGNATURE_CHARS = 12;
  private static final int STORED_ID_BYTES = 15;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final SecretKeySpec key;
  private final ButtonStore store;

  ButtonCodec(byte[] key, ButtonStore store) {
    this.key = new SecretKeySpec(key, "HmacSHA256");
    this.store = store;
  }

  /**
   * Opens the codec of a data directory, making its key on the first start.
   *
   * @throws UncheckedIOException if the directory cannot be written to
   */
  public static ButtonCodec open(Path dataDir) {
    try {
      return new ButtonCodec(
          KeyFile.readOrCreate(dataDir.resolve("button.key")),
          ButtonFile.open(dataDir.resolve("buttons.txt"), ButtonFile.MOST));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the buttons in " + dataDir, e);
    }
  }

  /**
   * Opens the codec that the processes of a bot share: what one shows can be pressed where another
   * hears. The first brings the key of its data directory along.
   *
   * @throws RuntimeException if the texts cannot be read or written now
   */
  public static ButtonCodec shared(SharedTexts texts, Path dataDir) {
    byte[] mine;
    try {
      mine = KeyFile.readOrCreate(dataDir.resolve("button.key"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the buttons in " + dataDir, e);
    }
    String key =
        texts.change(
            "button.key", before -> before.isEmpty() ? BASE64.encodeToString(mine) : before);
    return new ButtonCodec(Base64.getUrlDecoder().decode(key), new SharedButtons(texts));
  }

  /**
   * The id for a command line.
   *
   * @throws IllegalArgumentException if the line is empty or longer than any command
   */
  public String encode(String command) {
    if (command.isEmpty() || command.length() > MAX_COMMAND) {
      throw new IllegalArgumentException("a button needs a command of 1 to 2000 characters");
    }
    Optional<String> shortened = ButtonWords.shorten(command);
    if (shortened.isPresent() && shortened.get().length() <= MAX_BYTES - 1 - SIGNATURE_CHARS) {
      return INLINE + signature(INLINE, shortened.get(), SIGNATURE_BYTES) + shortened.get();
    }
    String id = signature(STORED, command, STORED_ID_BYTES);
    store.put(id, command);
    return STORED + id;
  }

  /** The command line of an id that this codec made; empty for a forged or forgotten one. */
  public Optional<String> decode(String id) {
    if (id.length() < 2 || id.length() > MAX_BYTES) {
      return Optional.empty();
    }
    if (id.charAt(0) == STORED) {
      // The id is the signature of its line, so a line changed in the file is not believed.
      String stored = id.substring(1);
      return store
          .get(stored)
          .filter(line -> same(stored, signature(STORED, line, STORED_ID_BYTES)));
    }
    if (id.charAt(0) != INLINE || id.length() <= 1 + SIGNATURE_CHARS) {
      return Optional.empty();
    }
    String shortened = id.substring(1 + SIGNATURE_CHARS);
    String signature = id.substring(1, 1 + SIGNATURE_CHARS);
    return same(signature, signature(INLINE, shortened, SIGNATURE_BYTES))
        ? Optional.of(ButtonWords.lengthen(shortened))
        : Optional.empty();
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private String signature(char kind, String text, int bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((byte) kind);
      byte[] full = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return BASE64.encodeToString(Arrays.copyOf(full, bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
