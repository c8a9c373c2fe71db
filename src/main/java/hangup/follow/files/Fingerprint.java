package hangup.follow.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first bytes of a file as a stream, and the SHA-256 of those that were read. */
final class Fingerprint extends FilterInputStream {
  private final long length;
  private final MessageDigest digest;
  private long count;

  private Fingerprint(InputStream in, long length) {
    super(in);
    this.length = length;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  static Fingerprint open(Path path, long length) throws IOException {
    return new Fingerprint(Files.newInputStream(path), length);
  }

  /** Reads what was not read yet, and gives the fingerprint; empty if there were fewer bytes. */
  String finish() throws IOException {
    byte[] rest = new byte[1 << 16];
    int read = read(rest, 0, rest.length);
    while (read >= 0) {
      read = read(rest, 0, rest.length);
    }
    return count == length ? "sha256:" + HexFormat.of().formatHex(digest.digest()) : "";
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int wanted) throws IOException {
    if (wanted == 0) {
      return 0;
    }
    int most = (int) Math.min(wanted, length - count);
    int read = most <= 0 ? -1 : in.read(to, offset, most);
    if (read > 0) {
      digest.update(to, offset, read);
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] skipped = new byte[(int) Math.min(wanted, 1 << 16)];
    return Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
