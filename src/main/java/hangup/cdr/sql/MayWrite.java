package hangup.cdr.sql;

import hangup.cdr.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the user of a source could change it, which Hangup neither needs nor wants. */
final class MayWrite {
  private static final String MYSQL =
      "SELECT DISTINCT privilege_type FROM (SELECT privilege_type FROM"
          + " information_schema.user_privileges UNION ALL SELECT privilege_type FROM"
          + " information_schema.schema_privileges WHERE table_schema = DATABASE() OR DATABASE()"
          + " LIKE table_schema UNION ALL SELECT privilege_type FROM"
          + " information_schema.table_privileges WHERE table_schema = DATABASE()) granted WHERE"
          + " privilege_type NOT IN ('SELECT', 'USAGE', 'SHOW VIEW', 'SHOW DATABASES', 'PROCESS',"
          + " 'REPLICATION CLIENT', 'BINLOG MONITOR', 'SLAVE MONITOR', 'REPLICA MONITOR') ORDER BY"
          + " privilege_type";

  private static final String POSTGRES =
      "SELECT DISTINCT privilege_type FROM information_schema.role_table_grants WHERE table_schema"
          + " NOT IN ('pg_catalog', 'information_schema') AND privilege_type NOT IN ('SELECT',"
          + " 'REFERENCES') UNION SELECT 'SUPERUSER' FROM pg_roles WHERE rolname = current_user AND"
          + " rolsuper ORDER BY 1";

  private MayWrite() {}

  static List<String> warnings(Sessions sessions, ConnectionSettings settings) {
    String url = settings.url().toLowerCase(Locale.ROOT);
    boolean mysql = url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    if (!mysql && !url.startsWith("jdbc:postgresql:")) {
      return List.of("Whether the user may write is not known for this kind of database.");
    }
    try {
      List<String> rights =
          sessions.select(
              mysql ? MYSQL : POSTGRES,
              Sessions.Binder.NONE,
              rows -> {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                  found.add(rows.getString(1));
                }
                return found;
              });
      return rights.isEmpty() ? List.of() : List.of(warning(settings.user(), rights));
    } catch (SourceException e) {
      return List.of("Whether the user may write could not be found out. " + e.getMessage());
    }
  }

  private static String warning(String user, List<String> rights) {
    String some = String.join(", ", rights.subList(0, Math.min(5, rights.size())));
    return "User "
        + user
        + " may write ("
        + some
        + (rights.size() > 5 ? ", …" : "")
        + "). Hangup only reads: give it a user with the right to SELECT and nothing else.";
  }
}
