package hangup.follow.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Looks at the bytes of a file that is still being written. */
final class Lines {
  private static final int BLOCK = 1 << 16;
  private static final int LONGEST = 1 << 20;

  private Lines() {}

  /**
   * Where the last complete line ends, in bytes; 0 if none does, or if the file has no lines that
   * can be told apart before it is complete: packed, or of two bytes a character.
   */
  static long end(Path path, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] head = new byte[(int) Math.min(4, size)];
      file.readFully(head);
      String start = new String(head, ISO_8859_1);
      if (start.startsWith("\u001f\u008b")
          || start.startsWith("PK")
          || start.startsWith("\u00ff\u00fe")
          || start.startsWith("\u00fe\u00ff")
          || start.indexOf('\0') >= 0) {
        return 0;
      }
      byte[] block = new byte[BLOCK];
      long to = size;
      while (to > 0 && size - to < LONGEST) {
        int length = (int) Math.min(BLOCK, to);
        file.seek(to - length);
        file.readFully(block, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (block[i] == '\n') {
            return to - length + i + 1;
          }
        }
        to -= length;
      }
      return 0;
    }
  }
}
