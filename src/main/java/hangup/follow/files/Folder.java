package hangup.follow.files;

import hangup.cdr.SourceException;
import hangup.cdr.SourceException.Kind;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Finds the files of a folder. */
final class Folder {
  private static final int DEEPEST = 16;

  /** What programs call files that they have not finished. */
  private static final List<String> UNFINISHED =
      List.of(
          "~", ".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".swp", ".lock");

  private final FolderSettings settings;
  private final List<PathMatcher> fits = new ArrayList<>();
  private final int depth;

  Folder(FolderSettings settings) {
    this.settings = settings;
    String pattern = settings.pattern();
    fits.add(settings.folder().getFileSystem().getPathMatcher("glob:" + pattern));
    if (pattern.startsWith("**/")) {
      fits.add(settings.folder().getFileSystem().getPathMatcher("glob:" + pattern.substring(3)));
    }
    depth = pattern.contains("/") || pattern.contains("**") ? DEEPEST : 1;
  }

  /**
   * A file as it was seen.
   *
   * @param name its path in the folder, parted by {@code /}
   * @param modifiedNanos UTC epoch ns
   */
  record Entry(String name, Path path, long size, long modifiedNanos) {
    boolean isSameAs(Entry other) {
      return size == other.size && modifiedNanos == other.modifiedNanos;
    }
  }

  /**
   * All files, those changed last first.
   *
   * @throws SourceException if the folder cannot be looked into
   */
  List<Entry> list() {
    Path folder = settings.folder();
    if (!Files.isDirectory(folder)) {
      throw new SourceException(
          Kind.UNREACHABLE,
          "Source "
              + settings.name()
              + ": there is no folder "
              + folder
              + ". Make it, mount it, or name another one as folder in the settings.");
    }
    List<Entry> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, new Visitor(found));
    } catch (IOException e) {
      throw new SourceException(
          Kind.MISSING_RIGHT,
          "Source "
              + settings.name()
              + ": the folder "
              + folder
              + " cannot be read: "
              + e.getMessage()
              + ". Allow the user that runs Hangup to list it.",
          e);
    }
    found.sort(
        Comparator.comparingLong((Entry entry) -> -entry.modifiedNanos())
            .thenComparing(Entry::name, Comparator.reverseOrder()));
    return found;
  }

  /** The file as it is now; one that is gone has the size −1. */
  static Entry look(Entry before) {
    try {
      BasicFileAttributes now = Files.readAttributes(before.path(), BasicFileAttributes.class);
      return entry(before.name(), before.path(), now);
    } catch (IOException e) {
      return new Entry(before.name(), before.path(), -1, -1);
    }
  }

  private static Entry entry(String name, Path path, BasicFileAttributes attributes) {
    return new Entry(
        name, path, attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final List<Entry> found;

    Visitor(List<Entry> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      boolean hidden = !path.equals(settings.folder()) && isHidden(path);
      return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      Path relative = settings.folder().relativize(path);
      if (attributes.isRegularFile()
          && !isHidden(path)
          && !isUnfinished(path)
          && fits.stream().anyMatch(one -> one.matches(relative))) {
        found.add(entry(relative.toString().replace('\\', '/'), path, attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
      if (path.equals(settings.folder())) {
        throw e;
      }
      // Deleted since it was listed, or a folder below that is not for us.
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      return String.valueOf(path.getFileName()).startsWith(".");
    }

    private static boolean isUnfinished(Path path) {
      String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
      return UNFINISHED.stream().anyMatch(name::endsWith);
    }
  }
}
