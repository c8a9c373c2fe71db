package hangup.ops;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where calls come from, as it was answered.
 *
 * @param keys of the section {@code source}, with their values
 * @param password of the database; empty for none
 */
record SetupSource(Map<String, String> keys, String password) {

  static final SetupSource NONE = new SetupSource(Map.of(), "");

  private static final List<String> KINDS = List.of("none", "vos3000", "sql", "files");

  /** Asks for a source; what was answered before is offered. */
  static SetupSource ask(SetupDialog dialog, SetupSource before, String knownPassword)
      throws IOException {
    String kind =
        dialog.ask(
            "Source",
            before.or("kind", "none"),
            word ->
                KINDS.contains(word)
                    ? Optional.empty()
                    : Optional.of("One of " + String.join(", ", KINDS)));
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("kind", kind);
    switch (kind) {
      case "vos3000" -> {
        keys.put("host", dialog.ask("Host of its MySQL", before.or("host", "127.0.0.1")));
        keys.put("port", dialog.ask("Port", before.or("port", "3306"), SetupSource::portProblem));
        keys.put("database", dialog.ask("Database", before.or("database", "vos3000db")));
      }
      case "sql" -> {
        keys.put(
            "url",
            dialog.ask(
                "JDBC URL, without user and password",
                before.or("url", "jdbc:postgresql://127.0.0.1:5432/cdr"),
                SetupSource::urlProblem));
        keys.put(
            "select",
            dialog.ask(
                "SELECT: asterisk, freeswitch, fusionpbx, kamailio, postgresql, or one of your own"
                    + " in config/sources",
                before.or("select", "postgresql")));
      }
      case "files" -> {
        keys.put("folder", dialog.ask("Folder of the exports", before.or("folder", "exports")));
        return new SetupSource(keys, "");
      }
      default -> {
        return NONE;
      }
    }
    keys.put(
        "user", dialog.ask("User, who may SELECT and nothing else", before.or("user", "hangup")));
    String known = before.password().isEmpty() ? knownPassword : before.password();
    String given = dialog.askHidden("Password", known.isEmpty() ? "none" : "the one from before");
    return new SetupSource(keys, given.isEmpty() ? known : given);
  }

  boolean isNone() {
    return keys.isEmpty();
  }

  private String or(String key, String otherwise) {
    return keys.getOrDefault(key, otherwise);
  }

  private static Optional<String> portProblem(String text) {
    boolean good =
        text.matches("[0-9]{1,5}")
            && Integer.parseInt(text) >= 1
            && Integer.parseInt(text) <= 65_535;
    return good ? Optional.empty() : Optional.of("A number from 1 to 65535, for example 3306");
  }

  private static Optional<String> urlProblem(String text) {
    return text.startsWith("jdbc:")
        ? Optional.empty()
        : Optional.of("It begins with jdbc:, for example jdbc:postgresql://127.0.0.1:5432/cdr");
  }
}
