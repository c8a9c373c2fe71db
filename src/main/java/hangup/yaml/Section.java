package hangup.yaml;

import hangup.text.DidYouMean;
import hangup.yaml.Node.Entry;
import hangup.yaml.Node.Mapping;
import hangup.yaml.Node.Scalar;
import hangup.yaml.Node.Sequence;
import hangup.yaml.Problem.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A block of keys of a YAML file. Each getter answers nothing where the key is missing or its value
 * is of the wrong kind, and reports the latter. A key that no getter ever asked for is unknown:
 * {@link #reportUnknownKeys} says so.
 */
public final class Section {
  private static final int MAX_ITEMS = 1_000;

  private final String file;
  private final String path;
  private final Mapping mapping;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String file, String path, Mapping mapping, Problems problems) {
    this.file = file;
    this.path = path;
    this.mapping = mapping;
    this.problems = problems;
  }

  /** The name of the file, as in messages. */
  public String file() {
    return file;
  }

  /** The line where the section begins, from 1. */
  public int line() {
    return mapping.line();
  }

  /** The line of a key, or of the section where it lacks the key. */
  public int line(String key) {
    Entry entry = mapping.entries().get(key);
    return entry == null ? mapping.line() : entry.line();
  }

  /** The same keys under another path in messages. */
  public Section called(String newPath) {
    return new Section(file, newPath, mapping, problems);
  }

  public boolean has(String key) {
    known.add(key);
    return mapping.entries().containsKey(key);
  }

  /** The keys that the file has here, in its order. */
  public Set<String> keys() {
    return mapping.entries().keySet();
  }

  /** A value as text, without spaces around it; numbers and words such as yes are text too. */
  public Optional<String> text(String key) {
    return scalar(key).flatMap(scalar -> clean(key, scalar)).map(String::strip);
  }

  public Optional<Integer> integer(String key) {
    return scalar(key).flatMap(scalar -> integer(key, scalar));
  }

  /** True or false, and nothing else. */
  public Optional<Boolean> flag(String key) {
    return choice(key, Map.of("true", true, "false", false));
  }

  /** One of the words allowed; case counts. */
  public <T> Optional<T> choice(String key, Map<String, T> allowed) {
    Optional<String> word = text(key);
    Optional<T> choice = word.map(allowed::get);
    if (word.isPresent() && choice.isEmpty()) {
      List<String> words = allowed.keySet().stream().sorted().toList();
      error(
          key,
          Quoted.of(word.get()) + " is not allowed; allowed: " + String.join(", ", words),
          didYouMean(word.get(), words));
    }
    return choice;
  }

  public Optional<List<String>> texts(String key) {
    return list(key, (at, scalar) -> clean(at, scalar).map(String::strip));
  }

  public Optional<List<Integer>> integers(String key) {
    return list(key, this::integer);
  }

  /** The block of keys below a key. */
  public Optional<Section> section(String key) {
    Optional<Node> node = value(key);
    if (node.isPresent() && !(node.get() instanceof Mapping)) {
      wrongKind(key, node.get(), "a block of keys");
      return Optional.empty();
    }
    return node.map(Mapping.class::cast)
        .map(below -> new Section(file, join(path, key), below, problems));
  }

  /** The blocks of a list of blocks; empty where the key is missing. */
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    List<Node> items = items(key).orElse(List.of());
    for (int i = 0; i < items.size(); i++) {
      String at = key + "[" + i + "]";
      if (items.get(i) instanceof Mapping below) {
        sections.add(new Section(file, join(path, at), below, problems));
      } else {
        wrongKind(at, items.get(i), "a block of keys");
      }
    }
    return sections;
  }

  /** Reports the keys that nothing asked for, each with the nearest known one. */
  public void reportUnknownKeys() {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                String mend = didYouMean(key, known);
                problems.add(
                    new Problem(
                        Level.ERROR,
                        file,
                        entry.line(),
                        entry.column(),
                        join(path, key.isEmpty() ? "\"\"" : oneLine(key)),
                        "unknown key",
                        Optional.of(
                            mend.isEmpty()
                                ? "Known here: " + String.join(", ", known) + "."
                                : mend)));
              }
            });
  }

  /**
   * Reports an error of a key's value, at the value where it has one, else at the section.
   *
   * @param key empty for the section itself; {@code sip[2]} for an item of a list
   */
  public void error(String key, String message, String suggestion) {
    report(Level.ERROR, key, message, suggestion);
  }

  /** As {@link #error}, for what is read but probably not meant. */
  public void warning(String key, String message, String suggestion) {
    report(Level.WARNING, key, message, suggestion);
  }

  /** Reports that a key which must be there is missing. */
  public void missing(String key, String suggestion) {
    if (!has(key)) {
      error(key, "is missing", suggestion);
    }
  }

  /** "Did you mean ...?" or nothing. */
  public static String didYouMean(String word, Collection<String> known) {
    return DidYouMean.best(word, known).map(best -> "Did you mean " + best + "?").orElse("");
  }

  private void report(Level level, String key, String message, String suggestion) {
    // A path such as sip[2] stands for an item; its key is sip.
    int bracket = key.indexOf('[');
    Entry entry = mapping.entries().get(bracket < 0 ? key : key.substring(0, bracket));
    int line = mapping.line();
    int column = mapping.column();
    if (entry != null) {
      Node at = item(entry.value(), key, bracket);
      // A value that is missing has no place of its own.
      boolean none = at instanceof Scalar scalar && scalar.empty();
      line = none ? entry.line() : at.line();
      column = none ? entry.column() : at.column();
    }
    problems.add(
        new Problem(
            level, file, line, column, join(path, key), message, Problems.optional(suggestion)));
  }

  private static Node item(Node value, String key, int bracket) {
    if (bracket < 0 || !(value instanceof Sequence sequence)) {
      return value;
    }
    int index = Integer.parseInt(key, bracket + 1, key.length() - 1, 10);
    return index < sequence.items().size() ? sequence.items().get(index) : value;
  }

  private Optional<Node> value(String key) {
    known.add(key);
    Entry entry = mapping.entries().get(key);
    if (entry != null && entry.value() instanceof Scalar scalar && scalar.empty()) {
      error(key, "has no value", "Give it one, or remove the line.");
      return Optional.empty();
    }
    return Optional.ofNullable(entry).map(Entry::value);
  }

  private Optional<Scalar> scalar(String key) {
    Optional<Node> node = value(key);
    if (node.isPresent() && !(node.get() instanceof Scalar)) {
      wrongKind(key, node.get(), "a single value");
      return Optional.empty();
    }
    return node.map(Scalar.class::cast);
  }

  private Optional<List<Node>> items(String key) {
    Optional<Node> node = value(key);
    if (node.isPresent() && !(node.get() instanceof Sequence)) {
      wrongKind(key, node.get(), "a list");
      return Optional.empty();
    }
    return node.map(Sequence.class::cast).map(Sequence::items);
  }

  private interface ItemReader<T> {
    Optional<T> read(String at, Scalar scalar);
  }

  private <T> Optional<List<T>> list(String key, ItemReader<T> reader) {
    Optional<List<Node>> items = items(key);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<T> values = new ArrayList<>();
    if (items.get().size() > MAX_ITEMS) {
      error(key, "holds more than " + MAX_ITEMS + " values", "");
      return Optional.empty();
    }
    for (int i = 0; i < items.get().size(); i++) {
      String at = key + "[" + i + "]";
      if (items.get().get(i) instanceof Scalar scalar && !scalar.empty()) {
        reader.read(at, scalar).ifPresent(values::add);
      } else {
        wrongKind(at, items.get().get(i), "a single value");
      }
    }
    return Optional.of(List.copyOf(values));
  }

  private Optional<String> clean(String at, Scalar scalar) {
    String text = scalar.text();
    if (text.isBlank()) {
      error(at, "is empty", "Give it a value, or remove the line.");
      return Optional.empty();
    }
    if (holdsControl(text)) {
      error(at, "holds a control character", "Remove it.");
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static boolean holdsControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\n' && Character.isISOControl(c)) {
        return true;
      }
    }
    return false;
  }

  private Optional<Integer> integer(String at, Scalar scalar) {
    if (scalar.plain()) {
      try {
        return Optional.of(Integer.valueOf(scalar.text()));
      } catch (NumberFormatException e) {
        // Told below.
      }
    }
    boolean quotedNumber = !scalar.plain() && scalar.text().matches("-?[0-9]{1,9}");
    error(
        at,
        "must be a whole number, not " + Quoted.of(scalar.text()),
        quotedNumber ? "Remove the quotes." : "For example 22.");
    return Optional.empty();
  }

  private void wrongKind(String at, Node node, String wanted) {
    error(at, "must be " + wanted + ", not " + node.kind(), "");
  }

  private static String oneLine(String key) {
    return key.length() > 60 || key.codePoints().anyMatch(Character::isISOControl)
        ? Quoted.of(key)
        : key;
  }

  private static String join(String path, String key) {
    if (path.isEmpty() || key.isEmpty()) {
      return path + key;
    }
    return path + "." + key;
  }
}
