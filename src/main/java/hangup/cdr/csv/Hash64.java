package hangup.cdr.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash by folded 128-bit multiplication, as wyhash does it (public domain, github.com
 * wangyi-fudan/wyhash). Its values are stored as ids, so they must never change.
 */
final class Hash64 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long K0 = 0xa0761d6478bd642fL;
  private static final long K1 = 0xe7037ed1a0b428dbL;

  private Hash64() {}

  static final long SEED = 0x8ebc6af09c88c6e3L;

  /** A hash that depends on {@code hash} and, after it, on {@code value}. */
  static long add(long hash, long value) {
    return fold(value ^ K1, hash ^ K0);
  }

  /** A hash that depends on {@code hash} and, after it, on the bytes and how many they are. */
  static long add(long hash, byte[] bytes, int start, int end) {
    long h = add(hash, end - start);
    int p = start;
    for (; p + 8 <= end; p += 8) {
      h = add(h, (long) LONGS.get(bytes, p));
    }
    if (p < end) {
      long tail = 0;
      for (int i = end - 1; i >= p; i--) {
        tail = (tail << 8) | (bytes[i] & 0xff);
      }
      h = add(h, tail);
    }
    return h;
  }

  private static long fold(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }
}
