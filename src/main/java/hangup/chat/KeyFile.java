package hangup.chat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.EnumSet;

/** A random key in a file that only its owner may read. */
final class KeyFile {

  private static final int BYTES = 32;

  private KeyFile() {}

  /**
   * Reads the key, or makes one where there is none; of two processes that start at once, both get
   * the same.
   *
   * @throws IOException if the file cannot be read or written, or is not a key
   */
  static byte[] readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != BYTES) {
      throw new IOException(
          file
              + " must hold "
              + BYTES
              + " bytes but has "
              + key.length
              + "; delete it to make a new key (buttons sent before then stop working)");
    }
    return key;
  }

  private static void create(Path file) throws IOException {
    Path dir = file.toAbsolutePath().getParent();
    if (dir != null) {
      Files.createDirectories(dir);
    }
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path fresh =
        Files.createTempFile(dir, file.getFileName() + ".", ".new", OwnerOnly.attributes(file));
    try {
      try (SeekableByteChannel out =
          Files.newByteChannel(fresh, EnumSet.of(StandardOpenOption.WRITE))) {
        out.write(ByteBuffer.wrap(key));
      }
      // A link fails where the name is taken; a move would replace another process's key.
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
