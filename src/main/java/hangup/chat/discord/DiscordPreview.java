package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.reply.Chart;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
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
  private final Function<byte[], String> pictures;

  /** A page that needs nothing else: pictures are in it. */
  public DiscordPreview(
      ButtonCodec buttons,
      Function<Chart, byte[]> charts,
      Function<Reply, String> plainText,
      ZoneId zone) {
    this(buttons, charts, plainText, DiscordPreview::inside, zone);
  }

  /**
   * @param plainText a whole reply as text, for files
   * @param pictures the address of a PNG
   * @param zone the reader's
   */
  public DiscordPreview(
      ButtonCodec buttons,
      Function<Chart, byte[]> charts,
      Function<Reply, String> plainText,
      Function<byte[], String> pictures,
      ZoneId zone) {
    this.renderer = new DiscordRenderer(new Components(buttons), charts, plainText);
    this.markdown = new MarkdownHtml(zone);
    this.pictures = pictures;
  }

  private static String inside(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  /** The style that {@link #html} needs. */
  public static String style() {
    StringBuilder style = new StringBuilder();
    try (InputStream in =
        Objects.requireNonNull(
            DiscordPreview.class.getResourceAsStream("preview.css"), "preview.css")) {
      style.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Severity severity : Severity.values()) {
      String colour = colour(DiscordRenderer.colour(severity));
      style.append(".discord .edge-" + colour + " { border-color: #" + colour + "; }\n");
    }
    return style.toString();
  }

  private static String colour(int rgb) {
    return String.format(Locale.ROOT, "%06x", rgb);
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
    out.append("<div class=\"embed edge-" + colour(embed.getInt("color")) + "\">");
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
                      .append("\" src=\"")
                      .append(MarkdownHtml.text(pictures.apply(file.bytes())))
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
