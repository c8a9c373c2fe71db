package hangup.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What target/bom.json says is in the jar. */
final class BillOfMaterials {

  /** Names that the list got wrong or leaves in words, with what the project itself says. */
  private static final Map<String, String> CORRECTED =
      Map.of(
          // Its pom says "The BSD License" with the address of the three-clause one.
          "org.jline BSD-4-Clause", "BSD-3-Clause",
          "net.sf.trove4j GNU Lesser General Public License 2.1", "LGPL-2.1-only",
          "com.h2database EPL 1.0", "EPL-1.0");

  private final List<Library> libraries = new ArrayList<>();

  /**
   * A library in the jar.
   *
   * @param licences SPDX ids; whoever uses it chooses one
   * @param through the library of ours that needs it; empty if that is Hangup itself
   */
  record Library(
      String group, String name, String version, List<String> licences, Optional<String> through) {

    String id() {
      return group + ":" + name;
    }

    String file() {
      return name + "-" + version + ".jar";
    }
  }

  private BillOfMaterials() {}

  static BillOfMaterials read(Path file) throws IOException {
    assertThat(file)
        .as("made by mvn verify, but not offline (-o): its plugin asks for a network")
        .exists();
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    Map<String, String> names = new HashMap<>();
    json.path("components").forEach(one -> names.put(one.path("bom-ref").asText(), id(one)));
    String self = json.path("metadata").path("component").path("bom-ref").asText();
    Map<String, TreeSet<String>> users = new HashMap<>();
    for (JsonNode one : json.path("dependencies")) {
      String user = one.path("ref").asText();
      for (JsonNode used : one.path("dependsOn")) {
        users
            .computeIfAbsent(used.asText(), ref -> new TreeSet<>())
            .add(user.equals(self) ? "" : names.getOrDefault(user, user));
      }
    }
    BillOfMaterials bill = new BillOfMaterials();
    for (JsonNode one : json.path("components")) {
      TreeSet<String> by = users.getOrDefault(one.path("bom-ref").asText(), new TreeSet<>());
      bill.libraries.add(
          new Library(
              one.path("group").asText(),
              one.path("name").asText(),
              one.path("version").asText(),
              licences(one),
              // The empty name, of Hangup itself, comes first.
              by.isEmpty() || by.first().isEmpty() ? Optional.empty() : Optional.of(by.first())));
    }
    bill.libraries.sort(
        java.util.Comparator.comparing((Library library) -> library.through().isPresent())
            .thenComparing(Library::id));
    return bill;
  }

  private static String id(JsonNode component) {
    return component.path("group").asText() + ":" + component.path("name").asText();
  }

  private static List<String> licences(JsonNode component) {
    List<String> licences = new ArrayList<>();
    for (JsonNode one : component.path("licenses")) {
      JsonNode licence = one.path("license");
      String name =
          licence.path("id").asText(licence.path("name").asText(one.path("expression").asText()));
      licences.add(CORRECTED.getOrDefault(component.path("group").asText() + " " + name, name));
    }
    return licences;
  }

  /** Those that Hangup itself names first. */
  List<Library> libraries() {
    return List.copyOf(libraries);
  }
}
