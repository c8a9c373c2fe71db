package hangup.state;

import hangup.config.StateSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk that can be full: what would make a file longer, or a new one, then fails as on Linux. */
public final class FullDisk extends FilePathWrapper {

  static final String SCHEME = "fulldisk";
  private static final AtomicBoolean FULL = new AtomicBoolean();

  /** Opens a database on a disk that can be full. */
  public static StateDatabase open(Path file) {
    register();
    return StateDatabase.open(
        "jdbc:h2:" + SCHEME + ":" + file.toAbsolutePath() + ";WRITE_DELAY=0;LOCK_TIMEOUT=300",
        StateSettings.FILE,
        new StateErrors("state"),
        false);
  }

  static void register() {
    FilePath.register(new FullDisk());
  }

  public static void fill() {
    FULL.set(true);
  }

  public static void free() {
    FULL.set(false);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Channel(getBase().open(mode));
  }

  private static final class Channel extends FileBaseDefault {
    private final FileChannel base;

    Channel(FileChannel base) {
      this.base = base;
    }

    @Override
    public long size() throws IOException {
      return base.size();
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return base.read(to, position);
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (FULL.get() && position + from.remaining() > base.size()) {
        throw new IOException("No space left on device");
      }
      return base.write(from, position);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      base.truncate(size);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      base.force(metadata);
    }

    @Override
    public synchronized FileLock tryLock(long position, long size, boolean shared)
        throws IOException {
      return base.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      base.close();
    }

    @Override
    public String toString() {
      return SCHEME + ":" + base;
    }
  }
}
