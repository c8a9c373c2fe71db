package hangup.ops;

import hangup.chat.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the wizard writes. */
final class SetupFiles {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]*");
  private static final String FILE = "_FILE";

  private SetupFiles() {}

  /** The example with a key of the top level filled in. */
  static String with(String example, String key, String value) {
    return example.replaceFirst(
        "(?m)^#" + key + ": .*$", Matcher.quoteReplacement(key + ": " + quoted(value)));
  }

  /** The example with keys of a section filled in; the others stay comments. */
  static String with(String example, String section, Map<String, String> values) {
    List<String> lines = new ArrayList<>();
    boolean inside = false;
    for (String line : example.split("\n", -1)) {
      if (line.equals("#" + section + ":")) {
        inside = true;
        lines.add(section + ":");
        continue;
      }
      inside &= line.isEmpty() || line.startsWith(" ");
      Matcher key = Pattern.compile("  #([A-Za-z]+): .*").matcher(line);
      String value = inside && key.matches() ? values.get(key.group(1)) : null;
      lines.add(value == null ? line : "  " + key.group(1) + ": " + quoted(value));
    }
    return String.join("\n", lines);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Writes secrets into a file that only its owner may read; its other lines stay. Read alike by a
   * shell, by docker compose and by systemd; a value that they would read differently goes into a
   * file of its own beside it.
   */
  static void keep(Path file, Map<String, String> secrets) throws IOException {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (secrets.keySet().stream()
            .noneMatch(name -> line.startsWith(name + "=") || line.startsWith(name + FILE + "="))) {
          lines.add(line);
        }
      }
    }
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String value = secret.getValue();
      if (PLAIN.matcher(value).matches()) {
        lines.add(secret.getKey() + "=" + value);
      } else if (value.indexOf('\'') < 0) {
        lines.add(secret.getKey() + "='" + value + "'");
      } else {
        Path own = file.resolveSibling("config").resolve(secret.getKey().toLowerCase(Locale.ROOT));
        write(own, value);
        lines.add(secret.getKey() + FILE + "=config/" + own.getFileName());
      }
    }
    write(file, String.join("\n", lines) + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Path fresh = OwnerOnly.freshBeside(file);
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
