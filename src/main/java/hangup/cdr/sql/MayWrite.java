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
          + " information_schema.table_privileges WHERE table_schema = DATABASE() UNION ALL SELECT"
          + " privilege_type FROM information_schema.column_privileges WHERE table_schema ="
          + " DATABASE()) granted WHERE privilege_type NOT IN ('SELECT', 'USAGE', 'SHOW VIEW',"
          + " 'SHOW DATABASES', 'PROCESS', 'REPLICATION CLIENT', 'BINLOG MONITOR', 'SLAVE MONITOR',"
          + " 'REPLICA MONITOR') ORDER BY privilege_type";

  // Asked of the server itself: information_schema leaves out what is granted to everybody.
  private static final String POSTGRES =
      "SELECT privilege FROM (VALUES ('DELETE'), ('INSERT'), ('TRIGGER'), ('TRUNCATE'), ('UPDATE'))"
          + " AS possible(privilege) WHERE EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON"
          + " n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT LIKE"
          + " 'pg\\_%' AND n.nspname <> 'information_schema' AND CASE WHEN privilege IN ('INSERT',"
          + " 'UPDATE') THEN has_any_column_privilege(c.oid, privilege) ELSE"
          + " has_table_privilege(c.oid, privilege) END) UNION ALL SELECT 'SUPERUSER' FROM pg_roles"
          + " WHERE rolname = current_user AND rolsuper ORDER BY 1";

  private MayWrite() {}

  static List<String> warnings(Sessions sessions, ConnectionSettings settings) {
    String url = settings.url().toLowerCase(Locale.ROOT);
    boolean mysql = url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    if (!mysql && !url.startsWith("jdbc:postgresql:")) {
      return List.of("Whether the user may write is not known for this kind of database.");
    }
    try {
      List<String> rights = texts(sessions, mysql ? MYSQL : POSTGRES);
      if (!rights.isEmpty()) {
        return List.of(warning(settings.user(), rights));
      }
    } catch (SourceException e) {
      return List.of("Whether the user may write could not be found out. " + e.getMessage());
    }
    return mysql ? roles(sessions, settings.user()) : List.of();
  }

  /** A SELECT shows no rights that come from a role of MySQL or MariaDB. */
  private static List<String> roles(Sessions sessions, String user) {
    try {
      List<String> roles =
          texts(
              sessions,
              "SELECT role_name FROM information_schema.enabled_roles WHERE role_name IS NOT NULL"
                  + " AND role_name NOT IN ('', 'NONE')");
      return roles.isEmpty()
          ? List.of()
          : List.of(
              "User "
                  + user
                  + " has the role "
                  + String.join(", ", roles)
                  + ", and whether that may write cannot be seen. Give the user itself the right"
                  + " to SELECT, and no role.");
    } catch (SourceException e) {
      // Servers that know no roles have no such table.
      return List.of();
    }
  }

  private static List<String> texts(Sessions sessions, String sql) {
    return sessions.select(
        sql,
        Sessions.Binder.NONE,
        rows -> {
          List<String> found = new ArrayList<>();
          while (rows.next()) {
            found.add(rows.getString(1));
          }
          return found;
        });
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
