package hangup.chat.telegram;

import hangup.chat.telegram.Run.Style;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renders replies as messages that Telegram takes: split between sections before any markup is
 * made, each within its limits, the chart as a photo. Thread-safe if the painter is.
 */
public final class HtmlRenderer {

  private static final int CONTINUED = 48;

  private final Function<Chart, Optional<byte[]>> painter;

  /**
   * @param painter makes a PNG of a chart, or nothing where that is impossible
   */
  public HtmlRenderer(Function<Chart, Optional<byte[]>> painter) {
    this.painter = painter;
  }

  /** A reply as messages; never empty. */
  Rendered render(Reply reply) {
    String words = reply.chart().map(Chart::altText).orElse("");
    Optional<Png> photo = reply.chart().flatMap(painter).map(Png::new);
    if (photo.isEmpty()) {
      return renderText(reply);
    }
    for (String shown : List.of(words, "")) {
      List<Piece> whole = ReplyPieces.of(reply, shown);
      if (Paginator.spread(whole, Paginator.CAPTION_LIMIT).size() == 1) {
        return new Rendered(photo, Optional.of(Page.of(whole)), List.of());
      }
    }
    List<Piece> caption = new ArrayList<>();
    caption.add(ReplyPieces.title(reply));
    reply.chart().ifPresent(chart -> caption.add(inWords(chart)));
    Page captionPage = Page.of(Paginator.spread(caption, Paginator.CAPTION_LIMIT).get(0));
    return new Rendered(photo, Optional.of(captionPage), pages(reply, ReplyPieces.of(reply)));
  }

  /** The reply without its picture, for where a text message has to be edited. */
  Rendered renderText(Reply reply) {
    List<Piece> pieces = ReplyPieces.of(reply, reply.chart().map(Chart::altText).orElse(""));
    return new Rendered(Optional.empty(), Optional.empty(), pages(reply, pieces));
  }

  private static Piece inWords(Chart chart) {
    return Piece.line(List.of(Run.of(Style.ITALIC, chart.altText())), true);
  }

  private static List<Page> pages(Reply reply, List<Piece> pieces) {
    List<List<Piece>> spread = Paginator.spread(pieces, Paginator.TEXT_LIMIT - CONTINUED);
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < spread.size(); i++) {
      List<Piece> page = new ArrayList<>();
      if (i > 0) {
        page.add(
            Piece.line(
                List.of(Run.of(Style.ITALIC, "… continued, " + (i + 1) + " of " + spread.size())),
                false));
      }
      page.addAll(spread.get(i));
      pages.add(Page.of(page));
    }
    return pages.isEmpty() ? List.of(Page.of(List.of(ReplyPieces.title(reply)))) : pages;
  }
}
