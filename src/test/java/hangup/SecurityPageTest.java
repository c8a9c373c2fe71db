package hangup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each threat of SECURITY.md names what stands against it and the tests that hold it. */
class SecurityPageTest {

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  @Test
  void everyThreatNamesWhatIsThereAndATestOfIt() throws IOException {
    Set<String> classes;
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      classes =
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    List<String[]> rows =
        Files.readAllLines(Path.of("SECURITY.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| threat"))
            .map(line -> line.split("\\|", -1))
            .toList();
    assertThat(rows).hasSizeGreaterThan(14).allMatch(row -> row.length == 6);
    for (String[] row : rows) {
      assertThat(names(row[4]))
          .as(row[1])
          .isNotEmpty()
          .allMatch(classes::contains)
          .allMatch(name -> name.endsWith("Test") || name.endsWith("Properties"));
      assertThat(names(row[3]))
          .as(row[1])
          .isNotEmpty()
          .allMatch(
              name ->
                  classes.contains(name.replaceFirst("\\..*", ""))
                      || Files.exists(Path.of(name))
                      || Files.isDirectory(Path.of("src/main/java", name.replace('.', '/'))));
    }
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell).results().map((MatchResult found) -> found.group(1)).toList();
  }
}
