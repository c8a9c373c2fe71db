package hangup.yaml;

import hangup.yaml.Node.Mapping;
import hangup.yaml.Problem.Level;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads a YAML file whose top level is a block of keys; whatever is wrong becomes a problem. */
public final class YamlReader {

  /** Larger files are refused: no file that a person writes is. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private final String file;
  private final Problems problems;

  private YamlReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads a file in UTF-8.
   *
   * @return its keys (none where the file is empty), or nothing where it cannot be read as YAML;
   *     also when there are keys, {@code problems} may have got errors
   */
  public static Optional<Section> read(Path file, Problems problems) {
    YamlReader reader = new YamlReader(file.toString(), problems);
    if (Files.isDirectory(file)) {
      return reader.refuse(0, 0, "is a folder, not a file", "");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return reader.parse(in.readNBytes(MAX_BYTES + 1));
    } catch (NoSuchFileException e) {
      return reader.refuse(0, 0, "there is no such file", "");
    } catch (AccessDeniedException e) {
      return reader.refuse(0, 0, "may not be read", "Give this user the right to read it.");
    } catch (IOException e) {
      return reader.refuse(0, 0, "cannot be read: " + e.getMessage(), "");
    }
  }

  /**
   * Reads a file's bytes; otherwise as {@link #read(Path, Problems)}.
   *
   * @param file the name for messages
   */
  public static Optional<Section> read(String file, byte[] bytes, Problems problems) {
    return new YamlReader(file, problems).parse(bytes);
  }

  private Optional<Section> parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return refuse(0, 0, "is larger than " + MAX_BYTES / 1024 / 1024 + " MiB", "");
    }
    return decode(bytes).flatMap(this::parse);
  }

  private Optional<String> decode(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) + (bytes[1] & 0xff) == 0xff + 0xfe) {
      return refuse(0, 0, "is in UTF-16; only UTF-8 is read", "Save it as UTF-8.");
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = 1;
      int column = 1;
      for (int i = 0; i < in.position(); i++) {
        column = bytes[i] == '\n' ? 1 : column + 1;
        line += bytes[i] == '\n' ? 1 : 0;
      }
      return refuse(line, column, "holds a byte that is not UTF-8", "Save the file as UTF-8.");
    }
    String text = out.flip().toString();
    return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
  }

  private Optional<Section> parse(String text) {
    try {
      Node root = new TreeBuilder(file, text, problems).build();
      if (root instanceof Mapping mapping) {
        return Optional.of(new Section(file, "", mapping, problems));
      }
      return refuse(
          root.line(),
          root.column(),
          "the file is " + root.kind() + "; it must be a block of keys",
          "Write lines such as key: value.");
    } catch (TreeBuilder.TooDeep e) {
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return notYaml(e, text);
    } catch (ReaderException e) {
      String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      return refuse(
          line,
          before.length() - before.lastIndexOf('\n'),
          String.format(Locale.ROOT, "holds the control character U+%04X", e.getCodePoint()),
          "Remove it.");
    } catch (YAMLException e) {
      return refuse(0, 0, "is not YAML", "");
    }
  }

  private <T> Optional<T> notYaml(MarkedYAMLException e, String text) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    if (mark == null) {
      return refuse(0, 0, "is not YAML: " + e.getProblem(), "");
    }
    int line = mark.getLine() + 1;
    String[] lines = text.split("\n", line + 1);
    boolean tab = line <= lines.length && lines[line - 1].matches("\\s*\t.*");
    if (tab) {
      return refuse(
          line,
          lines[line - 1].indexOf('\t') + 1,
          "indented with a tab; YAML allows spaces only",
          "Replace the tab by spaces.");
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return refuse(
        line,
        mark.getColumn() + 1,
        "not YAML: " + context + e.getProblem(),
        "Often a quote is missing, or the indentation is wrong, here or in the line above.");
  }

  private <T> Optional<T> refuse(int line, int column, String message, String suggestion) {
    problems.add(
        new Problem(Level.ERROR, file, line, column, "", message, Problems.optional(suggestion)));
    return Optional.empty();
  }
}
