package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes rejected lines to a file, each under a comment that says where it was and what is wrong.
 * The file is made with the first of them, replaces an older one, and only its owner may read it.
 * Once the lines are corrected it can be imported itself: the comments are skipped.
 */
public final class RejectsFile implements Rejects, AutoCloseable {
  private static final byte[] COMMENT = "#hangup ".getBytes(UTF_8);

  private final Path path;
  private @Nullable OutputStream out;
  private String lastFile = "";
  private long count;

  public RejectsFile(Path path) {
    this.path = path;
  }

  /** Whether a line lies in {@code bytes} from {@code start} that this class wrote as a comment. */
  static boolean isComment(byte[] bytes, int start, int end) {
    if (end - start < COMMENT.length) {
      return false;
    }
    for (int i = 0; i < COMMENT.length; i++) {
      if (bytes[start + i] != COMMENT[i]) {
        return false;
      }
    }
    return true;
  }

  public Path path() {
    return path;
  }

  /** How many lines were written; while 0 there is no file. */
  public long count() {
    return count;
  }

  @Override
  public void add(String file, String header, RejectedLine line, byte[] raw) {
    try {
      OutputStream to = out;
      if (to == null) {
        to = create();
        out = to;
      }
      if (!file.equals(lastFile)) {
        lastFile = file;
        comment(to, "file " + file);
        if (!header.isEmpty()) {
          to.write(header.getBytes(UTF_8));
          to.write('\n');
        }
      }
      comment(to, "line " + line.line() + ": " + line.cause());
      to.write(raw);
      to.write('\n');
      count++;
    } catch (IOException e) {
      throw new CdrFileException("Cannot write the rejected lines to " + path + ": " + e, e);
    }
  }

  /**
   * @throws CdrFileException if the last lines cannot be written
   */
  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new CdrFileException("Cannot write the rejected lines to " + path + ": " + e, e);
    }
  }

  private OutputStream create() throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.deleteIfExists(path);
    return new BufferedOutputStream(
        Channels.newOutputStream(
            Files.newByteChannel(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)));
  }

  private static void comment(OutputStream to, String text) throws IOException {
    to.write(COMMENT);
    to.write(text.replaceAll("\\p{Cntrl}", " ").getBytes(UTF_8));
    to.write('\n');
  }
}
