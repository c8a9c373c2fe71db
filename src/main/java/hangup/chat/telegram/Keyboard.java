package hangup.chat.telegram;

import hangup.chat.ButtonCodec;
import hangup.chat.NarrowTable;
import hangup.reply.Button;
import hangup.reply.Neutral;
import hangup.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/** The buttons under a message: a reply's buttons and the choices of its menu. */
final class Keyboard {

  private static final int MOST = 60;
  private static final int LABEL = 40;

  /** What a phone shows in one row without cutting labels short. */
  private static final int ROW_COLUMNS = 38;

  private static final int ROW_BUTTONS = 4;

  private final ButtonCodec codec;

  Keyboard(ButtonCodec codec) {
    this.codec = codec;
  }

  /** Empty if the reply has nothing to press. */
  Optional<InlineKeyboardMarkup> of(Reply reply) {
    List<InlineKeyboardRow> rows = new ArrayList<>(rows(reply.buttons()));
    reply.menu().ifPresent(menu -> rows.addAll(rows(menu.choices())));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(InlineKeyboardMarkup.builder().keyboard(rows).build());
  }

  private List<InlineKeyboardRow> rows(List<Button> buttons) {
    List<InlineKeyboardRow> rows = new ArrayList<>();
    InlineKeyboardRow row = new InlineKeyboardRow();
    int used = 0;
    for (Button button : buttons.subList(0, Math.min(buttons.size(), MOST / 2))) {
      String label = label(button);
      int width = NarrowTable.width(label) + 3;
      if (!row.isEmpty() && (used + width > ROW_COLUMNS || row.size() >= ROW_BUTTONS)) {
        rows.add(row);
        row = new InlineKeyboardRow();
        used = 0;
      }
      row.add(
          InlineKeyboardButton.builder()
              .text(label)
              .callbackData(codec.encode(button.command()))
              .build());
      used += width;
    }
    if (!row.isEmpty()) {
      rows.add(row);
    }
    return rows;
  }

  private static String label(Button button) {
    String text = button.label().isBlank() ? button.command() : button.label();
    StringBuilder label = new StringBuilder();
    for (int codePoint : text.strip().codePoints().map(Neutral::of).toArray()) {
      if (label.length() >= LABEL - 2) {
        return label.append('…').toString();
      }
      label.appendCodePoint(codePoint);
    }
    return label.toString();
  }
}
