package hangup.config;

import hangup.text.DidYouMean;
import hangup.yaml.Problems;
import hangup.yaml.Quoted;
import hangup.yaml.Section;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one section of the settings: from the environment, else from the file. A getter
 * declares its key; what is wrong is reported, and the default stands in.
 */
final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) *(ms|s|m|h|d)");
  private static final Pattern ID = Pattern.compile("[0-9]{1,20}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");
  private static final int LONGEST_SECRET = 16 * 1024;

  private final String path;
  private final Optional<Section> file;
  private final Environment environment;
  private final Problems problems;
  private final Declarations declarations;

  private Values(
      String path,
      Optional<Section> file,
      Environment environment,
      Problems problems,
      Declarations declarations) {
    this.path = path;
    this.file = file;
    this.environment = environment;
    this.problems = problems;
    this.declarations = declarations;
  }

  /** The top level. */
  static Values of(Optional<Section> file, Environment environment, Problems problems) {
    return new Values("", file, environment, problems, Declarations.none());
  }

  /** The top level of nothing, for the sake of what is asked for. */
  static Values declaring(Declarations declarations) {
    return new Values(
        "", Optional.empty(), new Environment(Map.of()), new Problems(), declarations);
  }

  /** Reads a section; its keys are those that the reader asks for. */
  <T> T section(String key, Function<Values, T> reader) {
    Optional<Section> below = file.flatMap(section -> section.section(key));
    T settings = reader.apply(new Values(join(key), below, environment, problems, declarations));
    below.ifPresent(Section::reportUnknownKeys);
    return settings;
  }

  /** Reads a list of blocks, which only the file can have. */
  <T> List<T> sections(String key, Function<Values, Optional<T>> reader) {
    List<T> all = new ArrayList<>();
    if (declarations.collects()) {
      return reader
          .apply(
              new Values(
                  join(key) + Declarations.ITEM,
                  Optional.empty(),
                  environment,
                  problems,
                  declarations))
          .stream()
          .toList();
    }
    List<Section> blocks = file.map(section -> section.sections(key)).orElse(List.of());
    for (int i = 0; i < blocks.size(); i++) {
      Section block = blocks.get(i);
      String at = join(key) + "[" + i + "]";
      reader
          .apply(new Values(at, Optional.of(block), environment, problems, declarations))
          .ifPresent(all::add);
      block.reportUnknownKeys();
    }
    return all;
  }

  /**
   * The blocks of a list, which only the file can have; whoever reads them reports all.
   *
   * @param keys what a block may have, for the schema
   */
  List<Section> blocks(String key, Map<String, Declared> keys) {
    if (declarations.collects()) {
      keys.forEach(
          (name, kind) -> declarations.add(join(key) + Declarations.ITEM + "." + name, kind));
      return List.of();
    }
    return file.map(section -> section.sections(key)).orElse(List.of());
  }

  /** Reports what is wrong with the section as a whole. */
  void error(String message, String suggestion) {
    file.ifPresent(section -> section.error("", message, suggestion));
  }

  /** Reads blocks below a key, each under a name of lower-case letters and digits. */
  <T> List<T> named(String key, BiFunction<String, Values, T> reader) {
    Optional<Section> above = file.flatMap(section -> section.section(key));
    List<T> all = new ArrayList<>();
    if (declarations.collects()) {
      return List.of(
          reader.apply(
              Declarations.ANY,
              new Values(
                  join(key) + "." + Declarations.ANY,
                  Optional.empty(),
                  environment,
                  problems,
                  declarations)));
    }
    for (String name : above.map(Section::keys).orElse(Set.of())) {
      Values below = new Values(join(key), above, environment, problems, declarations);
      if (NAME.matcher(name).matches()) {
        all.add(below.section(name, values -> reader.apply(name, values)));
      } else {
        above
            .orElseThrow()
            .error(name, "a name has lower-case letters and digits only", "For example vos1.");
      }
    }
    above.ifPresent(Section::reportUnknownKeys);
    return all;
  }

  /** Reports that a value which must be there is missing. */
  void missing(String key, String suggestion) {
    problems.error(join(key), "is missing", suggestion);
  }

  Optional<String> text(String key) {
    return value(key).map(Value::text);
  }

  /** One of these words. */
  <T> Optional<T> oneOf(String key, Map<String, T> words) {
    declarations.add(
        join(key),
        new Declared.Choice(words.keySet().stream().sorted().toList(), Optional.empty()));
    return word(key, words);
  }

  /**
   * An address.
   *
   * @param schemes the allowed ones, the most usual first
   */
  Optional<String> url(String key, String... schemes) {
    Optional<Value> value = value(key);
    List<String> allowed = List.of(schemes);
    for (Value given : value.stream().toList()) {
      try {
        URI uri = new URI(given.text());
        if (uri.getHost() != null && allowed.contains(uri.getScheme())) {
          return Optional.of(given.text());
        }
      } catch (URISyntaxException e) {
        // Reported below.
      }
      given.error(
          Quoted.of(given.text())
              + " is not an address that begins with "
              + String.join(":// or ", allowed)
              + "://",
          "Write for example " + allowed.get(0) + "://proxy.example.org/.");
    }
    return Optional.empty();
  }

  /** Ids that a chat platform gives: digits. */
  List<String> ids(String key, String whereToFindThem) {
    List<String> given = texts(key);
    for (String id : given) {
      if (!isId(id)) {
        String message = Quoted.of(id) + " is not an id: digits";
        report(key, message, whereToFindThem);
      }
    }
    return given.stream().filter(Values::isId).toList();
  }

  /**
   * A list of known words; any other is reported.
   *
   * @param bare a word without what may be left out, such as a slash before it
   */
  List<String> words(String key, List<String> known, UnaryOperator<String> bare) {
    List<String> given = texts(key).stream().filter(word -> !word.isBlank()).toList();
    for (String word : given) {
      String wanted = bare.apply(word.strip().toLowerCase(Locale.ROOT));
      if (!known.contains(wanted)) {
        unknown(key, word, known);
      }
    }
    return given;
  }

  /** Reports a word that is none of those that have a meaning. */
  void unknown(String key, String word, List<String> known) {
    String suggestion =
        DidYouMean.best(word, known)
            .map(near -> "Did you mean " + near + "?")
            .orElse("Known: " + String.join(", ", known) + ".");
    report(key, Quoted.of(word) + " is not known here", suggestion);
  }

  /** Where the key is given: in the environment, or in the file. */
  private void report(String key, String message, String suggestion) {
    if (environment.get(variable(key)).isPresent()) {
      problems.error(variable(key), message, suggestion);
    } else {
      file.ifPresent(section -> section.error(key, message, suggestion));
    }
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  String text(String key, String otherwise) {
    declarations.add(join(key), new Declared.Text(Optional.of(otherwise)));
    return text(key).orElse(otherwise);
  }

  /** A list in the file, words with commas between them in the environment. */
  List<String> texts(String key) {
    declarations.add(join(key), new Declared.Texts());
    Optional<List<String>> inFile = file.flatMap(section -> section.texts(key));
    Optional<List<String>> given =
        environment
            .get(variable(key))
            .map(
                text ->
                    Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .toList());
    return given.or(() -> inFile).orElse(List.of());
  }

  boolean flag(String key, boolean otherwise) {
    declarations.add(join(key), new Declared.Flag(otherwise));
    return word(key, Map.of("true", true, "false", false)).orElse(otherwise);
  }

  <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
    }
    declarations.add(
        join(key),
        new Declared.Choice(List.copyOf(words.keySet()), Optional.of(wordOf(words, otherwise))));
    return word(key, words).orElse(otherwise);
  }

  private static <E> String wordOf(Map<String, E> words, E constant) {
    return words.entrySet().stream()
        .filter(entry -> entry.getValue().equals(constant))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  int integer(String key, int otherwise, int from, int to) {
    declarations.add(join(key), new Declared.Whole(otherwise, from, to));
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get().text());
      if (number >= from && number <= to) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    value
        .get()
        .error(
            "must be a whole number from " + from + " to " + to, "For example " + otherwise + ".");
    return otherwise;
  }

  /**
   * An amount and a unit, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}.
   */
  Duration duration(String key, Duration otherwise) {
    declarations.add(join(key), new Declared.Span(otherwise));
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(value.get().text());
    if (!matcher.matches()) {
      value.get().error("must be a number and one of ms, s, m, h, d", "For example 30s or 5m.");
      return otherwise;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** As {@link #duration(String, Duration)}, within limits. */
  Duration duration(String key, Duration otherwise, Duration least, Duration most) {
    Duration given = duration(key, otherwise);
    if (given.compareTo(least) >= 0 && given.compareTo(most) <= 0) {
      return given;
    }
    value(key)
        .ifPresent(
            value ->
                value.error(
                    "is too short or too long", "Allowed: " + words(least) + " to " + words(most)));
    return otherwise;
  }

  private static String words(Duration duration) {
    if (duration.toHours() >= 24 && duration.toMillis() % Duration.ofDays(1).toMillis() == 0) {
      return duration.toDays() + "d";
    }
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }

  ZoneId zone(String key, ZoneId otherwise) {
    Optional<Value> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    String name = value.get().text();
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      String nearest = nearestZone(name);
      value
          .get()
          .error(
              Quoted.of(name) + " is not a time zone",
              nearest.isEmpty()
                  ? "Write an IANA name such as Asia/Dhaka, or an offset such as +06:00."
                  : nearest);
      return otherwise;
    }
  }

  Path path(String key, Path otherwise) {
    declarations.add(join(key), new Declared.Text(Optional.of(otherwise.toString())));
    return path(key).orElse(otherwise);
  }

  /** A file or folder; relative to the folder in which the program was started. */
  Optional<Path> path(String key) {
    Optional<Value> value = value(key);
    try {
      return value.map(Value::text).map(Path::of);
    } catch (InvalidPathException e) {
      value.ifPresent(given -> given.error("is not a path of this system", ""));
      return Optional.empty();
    }
  }

  /** From the environment, or from the file that a variable ending in _FILE names; never YAML. */
  Optional<Secret> secret(String key) {
    String variable = variable(key);
    declarations.add(join(key), new Declared.Hidden(variable));
    String fileVariable = variable + "_FILE";
    if (file.filter(section -> section.has(key)).isPresent()) {
      file.get()
          .error(
              key,
              "a secret must not stand in this file",
              "Remove it, and set "
                  + variable
                  + ", or "
                  + fileVariable
                  + " to the name of a file that holds it.");
    }
    Optional<String> value = environment.get(variable);
    Optional<String> named = environment.get(fileVariable);
    if (value.isPresent() && named.isPresent()) {
      problems.error(variable, "is given twice, here and by " + fileVariable, "Remove one.");
      return Optional.empty();
    }
    return value.or(() -> named.flatMap(name -> content(fileVariable, name))).map(Secret::new);
  }

  private Optional<String> content(String variable, String name) {
    try {
      Path secretFile = Path.of(name);
      if (Files.size(secretFile) > LONGEST_SECRET) {
        problems.error(variable, "the file " + Quoted.of(name) + " is too large for a secret", "");
        return Optional.empty();
      }
      String secret = Files.readString(secretFile, StandardCharsets.UTF_8).strip();
      if (secret.isEmpty()) {
        problems.error(variable, "the file " + Quoted.of(name) + " is empty", "");
      }
      return Optional.of(secret).filter(text -> !text.isEmpty());
    } catch (IOException | InvalidPathException e) {
      problems.error(
          variable,
          "the file " + Quoted.of(name) + " cannot be read",
          "Check its name and rights.");
      return Optional.empty();
    }
  }

  private <T> Optional<T> word(String key, Map<String, T> words) {
    Optional<Value> value = value(key);
    Optional<T> choice = value.map(given -> words.get(given.text().toLowerCase(Locale.ROOT)));
    if (value.isPresent() && choice.isEmpty()) {
      String word = value.get().text();
      value
          .get()
          .error(
              Quoted.of(word)
                  + " is not allowed; allowed: "
                  + String.join(", ", new TreeSet<>(words.keySet())),
              Section.didYouMean(word, words.keySet()));
    }
    return choice;
  }

  /** A value and where it was given. */
  private record Value(String text, Reporter reporter) {
    void error(String message, String suggestion) {
      reporter.error(message, suggestion);
    }
  }

  private interface Reporter {
    void error(String message, String suggestion);
  }

  private Optional<Value> value(String key) {
    // Of no effect where the getter has said more.
    declarations.add(join(key), new Declared.Text(Optional.empty()));
    // Also read where the environment overrides it: the key is then known, and checked.
    Optional<Value> inFile =
        file.flatMap(
            section ->
                section
                    .text(key)
                    .map(
                        text ->
                            new Value(text, (message, mend) -> section.error(key, message, mend))));
    String variable = variable(key);
    return environment
        .get(variable)
        .map(text -> new Value(text, (message, mend) -> problems.error(variable, message, mend)))
        .or(() -> inFile);
  }

  private String join(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private String variable(String key) {
    return Environment.variable(join(key));
  }

  private static String nearestZone(String name) {
    Set<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    Map<String, String> byCity = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    zones.forEach(zone -> byCity.putIfAbsent(lastPart(zone), zone));
    Optional<String> nearest =
        zones.stream()
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .or(() -> Optional.ofNullable(byCity.get(lastPart(name))))
            .or(() -> DidYouMean.best(name, zones))
            .or(() -> DidYouMean.best(lastPart(name), byCity.keySet()).map(byCity::get));
    return nearest.map(zone -> "Did you mean " + zone + "?").orElse("");
  }

  private static String lastPart(String zone) {
    return zone.substring(zone.lastIndexOf('/') + 1);
  }
}
