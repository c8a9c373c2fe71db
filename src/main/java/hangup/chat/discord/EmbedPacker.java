package hangup.chat.discord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Fills embeds and messages up to Discord's limits, in reading order. What does not fit beside the
 * rest goes to the next message whole; only what fits no message by itself is broken, between its
 * lines. Source of the limits: "Embed Limits" in Discord's developer documentation.
 */
final class EmbedPacker {

  static final int DESCRIPTION = 4096;
  static final int TITLE = 256;
  static final int FIELD_NAME = 256;
  static final int FIELD_VALUE = 1024;
  static final int FIELDS = 25;
  static final int FOOTER = 2048;
  static final int EMBEDS = 10;
  static final int ALL_EMBEDS = 6000;

  /** Discord trims what it shows; this counts as a character and shows nothing. */
  static final String INVISIBLE = "\u200b";

  private static final int LONGEST_HEADING = 400;

  private static final class Draft {
    private String title = "";
    private final StringBuilder description = new StringBuilder();
    private final List<DataObject> fields = new ArrayList<>();
    private String footer = "";
    private Optional<Instant> timestamp = Optional.empty();
    private String image = "";

    boolean isEmpty() {
      return title.isEmpty() && description.length() == 0 && fields.isEmpty();
    }

    DataObject json(int colour) {
      DataObject json = DataObject.empty().put("color", colour);
      if (!title.isEmpty()) {
        json.put("title", title);
      }
      if (description.length() > 0) {
        json.put("description", description.toString());
      } else if (isEmpty()) {
        json.put("description", INVISIBLE);
      }
      if (!fields.isEmpty()) {
        json.put("fields", DataArray.fromCollection(fields));
      }
      if (!footer.isEmpty()) {
        json.put("footer", DataObject.empty().put("text", footer));
      }
      timestamp.ifPresent(at -> json.put("timestamp", at.toString()));
      if (!image.isEmpty()) {
        json.put("image", DataObject.empty().put("url", "attachment://" + image));
      }
      return json;
    }
  }

  private final int colour;
  private final int budget;
  private final List<List<Draft>> messages = new ArrayList<>();
  private Draft current = new Draft();
  private int used;
  private boolean afterFence;

  /**
   * @param reserved code points to keep free in each message for the footer
   */
  EmbedPacker(int colour, int reserved) {
    this.colour = colour;
    this.budget = ALL_EMBEDS - reserved;
    messages.add(new ArrayList<>(List.of(current)));
  }

  /** Markdown of at most {@value #TITLE} code points. */
  void title(String markdown) {
    current.title = markdown;
    used += CodePoints.count(markdown);
  }

  void piece(Piece given) {
    Piece piece = given;
    if (CodePoints.count(piece.heading()) > LONGEST_HEADING) {
      piece(Piece.prose("", List.of(Markdown.escape(piece.heading()))));
      piece = new Piece("", piece.fenced(), piece.repeated(), piece.lines());
    }
    if (piece.text().isBlank()) {
      return;
    }
    if (!current.fields.isEmpty()) {
      String value = piece.body();
      if (!value.isBlank()
          && CodePoints.count(value) <= FIELD_VALUE
          && tryField(piece.heading(), value, false)) {
        return;
      }
      nextEmbed();
    }
    if (fits(piece.text())) {
      append(piece.text(), piece.fenced());
      return;
    }
    // A bit less than the limit, as one part may be joined to what is there already.
    int most = Math.min(DESCRIPTION, budget) - 64;
    for (String part : piece.split(most)) {
      if (!fits(part)) {
        nextEmbed();
        if (!fits(part)) {
          nextMessage();
        }
      }
      append(part, piece.fenced());
    }
  }

  /** A named value; as text where it is too long for a field. */
  void field(String name, String value, boolean inline) {
    String shown = value.isBlank() ? "–" : value;
    if (CodePoints.count(shown) > FIELD_VALUE
        || CodePoints.count(Markdown.escape(name)) > FIELD_NAME) {
      piece(Piece.prose(name, List.of(shown)));
    } else if (!tryField(name, shown, inline)) {
      nextEmbed();
      if (!tryField(name, shown, inline)) {
        nextMessage();
        tryField(name, shown, inline);
      }
    }
  }

  /** Puts the footer under the last embed. */
  void footer(String text, Optional<Instant> at) {
    current.footer = text;
    current.timestamp = at;
  }

  /** Shows a file of the first message under its last embed. */
  void image(String file) {
    List<Draft> first = messages.get(0);
    first.get(first.size() - 1).image = file;
  }

  /** The embeds of each message. */
  List<List<DataObject>> messages() {
    return messages.stream()
        .map(drafts -> drafts.stream().map(draft -> draft.json(colour)).toList())
        .toList();
  }

  private boolean tryField(String name, String value, boolean inline) {
    String shownName = name.isBlank() ? INVISIBLE : Markdown.escape(name);
    int cost = CodePoints.count(shownName) + CodePoints.count(value);
    if (current.fields.size() >= FIELDS
        || used + cost > budget
        || CodePoints.count(shownName) > FIELD_NAME) {
      return false;
    }
    current.fields.add(
        DataObject.empty().put("name", shownName).put("value", value).put("inline", inline));
    used += cost;
    return true;
  }

  private boolean fits(String text) {
    int cost = CodePoints.count(text) + 2;
    return current.fields.isEmpty()
        && used + cost <= budget
        && CodePoints.count(current.description) + cost <= DESCRIPTION;
  }

  private void append(String text, boolean fenced) {
    int before = CodePoints.count(current.description);
    if (before > 0) {
      current.description.append(afterFence ? "\n" : "\n\n");
    }
    current.description.append(text);
    used += CodePoints.count(current.description) - before;
    afterFence = fenced;
  }

  private void nextEmbed() {
    List<Draft> message = messages.get(messages.size() - 1);
    if (current.isEmpty()) {
      return;
    }
    if (message.size() >= EMBEDS) {
      nextMessage();
      return;
    }
    current = new Draft();
    message.add(current);
    afterFence = false;
  }

  private void nextMessage() {
    List<Draft> message = messages.get(messages.size() - 1);
    if (current.isEmpty()) {
      if (message.size() == 1) {
        return;
      }
      message.remove(current);
    }
    current = new Draft();
    messages.add(new ArrayList<>(List.of(current)));
    used = 0;
    afterFence = false;
  }
}
