package hangup.chat.telegram;

import hangup.reply.Attachment;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;

/** One call that puts something into a chat. */
sealed interface Part {

  /** A new text message. */
  record Text(Page page, Optional<? extends ReplyKeyboard> markup) implements Part {}

  /** A new photo. */
  record Photo(Png png, Page caption, Optional<? extends ReplyKeyboard> markup) implements Part {}

  /** A new file. */
  record Document(Attachment file) implements Part {}

  /** New text for a text message. */
  record EditText(int message, Page page, Optional<InlineKeyboardMarkup> markup) implements Part {}

  /** A new photo and caption for a message. */
  record EditPhoto(int message, Png png, Page caption, Optional<InlineKeyboardMarkup> markup)
      implements Part {}

  /** A message is removed. */
  record Delete(int message) implements Part {}

  /** Whether doing it twice is the same as once. */
  default boolean repeatable() {
    return !(this instanceof Text) && !(this instanceof Photo) && !(this instanceof Document);
  }

  /** What to do instead where a message cannot be edited any more. */
  default Part asNew() {
    if (this instanceof EditText edit) {
      return new Text(edit.page(), edit.markup());
    } else if (this instanceof EditPhoto edit) {
      return new Photo(edit.png(), edit.caption(), edit.markup());
    }
    return this;
  }
}
