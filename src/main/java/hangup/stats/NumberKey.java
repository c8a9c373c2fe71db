package hangup.stats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the check bits of phone numbers, in a file of its own that only its owner may read:
 * who has the statistics without it cannot try out numbers.
 */
final class NumberKey {
  private static final Logger log = LoggerFactory.getLogger(NumberKey.class);
  private static final int BYTES = 16;

  private final SipHash hash;

  NumberKey(byte[] bytes) {
    ByteBuffer words = ByteBuffer.wrap(bytes);
    this.hash = new SipHash(words.getLong(), words.getLong());
  }

  /** The key in a file; empty if there is none that can be read. */
  static Optional<NumberKey> read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == BYTES) {
        return Optional.of(new NumberKey(bytes));
      }
      log.warn("{} is not a key of {} bytes; delete it to have a new one made", file, BYTES);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      log.warn("The key {} cannot be read: {}", file, e.toString());
    }
    return Optional.empty();
  }

  /** As {@link #read}; makes one where there is none. For who has the store to write. */
  static Optional<NumberKey> readOrMake(Path file) {
    if (!Files.exists(file)) {
      try {
        make(file);
      } catch (IOException e) {
        log.warn("The key {} cannot be made: {}", file, e.toString());
      }
    }
    return read(file);
  }

  private static void make(Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] ownerOnly =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(
            fresh,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly)) {
      out.write(ByteBuffer.wrap(bytes));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Tells keys apart, and says nothing of them. */
  long print() {
    return hash.of("print", 0, 5);
  }

  long hash(String text, int from, int to) {
    return hash.of(text, from, to);
  }
}
