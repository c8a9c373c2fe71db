package hangup.chat.telegram;

import hangup.chat.ButtonCodec;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/**
 * Shows replies as HTML that looks as a Telegram client on a phone shows them, from the very texts
 * that Telegram would get. The surroundings choose by class: {@code light}, {@code dark}, or {@code
 * auto} for what the reader's system prefers.
 */
public final class TelegramPreview {

  private final HtmlRenderer renderer;
  private final Keyboard keyboard;
  private final Function<byte[], String> pictures;

  /**
   * @param pictures the address of a PNG
   */
  public TelegramPreview(
      ButtonCodec buttons, Function<Chart, byte[]> charts, Function<byte[], String> pictures) {
    this.renderer = new HtmlRenderer(chart -> Optional.of(charts.apply(chart)));
    this.keyboard = new Keyboard(buttons);
    this.pictures = pictures;
  }

  /** The style that {@link #html} needs. */
  public static String style() {
    try (InputStream in =
        Objects.requireNonNull(
            TelegramPreview.class.getResourceAsStream("preview.css"), "preview.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A person's message, to stand before the answer. */
  public static String person(String text, String time) {
    return "<div class=telegram><div class=me><div class=bubble>"
        + escaped(text)
        + clock(time + " ✓✓")
        + "</div></div></div>";
  }

  /**
   * The reply's messages, one below the other.
   *
   * @param time of day that they show, as text
   */
  public String html(Reply reply, String time) {
    StringBuilder out = new StringBuilder("<div class=telegram>");
    Rendered rendered = renderer.render(reply);
    Optional<InlineKeyboardMarkup> markup = keyboard.of(reply);
    String words = reply.chart().map(Chart::altText).orElse("");
    rendered
        .photo()
        .ifPresent(
            png -> {
              boolean alone = rendered.pages().isEmpty();
              String caption = rendered.caption().map(Page::html).orElse("");
              bubble(picture(png, words) + caption, time, alone ? markup : Optional.empty(), out);
            });
    for (int i = 0; i < rendered.pages().size(); i++) {
      boolean last = i == rendered.pages().size() - 1;
      bubble(rendered.pages().get(i).html(), time, last ? markup : Optional.empty(), out);
    }
    return out.append("</div>").toString();
  }

  private String picture(Png png, String words) {
    try (InputStream in = png.open()) {
      return "<img alt=\""
          + escaped(words)
          + "\" src=\""
          + escaped(pictures.apply(in.readAllBytes()))
          + "\">";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void bubble(
      String html, String time, Optional<InlineKeyboardMarkup> markup, StringBuilder out) {
    // A block ends its line by itself.
    String shown = html.replaceAll("(</pre>|</blockquote>)\n", "$1").replace("\n<pre>", "<pre>");
    out.append("<div class=bot><div class=avatar aria-hidden=true>H</div><div>")
        .append("<div class=bubble>")
        .append(shown)
        .append(clock(time))
        .append("</div>");
    markup.ifPresent(
        buttons ->
            buttons
                .getKeyboard()
                .forEach(
                    row -> {
                      out.append("<div class=row>");
                      row.forEach(
                          button ->
                              out.append("<span>")
                                  .append(escaped(button.getText()))
                                  .append("</span>"));
                      out.append("</div>");
                    }));
    out.append("</div></div>");
  }

  private static String clock(String time) {
    return "<span class=clock>" + escaped(time) + "</span>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
