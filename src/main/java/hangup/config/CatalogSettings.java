package hangup.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which code table explains the end reasons.
 *
 * @param table its name
 * @param dir a folder of the operator with code tables; they go before ours of the same name
 * @param overlay the operator's own file that is laid over the table
 */
public record CatalogSettings(String table, Optional<Path> dir, Optional<Path> overlay) {

  static CatalogSettings read(Values values) {
    return new CatalogSettings(
        values.text("table", "vos3000-25"), values.path("dir"), values.path("overlay"));
  }
}
