package hangup.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.deploy.BillOfMaterials.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The jar as it is shipped holds what its list of libraries says, under licences that we may. */
@Tag("packaged")
class BillOfMaterialsTest {

  private static final Path BOM = Path.of("target/bom.json");
  private static final Path JAR = Path.of("target/hangup.jar");
  private static final Path PAGE = Path.of("docs/libraries.md");
  private static final String BEGIN = "<!-- libraries:begin -->\n";
  private static final String END = "<!-- libraries:end -->";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| [^|]* \\| ([^|]*) \\|$");

  /**
   * Under one of these a library may be part of a jar under the Apache License. Of the weaker
   * copyleft licences (EPL, MPL, LGPL) the libraries are unchanged and can be exchanged by a build.
   */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "CC0-1.0",
          "EPL-1.0",
          "EPL-2.0",
          "LGPL-2.1-only",
          "LGPL-2.1-or-later",
          "MIT",
          "MPL-2.0");

  private final List<Library> libraries = BillOfMaterials.read(BOM).libraries();

  BillOfMaterialsTest() throws IOException {}

  @Test
  void everyLicenceIsOneThatWeMayShip() {
    assertThat(libraries)
        .hasSizeGreaterThan(30)
        .allSatisfy(
            library ->
                assertThat(library.licences()).as(library.id()).containsAnyElementsOf(ALLOWED));
  }

  @Test
  void thePageListsEachWithItsLicenceAndItsPurpose() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, String> purposes = new HashMap<>();
    Matcher rows = ROW.matcher(page);
    while (rows.find()) {
      purposes.put(rows.group(1), rows.group(2));
    }
    String table =
        "| library | licence | for |\n|---|---|---|\n"
            + libraries.stream()
                .map(library -> row(library, purposes.getOrDefault(library.id(), "?")))
                .collect(Collectors.joining());
    String expected =
        page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
            + table
            + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(expected);
    assertThat(expected).as("say what each is for").doesNotContain("| ? |");
  }

  private static String row(Library library, String purpose) {
    return "| `%s` | %s | %s |%n"
        .formatted(
            library.id(),
            String.join(" or ", library.licences()),
            library.through().map(by -> "comes with `" + by + "`").orElse(purpose))
        .replace("\r\n", "\n");
  }

  @Test
  void theJarHoldsWhatIsListedAndNothingElse() throws IOException {
    Map<String, Path> files =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> path.toString().endsWith(".jar"))
            .collect(
                Collectors.toMap(
                    path -> path.getFileName().toString(), path -> path, (one, two) -> one));
    Set<String> shipped = classes(JAR);
    Set<String> explained = new TreeSet<>();
    for (Library library : libraries) {
      assertThat(files).containsKey(library.file());
      Set<String> its = classes(files.getOrDefault(library.file(), JAR));
      assertThat(shipped).as(library.id()).containsAll(its);
      explained.addAll(its);
    }
    assertThat(shipped)
        .filteredOn(name -> !explained.contains(name))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("hangup/"));
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
