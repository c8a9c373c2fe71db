package hangup.catalog;

import hangup.yaml.Problems;
import hangup.yaml.Quoted;
import hangup.yaml.Section;
import hangup.yaml.YamlReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a {@link Catalog} of a code table, the tables it includes, and the operator's overlay. A
 * table is a file {@code NAME.yaml} of the operator's folder where there is one, else one of ours.
 */
public final class CatalogLoader {
  private final String table;
  private final Optional<Path> folder;
  private final Optional<Path> overlay;

  /**
   * Remembers what to load; reads nothing yet.
   *
   * @param table the name of the code table
   * @param folder where the operator keeps tables; it need not exist
   * @param overlay the operator's own file to lay over the table
   */
  public CatalogLoader(String table, Optional<Path> folder, Optional<Path> overlay) {
    this.table = table;
    this.folder = folder;
    this.overlay = overlay;
  }

  /** Loads one of our tables as it is. */
  public static CatalogLoader builtIn(String table) {
    return new CatalogLoader(table, Optional.empty(), Optional.empty());
  }

  /** The tables that ship with the program. */
  public static List<String> builtInTables() {
    return TableFiles.BUILT_IN;
  }

  /**
   * Reads the files.
   *
   * @param problems gets everything that is wrong, with file and line
   * @return nothing where there was an error: a catalogue is whole or not there
   */
  public Optional<Catalog> load(Problems problems) {
    Problems found = new Problems();
    Optional<TableDraft> base = new TableFiles(folder, found).read(table);
    Optional<TableDraft> whole = base.map(draft -> layOver(draft, found));
    problems.addAll(found.list());
    return found.hasErrors() ? Optional.empty() : whole.map(CatalogLoader::catalog);
  }

  /** The files and folders of the operator that a catalogue is made of; they need not exist. */
  List<Path> watched() {
    return Stream.concat(folder.stream(), overlay.stream()).toList();
  }

  private TableDraft layOver(TableDraft base, Problems problems) {
    Optional<Section> file = overlay.flatMap(path -> YamlReader.read(path, problems));
    if (file.isEmpty()) {
      return base;
    }
    TableDraft over = TableReader.overlay(file.get(), base.groups(), base.reasons());
    if (!over.table().isEmpty() && !over.table().equals(base.table())) {
      file.get()
          .error(
              "table",
              "this file is for the table "
                  + Quoted.of(over.table())
                  + "; the table in use is "
                  + base.table(),
              "Codes mean something else in another table: use an overlay for this one.");
      return base;
    }
    Map<String, GroupDraft> groups = new LinkedHashMap<>(base.groups());
    over.groups().forEach((name, group) -> groups.merge(name, group, (old, own) -> own.over(old)));
    Map<Integer, ReasonDraft> reasons = new LinkedHashMap<>(base.reasons());
    over.reasons()
        .forEach((code, reason) -> reasons.merge(code, reason, (old, own) -> own.over(old)));
    return new TableDraft(base.table(), base.title(), base.source(), List.of(), groups, reasons);
  }

  private static Catalog catalog(TableDraft draft) {
    return new Catalog(
        draft.table(),
        draft.title(),
        draft.source(),
        draft.groups().values().stream().map(GroupDraft::group).toList(),
        draft.reasons().values().stream().map(reason -> reason.reason(draft.groups())).toList());
  }
}
