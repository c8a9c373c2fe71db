package hangup.yaml;

import java.util.List;
import java.util.Map;

/** A part of a YAML document and where it begins; line and column count from 1. */
sealed interface Node {
  int line();

  int column();

  /** What it is, in the words of a message. */
  String kind();

  /**
   * A word, a number or a text.
   *
   * @param plain whether it was written without quotes
   */
  record Scalar(String text, boolean plain, int line, int column) implements Node {
    /** A key without a value, or an explicit null. */
    boolean empty() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String kind() {
      return empty() ? "empty" : "a single value";
    }
  }

  record Sequence(List<Node> items, int line, int column) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(Map<String, Entry> entries, int line, int column) implements Node {
    @Override
    public String kind() {
      return "a block of keys";
    }
  }

  /** A key's own place and its value. */
  record Entry(int line, int column, Node value) {}
}
