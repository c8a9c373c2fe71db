package hangup.ops;

import hangup.catalog.CatalogLoader;
import hangup.config.CatalogSettings;
import hangup.config.Settings;
import hangup.config.SettingsLoader;
import hangup.yaml.Problem;
import hangup.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at everything that the operator wrote and tells everything that is wrong with it. */
public final class Check {
  private final SettingsLoader loader;

  public Check(SettingsLoader loader) {
    this.loader = loader;
  }

  /**
   * Checks the settings, then what they name: the catalogue with its overlay, and the data folder.
   * Writes nothing.
   *
   * @param settingsFile the file that the user named, if any
   * @return errors and warnings, in the order in which to mend them; empty if all is well
   */
  public List<Problem> run(Optional<Path> settingsFile) {
    Problems problems = new Problems();
    Settings settings = loader.read(settingsFile, problems);
    CatalogSettings catalog = settings.catalog();
    new CatalogLoader(catalog.table(), catalog.dir(), catalog.overlay()).load(problems);
    checkCatalogFolder(catalog, problems);
    checkDataFolder(settings.dataDir(), problems);
    return problems.list();
  }

  private static void checkCatalogFolder(CatalogSettings catalog, Problems problems) {
    if (catalog.dir().filter(dir -> !Files.isDirectory(dir)).isPresent()) {
      problems.error("catalog.dir " + catalog.dir().get(), "there is no such folder", "");
    }
  }

  private static void checkDataFolder(Path folder, Problems problems) {
    String name = "dataDir " + folder;
    if (Files.exists(folder)) {
      if (!Files.isDirectory(folder)) {
        problems.error(name, "is a file, not a folder", "Name another folder as dataDir.");
      } else if (!Files.isWritable(folder)) {
        problems.error(name, "may not be written", "Give this user the right to write into it.");
      }
      return;
    }
    // It is made on first use; that needs a parent, existing and writable.
    Path parent = folder.toAbsolutePath().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      problems.error(name, "cannot be made", "Name a folder that this user may write into.");
    }
  }
}
