package hangup.catalog;

import hangup.config.CatalogSettings;
import hangup.yaml.Problems;
import hangup.yaml.Quoted;
import hangup.yaml.Section;
import hangup.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds code tables by name and reads them with the tables they include. */
final class TableFiles {
  static final List<String> BUILT_IN = CatalogSettings.SHIPPED;
  private static final Pattern TABLE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final String SUFFIX = ".yaml";

  private final Optional<Path> folder;
  private final Problems problems;

  /** The tables being read, each included by the one before. */
  private final Set<String> open = new LinkedHashSet<>();

  TableFiles(Optional<Path> folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Reads a table; nothing where there is none or it is no YAML. */
  Optional<TableDraft> read(String table) {
    if (!exists(table)) {
      problems.error("catalog.table", "there is no code table " + Quoted.of(table), mend(table));
      return Optional.empty();
    }
    return file(table).map(file -> read(table, file));
  }

  private TableDraft read(String table, Section file) {
    open.add(table);
    TableDraft own = TableReader.table(file);
    if (!own.table().isEmpty() && !own.table().equals(table)) {
      file.error(
          "table",
          Quoted.of(own.table()) + " is not the name of the file",
          "Write table: " + table);
    }
    Map<String, GroupDraft> groups = new LinkedHashMap<>(own.groups());
    Map<Integer, ReasonDraft> reasons = new LinkedHashMap<>(own.reasons());
    for (int i = 0; i < own.include().size(); i++) {
      String key = "include[" + i + "]";
      include(own.include().get(i), file, key)
          .ifPresent(
              included -> {
                included.groups().forEach(groups::putIfAbsent);
                included
                    .reasons()
                    .forEach(
                        (code, reason) -> {
                          ReasonDraft first = reasons.putIfAbsent(code, reason);
                          if (first != null) {
                            file.error(
                                key,
                                "code "
                                    + code
                                    + " stands both in "
                                    + first.table()
                                    + " and in "
                                    + reason.table(),
                                "A code can have one meaning only.");
                          }
                        });
              });
    }
    open.remove(table);
    return new TableDraft(own.table(), own.title(), own.source(), List.of(), groups, reasons);
  }

  private Optional<TableDraft> include(String table, Section by, String key) {
    if (open.contains(table)) {
      by.error(key, table + " includes itself: " + String.join(" > ", open) + " > " + table, "");
      return Optional.empty();
    }
    if (!exists(table)) {
      by.error(key, "there is no table " + Quoted.of(table), mend(table));
      return Optional.empty();
    }
    return file(table).map(file -> read(table, file));
  }

  private boolean exists(String table) {
    return TABLE_NAME.matcher(table).matches()
        && (BUILT_IN.contains(table) || operators(table).isPresent());
  }

  private Optional<Path> operators(String table) {
    return folder.map(path -> path.resolve(table + SUFFIX)).filter(Files::exists);
  }

  private Optional<Section> file(String table) {
    Optional<Path> file = operators(table);
    return file.isPresent() ? YamlReader.read(file.get(), problems) : ours(table);
  }

  private Optional<Section> ours(String table) {
    String resource = "/catalog/" + table + SUFFIX;
    try (InputStream in = TableFiles.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + resource);
      }
      return YamlReader.read("built-in " + table + SUFFIX, in.readAllBytes(), problems);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the program's file " + resource, e);
    }
  }

  private String mend(String table) {
    Set<String> tables = new TreeSet<>(BUILT_IN);
    tables.addAll(inFolder());
    String mend = Section.didYouMean(table, tables);
    return mend.isEmpty() ? "Tables: " + String.join(", ", tables) + "." : mend;
  }

  private Set<String> inFolder() {
    Set<String> names = new TreeSet<>();
    if (folder.filter(Files::isDirectory).isPresent()) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.get(), "*" + SUFFIX)) {
        for (Path file : files) {
          String name = String.valueOf(file.getFileName());
          names.add(name.substring(0, name.length() - SUFFIX.length()));
        }
      } catch (IOException | DirectoryIteratorException e) {
        // Only a hint would be missing; the table itself is already reported.
        return Set.of();
      }
    }
    return names;
  }
}
