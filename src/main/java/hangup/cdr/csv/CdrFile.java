package hangup.cdr.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** A file to read, or standard input. */
public final class CdrFile {
  private final String name;
  private final OptionalLong size;
  private final Opener opener;
  private final boolean again;

  /** Opens a file from its beginning; each stream is closed by who asked for it. */
  @FunctionalInterface
  public interface Opener {
    InputStream open() throws IOException;
  }

  /**
   * A file that can be opened again and again.
   *
   * @param name for messages
   * @param size in bytes as it is stored
   */
  public static CdrFile of(String name, long size, Opener opener) {
    return new CdrFile(name, OptionalLong.of(size), true, opener);
  }

  CdrFile(String name, OptionalLong size, boolean again, Opener opener) {
    this.name = name;
    this.size = size;
    this.again = again;
    this.opener = opener;
  }

  /** As it was given; {@code standard input} for {@code -}. */
  public String name() {
    return name;
  }

  /** Its size in bytes as it is stored, packed or not; empty for standard input. */
  public OptionalLong size() {
    return size;
  }

  /** Whether it can be opened more than once. */
  boolean canBeReadAgain() {
    return again;
  }

  InputStream open() throws IOException {
    return opener.open();
  }
}
