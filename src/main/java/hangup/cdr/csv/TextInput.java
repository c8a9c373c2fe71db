package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

/**
 * A file as UTF-8 text without a byte order mark, whatever it is stored as: unpacks gzip, finds the
 * encoding out from the first block, and refuses what is no text.
 */
final class TextInput {
  private static final int BLOCK = 1 << 16;

  /** A superset of GBK and GB2312. */
  static final Charset CHINESE = Charset.forName("GB18030");

  private final Counting counted;
  private final InputStream text;
  private final Charset encoding;

  private TextInput(Counting counted, InputStream text, Charset encoding) {
    this.counted = counted;
    this.text = text;
    this.encoding = encoding;
  }

  /**
   * Starts to read.
   *
   * @param name for messages
   * @throws CdrFileException if it is no text
   */
  static TextInput open(InputStream in, String name, Optional<Charset> wanted) throws IOException {
    try {
      return start(in, name, wanted);
    } catch (IOException | CdrFileException e) {
      in.close();
      throw e;
    }
  }

  private static TextInput start(InputStream in, String name, Optional<Charset> wanted)
      throws IOException {
    Counting counted = new Counting(in);
    byte[] magic = counted.readNBytes(8);
    String archive = archive(magic);
    if (!archive.isEmpty()) {
      throw new CdrFileException(
          name + " is " + archive + ". Unpack it first; plain text and .gz can be read.");
    }
    boolean packed = magic.length > 1 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b;
    InputStream plain = new SequenceInputStream(new ByteArrayInputStream(magic), counted);
    if (packed) {
      plain = new GZIPInputStream(new Rejoined(plain), BLOCK);
    }
    byte[] head = plain.readNBytes(BLOCK);
    Charset marked = byteOrderMark(head);
    Charset encoding = wanted.orElse(marked);
    int skip = encoding.equals(marked) ? byteOrderMarkLength(head) : 0;
    if (encoding.equals(UTF_8) && skip == 0) {
      requireText(head, name);
      if (wanted.isEmpty() && !decodes(head, UTF_8)) {
        encoding = decodes(head, CHINESE) ? CHINESE : UTF_8;
      }
    }
    InputStream rest =
        new SequenceInputStream(new ByteArrayInputStream(head, skip, head.length - skip), plain);
    InputStream text = encoding.equals(UTF_8) ? rest : new Transcoding(rest, encoding);
    return new TextInput(counted, text, encoding);
  }

  InputStream text() {
    return text;
  }

  Charset encoding() {
    return encoding;
  }

  /** Bytes read of the file as it is stored. */
  long bytesRead() {
    return counted.count.get();
  }

  private static String archive(byte[] magic) {
    if (startsWith(magic, 'P', 'K', 3, 4)) {
      return "a .zip archive or an Excel workbook";
    }
    if (startsWith(magic, 0xd0, 0xcf, 0x11, 0xe0)) {
      return "an old Excel workbook";
    }
    if (startsWith(magic, 'B', 'Z', 'h')) {
      return "packed with bzip2";
    }
    if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z')) {
      return "packed with xz";
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return "packed with zstd";
    }
    if (startsWith(magic, '7', 'z', 0xbc, 0xaf)) {
      return "a .7z archive";
    }
    if (startsWith(magic, 'R', 'a', 'r', '!')) {
      return "a .rar archive";
    }
    return "";
  }

  private static Charset byteOrderMark(byte[] head) {
    if (startsWith(head, 0xff, 0xfe)) {
      return UTF_16LE;
    }
    return startsWith(head, 0xfe, 0xff) ? UTF_16BE : UTF_8;
  }

  private static int byteOrderMarkLength(byte[] head) {
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return 3;
    }
    return startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff) ? 2 : 0;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static void requireText(byte[] head, String name) {
    int nul = 0;
    int control = 0;
    for (byte b : head) {
      if (b == 0) {
        nul++;
      } else if (b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != 0x1a) {
        control++;
      }
    }
    if (nul > head.length / 5) {
      throw new CdrFileException(
          name
              + " is no text that can be read: every few bytes are zero. If it is UTF-16 without"
              + " a byte order mark, name the encoding: UTF-16LE or UTF-16BE.");
    }
    if (nul + control > head.length / 10) {
      throw new CdrFileException(
          name + " is a binary file, not text. Give CDRs as CSV, TSV or .gz of these.");
    }
  }

  /** Whether the bytes are valid, apart from a character cut off at the end. */
  private static boolean decodes(byte[] bytes, Charset charset) {
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), out, bytes.length < BLOCK);
    return !result.isError();
  }

  /** Decodes a text that was not in the encoding of its file: UTF-8, or else Chinese. */
  static Decoded decode(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, UTF_8);
    if (text.indexOf('\ufffd') < 0) {
      return new Decoded(text, true);
    }
    byte[] copy = Arrays.copyOfRange(bytes, start, end);
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(copy));
      return new Decoded(text, true);
    } catch (CharacterCodingException notUtf8) {
      return new Decoded(new String(copy, CHINESE), false);
    }
  }

  /** A text, and whether its bytes were UTF-8. */
  record Decoded(String text, boolean utf8) {}

  private static final class Counting extends InputStream {
    private final InputStream in;
    private final AtomicLong count = new AtomicLong();

    Counting(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        count.incrementAndGet();
      }
      return b;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = in.read(to, offset, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /**
   * Never says that nothing is available: {@link GZIPInputStream} takes that for the end and would
   * drop the later members of a file made of several, when it comes through a pipe.
   */
  private static final class Rejoined extends InputStream {
    private final InputStream in;

    Rejoined(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return in.read(to, offset, length);
    }

    @Override
    public int available() {
      return 1;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Text of another encoding as UTF-8; what cannot be decoded becomes U+FFFD. */
  private static final class Transcoding extends InputStream {
    private final InputStreamReader reader;
    private final char[] chars = new char[8192];
    private byte[] ready = new byte[0];
    private int next;
    private int kept;

    Transcoding(InputStream in, Charset charset) {
      reader = new InputStreamReader(in, charset);
    }

    @Override
    public int read() throws IOException {
      return more() ? ready[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int count = Math.min(length, ready.length - next);
      System.arraycopy(ready, next, to, offset, count);
      next += count;
      return count;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }

    private boolean more() throws IOException {
      while (next == ready.length) {
        int read = reader.read(chars, kept, chars.length - kept);
        int total = kept + Math.max(read, 0);
        if (total == 0) {
          return false;
        }
        boolean split = read > 0 && Character.isHighSurrogate(chars[total - 1]);
        int whole = split ? total - 1 : total;
        ready = new String(chars, 0, whole).getBytes(UTF_8);
        next = 0;
        kept = split ? 1 : 0;
        if (split) {
          chars[0] = chars[whole];
        }
      }
      return true;
    }
  }
}
