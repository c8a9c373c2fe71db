package hangup.cdr.csv;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Gives one String for equal names, so that few are made; remembers a bounded number of them. */
final class NameTable {
  private static final int SLOTS = 1 << 15;
  private static final int MOST = SLOTS / 2;
  private static final int LONGEST = 256;

  private final @Nullable Entry[] entries = new Entry[SLOTS];
  private int size;
  private boolean otherEncoding;

  String get(byte[] bytes, int start, int end) {
    if (start == end) {
      return "";
    }
    int slot = (int) Hash64.add(Hash64.SEED, bytes, start, end) & (SLOTS - 1);
    while (true) {
      Entry entry = entries[slot];
      if (entry == null) {
        return put(slot, bytes, start, end);
      }
      if (Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, start, end)) {
        return entry.name;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** Whether a name was not UTF-8 and was read as Chinese. */
  boolean metOtherEncoding() {
    return otherEncoding;
  }

  private String put(int slot, byte[] bytes, int start, int end) {
    TextInput.Decoded decoded = TextInput.decode(bytes, start, end);
    otherEncoding |= !decoded.utf8();
    if (size < MOST && end - start <= LONGEST) {
      entries[slot] = new Entry(Arrays.copyOfRange(bytes, start, end), decoded.text());
      size++;
    }
    return decoded.text();
  }

  private static final class Entry {
    private final byte[] bytes;
    private final String name;

    Entry(byte[] bytes, String name) {
      this.bytes = bytes;
      this.name = name;
    }
  }
}
