package hangup.chat.telegram;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageMedia;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/** Makes the calls of parts. Stateless. */
final class PartSender {

  private static final String HTML = "HTML";
  private static final String FILE = "chart.png";

  private final BotApi api;

  PartSender(BotApi api) {
    this.api = api;
  }

  /** How a part is sent. */
  record Way(long chat, Optional<Integer> thread, Optional<Integer> replyTo, boolean plain) {}

  /** Sends; the result is the message's number, where there is one. */
  CompletableFuture<ApiResult<Optional<Integer>>> send(Part part, Way way) {
    if (part instanceof Part.Text text) {
      return numbered(api.call(message(text, way)));
    } else if (part instanceof Part.Photo photo) {
      return numbered(api.call(photo(photo, way)));
    } else if (part instanceof Part.Document document) {
      return numbered(api.call(document(document, way)));
    } else if (part instanceof Part.EditText edit) {
      return done(api.call(edit(edit, way)), edit.message());
    } else if (part instanceof Part.EditPhoto edit) {
      return done(api.call(edit(edit, way)), edit.message());
    } else {
      Part.Delete delete = (Part.Delete) part;
      return done(
          api.call(
              DeleteMessage.builder()
                  .chatId(Long.toString(way.chat()))
                  .messageId(delete.message())
                  .build()),
          delete.message());
    }
  }

  private static SendMessage message(Part.Text text, Way way) {
    SendMessage.SendMessageBuilder<?, ?> message =
        SendMessage.builder()
            .chatId(Long.toString(way.chat()))
            .text(way.plain() ? text.page().plain() : text.page().html())
            .linkPreviewOptions(noPreview());
    if (!way.plain()) {
      message.parseMode(HTML);
    }
    way.thread().ifPresent(message::messageThreadId);
    way.replyTo().ifPresent(to -> message.replyParameters(replyTo(to)));
    text.markup().ifPresent(message::replyMarkup);
    return message.build();
  }

  private static SendPhoto photo(Part.Photo photo, Way way) {
    SendPhoto.SendPhotoBuilder<?, ?> message =
        SendPhoto.builder()
            .chatId(Long.toString(way.chat()))
            .photo(new InputFile(photo.png().open(), FILE))
            .caption(way.plain() ? photo.caption().plain() : photo.caption().html());
    if (!way.plain()) {
      message.parseMode(HTML);
    }
    way.thread().ifPresent(message::messageThreadId);
    way.replyTo().ifPresent(to -> message.replyParameters(replyTo(to)));
    photo.markup().ifPresent(message::replyMarkup);
    return message.build();
  }

  private static SendDocument document(Part.Document document, Way way) {
    byte[] bytes = document.file().text().getBytes(StandardCharsets.UTF_8);
    SendDocument.SendDocumentBuilder<?, ?> message =
        SendDocument.builder()
            .chatId(Long.toString(way.chat()))
            .document(new InputFile(new ByteArrayInputStream(bytes), document.file().name()));
    way.thread().ifPresent(message::messageThreadId);
    way.replyTo().ifPresent(to -> message.replyParameters(replyTo(to)));
    return message.build();
  }

  private static EditMessageText edit(Part.EditText edit, Way way) {
    EditMessageText.EditMessageTextBuilder<?, ?> message =
        EditMessageText.builder()
            .chatId(Long.toString(way.chat()))
            .messageId(edit.message())
            .text(way.plain() ? edit.page().plain() : edit.page().html())
            .linkPreviewOptions(noPreview());
    if (!way.plain()) {
      message.parseMode(HTML);
    }
    edit.markup().ifPresent(message::replyMarkup);
    return message.build();
  }

  private static EditMessageMedia edit(Part.EditPhoto edit, Way way) {
    InputMediaPhoto photo = new InputMediaPhoto(edit.png().open(), FILE);
    photo.setCaption(way.plain() ? edit.caption().plain() : edit.caption().html());
    if (!way.plain()) {
      photo.setParseMode(HTML);
    }
    EditMessageMedia.EditMessageMediaBuilder<?, ?> message =
        EditMessageMedia.builder()
            .chatId(Long.toString(way.chat()))
            .messageId(edit.message())
            .media(photo);
    edit.markup().ifPresent(message::replyMarkup);
    return message.build();
  }

  private static LinkPreviewOptions noPreview() {
    return LinkPreviewOptions.builder().isDisabled(true).build();
  }

  private static ReplyParameters replyTo(int message) {
    return ReplyParameters.builder().messageId(message).allowSendingWithoutReply(true).build();
  }

  private static CompletableFuture<ApiResult<Optional<Integer>>> numbered(
      CompletableFuture<ApiResult<Message>> call) {
    return call.thenApply(
        result ->
            result instanceof ApiResult.Done<Message> done
                ? new ApiResult.Done<>(Optional.ofNullable(done.value().getMessageId()))
                : failed(result));
  }

  private static <T> CompletableFuture<ApiResult<Optional<Integer>>> done(
      CompletableFuture<ApiResult<T>> call, int message) {
    return call.thenApply(
        result ->
            result instanceof ApiResult.Done<T>
                ? new ApiResult.Done<>(Optional.of(message))
                : failed(result));
  }

  private static <T> ApiResult<Optional<Integer>> failed(ApiResult<T> result) {
    return new ApiResult.Failed<>(((ApiResult.Failed<T>) result).error());
  }
}
