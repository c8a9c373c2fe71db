package hangup.reply;

import java.util.List;

/**
 * A part of a reply. Platforms split long replies between blocks, and inside a block only at its
 * rows, fields, steps or paragraphs.
 */
public sealed interface Block {

  /** A paragraph. */
  record Text(RichText text) implements Block {}

  /** The title of the blocks that follow; it stays with the next block when a reply is split. */
  record Heading(String title) implements Block {}

  /** Named facts. */
  record Fields(List<Field> fields) implements Block {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** One named fact; {@code brief} says that it fits beside others on a line. */
  record Field(String name, RichText value, boolean brief) {}

  /** A table: every row has one cell for each column. {@code caption} may be empty. */
  record Table(String caption, List<Column> columns, List<List<String>> rows) implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<String> row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException(
              "a row of " + row.size() + " cells in a table of " + columns.size() + " columns");
        }
      }
    }
  }

  /**
   * A column of a table. {@code essential} columns are shown on the narrowest screen; the others
   * are left out there, last first.
   */
  record Column(String header, Align align, boolean essential) {}

  /** How the cells of a column stand. */
  enum Align {
    LEFT,
    RIGHT
  }

  /** Steps to take in this order. */
  record Steps(List<Step> steps) implements Block {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /** One step: what to do and, when not empty, where. */
  record Step(RichText text, String where) {}

  /** A list without order. */
  record Bullets(List<RichText> items) implements Block {
    public Bullets {
      items = List.copyOf(items);
    }
  }

  /** A remark of lesser weight. */
  record Note(RichText text) implements Block {}
}
