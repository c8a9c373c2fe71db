package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.reply.Button;
import hangup.reply.Menu;
import hangup.reply.Neutral;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * The buttons and the menu of a reply as rows of components: one row of buttons, the further ones
 * in the menu, so that a phone is not filled with them. Everything a press needs is in the signed
 * ids, so that they work after a restart.
 */
final class Components {

  /** The custom ids of menus begin with this; their options carry the commands. */
  static final String MENU = "menu";

  private static final int ROWS = 5;
  private static final int PER_ROW = 5;
  private static final int OPTIONS = 25;
  private static final int LABEL = 80;
  private static final int OPTION_LABEL = 100;
  private static final int PLACEHOLDER = 150;

  private final ButtonCodec codec;

  Components(ButtonCodec codec) {
    this.codec = codec;
  }

  List<DataObject> rows(List<Button> buttons, Optional<Menu> menu) {
    Map<String, String> labels = labels(buttons);
    List<Map.Entry<String, String>> all = List.copyOf(labels.entrySet());
    int inRow = Math.min(all.size(), PER_ROW);
    List<DataObject> rows = new ArrayList<>();
    if (inRow > 0) {
      rows.add(buttonRow(all.subList(0, inRow)));
    }
    Map<String, String> choices = new LinkedHashMap<>();
    all.subList(inRow, all.size()).forEach(one -> choices.put(one.getKey(), one.getValue()));
    menu.ifPresent(offered -> choices.putAll(labels(offered.choices())));
    String placeholder = menu.map(Menu::placeholder).filter(p -> !p.isBlank()).orElse("More");
    List<Map.Entry<String, String>> options = List.copyOf(choices.entrySet());
    for (int from = 0; from < options.size() && rows.size() < ROWS; from += OPTIONS) {
      int to = Math.min(options.size(), from + OPTIONS);
      rows.add(menuRow(MENU + rows.size(), placeholder, options.subList(from, to)));
    }
    return rows;
  }

  /** Labels by signed id; the same command twice is one. */
  private Map<String, String> labels(List<Button> buttons) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Button button : buttons) {
      String command = button.command();
      if (!command.isBlank() && command.length() <= 2000) {
        String label = plain(button.label());
        labels.putIfAbsent(codec.encode(command), label.isBlank() ? plain(command) : label);
      }
    }
    return labels;
  }

  private static DataObject buttonRow(List<Map.Entry<String, String>> buttons) {
    DataArray children = DataArray.empty();
    for (Map.Entry<String, String> button : buttons) {
      children.add(
          DataObject.empty()
              .put("type", 2)
              .put("style", 2)
              .put("label", CodePoints.first(button.getValue(), LABEL))
              .put("custom_id", button.getKey()));
    }
    return DataObject.empty().put("type", 1).put("components", children);
  }

  private static DataObject menuRow(
      String id, String placeholder, List<Map.Entry<String, String>> choices) {
    DataArray options = DataArray.empty();
    for (Map.Entry<String, String> choice : choices) {
      options.add(
          DataObject.empty()
              .put("label", CodePoints.first(choice.getValue(), OPTION_LABEL))
              .put("value", choice.getKey()));
    }
    DataObject select =
        DataObject.empty()
            .put("type", 3)
            .put("custom_id", id)
            .put("placeholder", CodePoints.first(plain(placeholder), PLACEHOLDER))
            .put("options", options);
    return DataObject.empty().put("type", 1).put("components", DataArray.empty().add(select));
  }

  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Neutral::of).forEach(out::appendCodePoint);
    return out.toString().strip();
  }
}
