package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Function;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Shows replies as HTML that looks as Discord shows them, from the very payloads that Discord would
 * get. The surroundings choose light or dark by the class {@code light} or {@code dark} around it.
 */
public final class DiscordPreview {

  private final DiscordRenderer renderer;
  private final MarkdownHtml markdown;

  /**
   * @param plainText a whole reply as text, for files
   * @param zone the reader's
   */
  public DiscordPreview(
      ButtonCodec buttons,
      Function<Chart, byte[]> charts,
      Function<Reply, String> plainText,
      ZoneId zone) {
    renderer = new DiscordRenderer(new Components(buttons), charts, plainText);
    markdown = new MarkdownHtml(zone);
  }

  /** The style that {@link #html} needs, for a {@code style} element. */
  public static String style() {
    try (InputStream in =
        Objects.requireNonNull(
            DiscordPreview.class.getResourceAsStream("preview.css"), "preview.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The reply's messages, one below the other. */
  public String html(Reply reply) {
    StringBuilder out = new StringBuilder("<div class=discord>");
    for (DiscordMessage message : renderer.render(reply, DiscordRenderer.MOST_MESSAGES)) {
      out.append("<div class=message>");
      out.append("<div class=author><b>Hangup</b> <span class=app>APP</span></div>");
      if (!message.content().isEmpty()) {
        out.append(markdown.block(message.content()));
      }
      message.embeds().forEach(embed -> embed(embed, message, out));
      message.rows().forEach(row -> row(row, out));
      for (Attachment file : message.files()) {
        if (!file.name().endsWith(".png")) {
          out.append("<div class=file>📄 ").append(MarkdownHtml.text(file.name())).append("</div>");
        }
      }
      out.append("</div>");
    }
    return out.append("</div>").toString();
  }

  private void embed(DataObject embed, DiscordMessage message, StringBuilder out) {
    out.append(
        String.format(
            java.util.Locale.ROOT,
            "<div class=embed style=\"border-color:#%06x\">",
            embed.getInt("color")));
    if (embed.hasKey("title")) {
      out.append("<div class=title>")
          .append(markdown.inline(embed.getString("title")))
          .append("</div>");
    }
    if (embed.hasKey("description")) {
      out.append("<div class=description>")
          .append(markdown.block(embed.getString("description")))
          .append("</div>");
    }
    if (embed.hasKey("fields")) {
      fields(embed.getArray("fields"), out);
    }
    if (embed.hasKey("image")) {
      String name = embed.getObject("image").getString("url").replace("attachment://", "");
      message.files().stream()
          .filter(file -> file.name().equals(name))
          .forEach(
              file ->
                  out.append("<img alt=\"")
                      .append(MarkdownHtml.text(file.description()))
                      .append("\" src=\"data:image/png;base64,")
                      .append(Base64.getEncoder().encodeToString(file.bytes()))
                      .append("\">"));
    }
    if (embed.hasKey("footer")) {
      out.append("<div class=footer>")
          .append(MarkdownHtml.text(embed.getObject("footer").getString("text")))
          .append("</div>");
    }
    out.append("</div>");
  }

  private void fields(DataArray fields, StringBuilder out) {
    out.append("<div class=fields>");
    for (int i = 0; i < fields.length(); i++) {
      DataObject field = fields.getObject(i);
      out.append(field.getBoolean("inline") ? "<div class=inline>" : "<div class=wide>")
          .append("<div class=name>")
          .append(markdown.inline(field.getString("name")))
          .append("</div>")
          .append(markdown.block(field.getString("value")))
          .append("</div>");
    }
    out.append("</div>");
  }

  private static void row(DataObject row, StringBuilder out) {
    out.append("<div class=row>");
    DataArray children = row.getArray("components");
    for (int i = 0; i < children.length(); i++) {
      DataObject child = children.getObject(i);
      if (child.hasKey("options")) {
        out.append("<div class=select>")
            .append(MarkdownHtml.text(child.getString("placeholder")))
            .append(" <span>⌄</span></div>");
      } else {
        out.append("<span class=button>")
            .append(MarkdownHtml.text(child.getString("label")))
            .append("</span>");
      }
    }
    out.append("</div>");
  }
}
