package hangup.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which code table explains the end reasons.
 *
 * @param table its name
 * @param dir a folder of the operator with code tables; they go before ours of the same name
 * @param overlay the operator's own file that is laid over the table
 */
public record CatalogSettings(String table, Optional<Path> dir, Optional<Path> overlay) {

  /** The code tables that ship with the program, the default first. */
  public static final List<String> SHIPPED = List.of("vos3000-25", "vos3000-signed", "sip", "q850");

  static CatalogSettings read(Values values) {
    String table = values.text("table", SHIPPED.get(0));
    Optional<Path> dir = values.path("dir");
    if (dir.isEmpty() && !SHIPPED.contains(table)) {
      values.unknown("table", table, SHIPPED);
      table = SHIPPED.get(0);
    }
    return new CatalogSettings(table, dir, values.path("overlay"));
  }
}
