package hangup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The picture and the table of packages in docs/architecture.md are drawn from the classes
 * themselves; run with {@code -Dgolden.update=true} to draw them anew.
 */
class ArchitecturePageTest {

  private static final Path PAGE = Path.of("docs/architecture.md");
  private static final String ROOT = "hangup.";
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private final NavigableMap<String, NavigableSet<String>> uses = uses();

  private static NavigableMap<String, NavigableSet<String>> uses() {
    NavigableMap<String, NavigableSet<String>> uses = new TreeMap<>();
    for (JavaClass one :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPath(Path.of("target/classes/hangup"))) {
      String from = one.getPackageName();
      if (!from.startsWith(ROOT)) {
        continue;
      }
      NavigableSet<String> used = uses.computeIfAbsent(from, name -> new TreeSet<>());
      one.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getPackageName())
          .filter(to -> to.startsWith(ROOT) && !to.equals(from))
          .forEach(used::add);
    }
    return uses;
  }

  @Test
  void thePictureIsTheCode() throws IOException {
    check("picture", picture());
  }

  @Test
  void theTableIsTheCode() throws IOException {
    check("packages", table());
  }

  private static void check(String part, String wanted) throws IOException {
    String begin = "<!-- " + part + ":begin -->\n";
    String end = "<!-- " + part + ":end -->";
    String page = Files.readString(PAGE);
    assertThat(page).contains(begin, end);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("run once with -Dgolden.update=true, and look at the difference")
        .isEqualTo(wanted);
  }

  /** Arrows between packages; one that a longer way stands for is left out. */
  private String picture() {
    StringBuilder text = new StringBuilder("```mermaid\nflowchart TD\n");
    uses.keySet().forEach(name -> text.append("  ").append(node(name)).append('\n'));
    uses.forEach(
        (from, all) ->
            all.stream()
                .filter(to -> all.stream().noneMatch(by -> !by.equals(to) && reaches(by, to)))
                .forEach(to -> text.append("  " + id(from) + " --> " + id(to) + "\n")));
    return text.append("```\n").toString();
  }

  /** There are no cycles, which ArchitectureTest holds. */
  private boolean reaches(String from, String to) {
    return uses.getOrDefault(from, new TreeSet<>()).stream()
        .anyMatch(next -> next.equals(to) || reaches(next, to));
  }

  private static String id(String name) {
    return name.substring(ROOT.length()).replace('.', '_');
  }

  private static String node(String name) {
    return id(name) + "[" + name.substring(ROOT.length()) + "]";
  }

  private String table() throws IOException {
    StringBuilder text = new StringBuilder("| package | what it is for | uses |\n|---|---|---|\n");
    for (Map.Entry<String, NavigableSet<String>> one : uses.entrySet()) {
      NavigableSet<String> used = new TreeSet<>();
      one.getValue().forEach(name -> used.add("`" + name.substring(ROOT.length()) + "`"));
      text.append("| `")
          .append(one.getKey())
          .append("` | ")
          .append(purpose(one.getKey()))
          .append(" | ")
          .append(used.isEmpty() ? "nothing of ours" : String.join(", ", used))
          .append(" |\n");
    }
    return text.toString();
  }

  /** The first sentence of what its package-info says. */
  private static String purpose(String name) throws IOException {
    Matcher comment =
        COMMENT.matcher(
            Files.readString(
                Path.of("src/main/java", name.replace('.', '/'), "package-info.java")));
    assertThat(comment.find()).as(name).isTrue();
    String words = comment.group(1).replaceAll("\\s*\\n \\* ?", " ").strip();
    return words.replaceFirst("\\. .*", "").replaceFirst("\\.$", "");
  }
}
