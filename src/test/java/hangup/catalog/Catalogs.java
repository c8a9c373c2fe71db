package hangup.catalog;

import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Loads catalogues for tests. */
final class Catalogs {

  private Catalogs() {}

  static Catalog builtIn(String table) {
    return CatalogLoader.builtIn(table).load(new Problems()).orElseThrow();
  }

  static Catalog withOverlay(Path overlay) {
    Problems problems = new Problems();
    return overlaid(overlay)
        .load(problems)
        .orElseThrow(() -> new AssertionError(problems.list().toString()));
  }

  static CatalogLoader overlaid(Path overlay) {
    return new CatalogLoader("vos3000-25", Optional.empty(), Optional.of(overlay));
  }

  /** What loading complains of, without the folder's name. */
  static List<String> complaints(CatalogLoader loader, Path folder) {
    Problems problems = new Problems();
    loader.load(problems);
    String prefix = folder.toString() + folder.getFileSystem().getSeparator();
    return problems.list().stream().map(Problem::text).map(t -> t.replace(prefix, "")).toList();
  }
}
