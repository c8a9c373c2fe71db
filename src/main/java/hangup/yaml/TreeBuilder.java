package hangup.yaml;

import hangup.yaml.Node.Entry;
import hangup.yaml.Node.Mapping;
import hangup.yaml.Node.Scalar;
import hangup.yaml.Node.Sequence;
import hangup.yaml.Problem.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Makes nodes of one YAML document. Of YAML it takes what a settings file needs: mappings, lists
 * and values; anchors, aliases and tags are refused.
 */
final class TreeBuilder {
  private static final int MAX_DEPTH = 20;

  /** The nesting was reported, and the rest is not read. */
  static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooDeep() {
      super(null, null, false, false);
    }
  }

  private final String file;
  private final Problems problems;
  private final Parser parser;

  TreeBuilder(String file, String text, Problems problems) {
    this.file = file;
    this.problems = problems;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(text.length() + 1);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /**
   * The document; an empty one is an empty mapping.
   *
   * @throws org.yaml.snakeyaml.error.YAMLException if the text is not YAML
   * @throws TooDeep if it is nested too deep, which is reported already
   */
  Node build() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return new Mapping(Map.of(), 1, 1);
    }
    parser.getEvent();
    Node root = node(parser.getEvent(), 0);
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      error(
          parser.peekEvent().getStartMark(),
          "a second document begins here; a file holds one",
          "Remove the line ---.");
    }
    return root instanceof Scalar scalar && scalar.empty() ? new Mapping(Map.of(), 1, 1) : root;
  }

  private Node node(Event event, int depth) {
    Mark mark = event.getStartMark();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    refuseReferences(event, mark);
    if (event instanceof ScalarEvent scalar) {
      if (scalar.getTag() != null) {
        refuseTag(scalar.getTag(), mark);
      }
      return new Scalar(scalar.getValue(), scalar.isPlain(), line, column);
    }
    if (event instanceof MappingStartEvent start) {
      if (start.getTag() != null) {
        refuseTag(start.getTag(), mark);
      }
      refuseDepth(depth, mark);
      return mapping(line, column, depth);
    }
    if (event instanceof SequenceStartEvent start) {
      if (start.getTag() != null) {
        refuseTag(start.getTag(), mark);
      }
      refuseDepth(depth, mark);
      return sequence(line, column, depth);
    }
    return new Scalar("", true, line, column);
  }

  private Mapping mapping(int line, int column, int depth) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event event = parser.getEvent();
      Mark mark = event.getStartMark();
      Node key = node(event, depth + 1);
      Node value = node(parser.getEvent(), depth + 1);
      if (!(key instanceof Scalar name)) {
        error(mark, "a key must be a single word", "");
        continue;
      }
      Entry entry = new Entry(name.line(), name.column(), value);
      Entry first = entries.putIfAbsent(name.text(), entry);
      if (first != null) {
        error(
            mark,
            "the key "
                + Quoted.of(name.text())
                + " stands here again, first in line "
                + first.line(),
            "Keep one of the two.");
      }
    }
    parser.getEvent();
    return new Mapping(entries, line, column);
  }

  private Sequence sequence(int line, int column, int depth) {
    List<Node> items = new ArrayList<>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(parser.getEvent(), depth + 1));
    }
    parser.getEvent();
    return new Sequence(items, line, column);
  }

  /** Reading on would cost the parser time that grows with the square of the depth. */
  private void refuseDepth(int depth, Mark mark) {
    if (depth == MAX_DEPTH) {
      error(mark, "nested deeper than " + MAX_DEPTH + " levels", "");
      throw new TooDeep();
    }
  }

  private void refuseReferences(Event event, Mark mark) {
    if (event instanceof AliasEvent alias) {
      error(
          mark,
          "the alias *" + alias.getAnchor() + " is not supported",
          "Write the value out; text that begins with * needs quotes.");
    } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
      error(
          mark,
          "the anchor &" + node.getAnchor() + " is not supported",
          "Write the value where it is needed; text that begins with & needs quotes.");
    }
  }

  private void refuseTag(String tag, Mark mark) {
    error(
        mark,
        "the tag " + Quoted.of(tag) + " is not supported",
        "Write the bare value; text that begins with ! needs quotes.");
  }

  private void error(Mark mark, String message, String suggestion) {
    problems.add(
        new Problem(
            Level.ERROR,
            file,
            mark.getLine() + 1,
            mark.getColumn() + 1,
            "",
            message,
            Problems.optional(suggestion)));
  }
}
