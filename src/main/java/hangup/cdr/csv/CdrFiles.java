package hangup.cdr.csv;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Files given together: those without a header line can be understood by the header of another.
 *
 * <pre>{@code
 * CdrFiles files = CdrFiles.find(List.of("export/*.csv.gz"), directory, System.in, options);
 * for (CdrFile file : files.list()) {
 *   try (CdrReader reader = files.open(file, rejects)) { … }
 * }
 * }</pre>
 */
public final class CdrFiles {
  private static final String GLOB = "*?[{";

  /** How much of a file is looked at to find out its form, in bytes. */
  static final int HEAD = 1 << 15;

  private final List<CdrFile> files;
  private final ReadOptions options;
  private final FormatDetector detector;
  private @Nullable List<Layout> headed;

  private CdrFiles(List<CdrFile> files, ReadOptions options) {
    this.files = List.copyOf(files);
    this.options = options;
    this.detector = new FormatDetector(options);
  }

  /** A form of file. */
  public record Form(String name, String title) {}

  /** The forms that can be read, and named in {@link ReadOptions#format()}. */
  public static List<Form> formats() {
    return FileFormat.ALL.stream().map(form -> new Form(form.name(), form.title())).toList();
  }

  /**
   * Finds files.
   *
   * @param arguments paths, globs, and {@code -} for standard input
   * @param directory what relative paths are relative to
   * @throws CdrFileException if one is not there or cannot be read, a glob fits nothing, or the
   *     options name an unknown form
   */
  public static CdrFiles find(
      List<String> arguments, Path directory, InputStream stdin, ReadOptions options) {
    Map<Path, CdrFile> found = new LinkedHashMap<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        found.put(
            Path.of("-"), new CdrFile("standard input", OptionalLong.empty(), false, () -> stdin));
      } else {
        for (Path path : expand(argument, directory)) {
          found.putIfAbsent(identity(path), file(path, directory));
        }
      }
    }
    return new CdrFiles(List.copyOf(found.values()), options);
  }

  /** Files that were found elsewhere, in this order. */
  public static CdrFiles of(List<CdrFile> files, ReadOptions options) {
    return new CdrFiles(files, options);
  }

  /** Each file once, in the order given; those of one glob by name. */
  public List<CdrFile> list() {
    return files;
  }

  /** The size of all files in bytes as they are stored; empty when one is standard input. */
  public OptionalLong totalSize() {
    return files.stream().allMatch(file -> file.size().isPresent())
        ? OptionalLong.of(files.stream().mapToLong(file -> file.size().orElse(0)).sum())
        : OptionalLong.empty();
  }

  /**
   * Opens one of the files, and finds out its form.
   *
   * @param rejects gets the lines that are no CDRs
   * @throws CdrFileException if it cannot be read or has no known form
   */
  public CdrReader open(CdrFile file, Rejects rejects) {
    TextInput text = null;
    try {
      text = TextInput.open(file.open(), file.name(), options.encoding());
      RecordScanner scanner = new RecordScanner(text.text());
      byte[] head = scanner.peek(HEAD);
      Layout layout =
          isBlank(head)
              ? Layout.NOTHING
              : detector.detect(file.name(), head, () -> headedOthers(file));
      for (int i = 0; i < layout.skip(); i++) {
        scanner.skipLine();
      }
      scanner.use(layout.dialect());
      return new CdrReader(file.name(), text, scanner, layout, options, rejects);
    } catch (IOException e) {
      close(text);
      throw unreadable(file.name(), e);
    } catch (CdrFileException e) {
      close(text);
      throw e;
    }
  }

  static CdrFileException unreadable(String name, IOException e) {
    String cause;
    if (e instanceof NoSuchFileException) {
      cause = "is not there";
    } else if (e instanceof EOFException || e instanceof ZipException) {
      cause = "is cut off or damaged. Fetch it again.";
    } else {
      cause =
          "cannot be read: "
              + Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }
    return new CdrFileException(name + " " + cause, e);
  }

  private List<Layout> headedOthers(CdrFile file) {
    List<Layout> layouts = headed;
    if (layouts == null) {
      layouts = new ArrayList<>();
      for (CdrFile other : files) {
        if (other != file && other.canBeReadAgain()) {
          headedLayout(other).ifPresent(layouts::add);
        }
      }
      headed = layouts;
    }
    return layouts;
  }

  private Optional<Layout> headedLayout(CdrFile file) {
    TextInput text = null;
    try {
      text = TextInput.open(file.open(), file.name(), options.encoding());
      return detector.headed(file.name(), text.text().readNBytes(HEAD));
    } catch (IOException | CdrFileException e) {
      // It is reported when its own turn comes.
      return Optional.empty();
    } finally {
      close(text);
    }
  }

  private static void close(@Nullable TextInput text) {
    if (text != null) {
      try {
        text.text().close();
      } catch (IOException e) {
        // What made us give up matters more.
        return;
      }
    }
  }

  private static boolean isBlank(byte[] head) {
    for (byte b : head) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r' && b != 0x1a) {
        return false;
      }
    }
    return true;
  }

  private static CdrFile file(Path path, Path directory) {
    Path shown = path.startsWith(directory) ? directory.relativize(path) : path;
    try {
      return new CdrFile(
          shown.toString(),
          OptionalLong.of(Files.size(path)),
          true,
          () -> new BufferedInputStream(Files.newInputStream(path), 1 << 16));
    } catch (IOException e) {
      throw unreadable(shown.toString(), e);
    }
  }

  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static Collection<Path> expand(String argument, Path directory) {
    try {
      Path path = directory.resolve(argument);
      if (Files.exists(path)) {
        return List.of(require(path, argument));
      }
    } catch (InvalidPathException e) {
      if (!isGlob(argument)) {
        throw new CdrFileException("\"" + argument + "\" is no path: " + e.getReason(), e);
      }
    }
    if (!isGlob(argument)) {
      throw new CdrFileException(
          argument
              + " is not there. Give files, patterns such as \"export/*.csv\", or - for"
              + " standard input.");
    }
    List<Path> paths = glob(argument, directory);
    if (paths.isEmpty()) {
      throw new CdrFileException("No file fits the pattern " + argument + ".");
    }
    return paths;
  }

  private static Path require(Path path, String argument) {
    if (Files.isDirectory(path)) {
      throw new CdrFileException(
          argument + " is a folder. Give the files in it, for example \"" + argument + "/*.csv\".");
    }
    if (!Files.isReadable(path)) {
      throw new CdrFileException(argument + " cannot be read: no permission.");
    }
    return path;
  }

  private static List<Path> glob(String pattern, Path directory) {
    String unix = pattern.replace('\\', '/');
    List<Path> level = new ArrayList<>();
    level.add(unix.startsWith("/") ? Path.of("/") : directory);
    for (String part : unix.split("/", -1)) {
      List<Path> next = new ArrayList<>();
      for (Path parent : level) {
        if (part.isEmpty() || !isGlob(part)) {
          Path child = parent.resolve(part);
          if (Files.exists(child)) {
            next.add(child);
          }
        } else if (Files.isDirectory(parent)) {
          next.addAll(children(parent, part));
        }
      }
      level = next;
    }
    level.removeIf(Files::isDirectory);
    return level;
  }

  private static List<Path> children(Path parent, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent, pattern)) {
      stream.forEach(found::add);
    } catch (IOException e) {
      throw unreadable(parent.toString(), e);
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> GLOB.indexOf(c) >= 0);
  }
}
