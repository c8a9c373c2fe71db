package hangup.chat.telegram;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A picture. Immutable. */
final class Png {

  private final byte[] bytes;

  Png(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }
}
