package hangup.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The instructions of the Dockerfile. */
final class Dockerfile {

  /** An instruction with its arguments, continued lines joined. */
  record Step(String name, String arguments) {}

  private Dockerfile() {}

  static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    String joined = Files.readString(Path.of("Dockerfile")).replaceAll("\\s*\\\\\n\\s*", " ");
    for (String line : joined.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split(" ", 2);
        steps.add(new Step(parts[0], parts[1].strip()));
      }
    }
    return steps;
  }

  static List<String> arguments(String name) throws IOException {
    return steps().stream().filter(s -> s.name().equals(name)).map(Step::arguments).toList();
  }

  /** The only arguments of that name that begin so. */
  static String argument(String name, String start) throws IOException {
    return arguments(name).stream()
        .filter(text -> text.startsWith(start))
        .reduce(
            (one, two) -> {
              throw new IllegalStateException("two " + name + " " + start);
            })
        .orElseThrow();
  }
}
