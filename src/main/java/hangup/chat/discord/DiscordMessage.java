package hangup.chat.discord;

import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * One message, ready to be sent any number of times.
 *
 * @param content ordinary text above the embeds; may be empty
 * @param rows buttons and menus
 */
record DiscordMessage(
    String content, List<DataObject> embeds, List<DataObject> rows, List<Attachment> files) {

  DiscordMessage {
    embeds = List.copyOf(embeds);
    rows = List.copyOf(rows);
    files = List.copyOf(files);
  }

  static DiscordMessage text(String content) {
    return new DiscordMessage(content, List.of(), List.of(), List.of());
  }

  DiscordMessage withContent(String text) {
    return new DiscordMessage(text, embeds, rows, files);
  }

  /**
   * The body of a request. All parts are named, also the empty ones, so that an edit takes away
   * what was there before; nothing is ever mentioned.
   */
  DataObject json() {
    DataArray attachments = DataArray.empty();
    for (int i = 0; i < files.size(); i++) {
      DataObject file =
          DataObject.empty().put("id", String.valueOf(i)).put("filename", files.get(i).name());
      if (!files.get(i).description().isBlank()) {
        file.put("description", CodePoints.first(files.get(i).description(), 1024));
      }
      attachments.add(file);
    }
    return DataObject.empty()
        .put("content", content)
        .put("embeds", DataArray.fromCollection(embeds))
        .put("components", DataArray.fromCollection(rows))
        .put("attachments", attachments)
        .put("allowed_mentions", DataObject.empty().put("parse", DataArray.empty()));
  }
}
