package hangup.chat.telegram;

import hangup.chat.ButtonCodec;
import hangup.command.Command;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.Request;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Menu;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.report.ChartPainter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;

/**
 * Writes a page that shows rendered replies as a Telegram client on a phone does, for the pictures
 * in the documentation: {@code TelegramPreview FILE light|dark}. Run by {@code
 * docs/pictures/telegram.sh}.
 */
public final class TelegramPreview {

  private final HtmlRenderer renderer;
  private final Keyboard keyboard;
  private final StringBuilder page = new StringBuilder();

  private TelegramPreview(Path dir) {
    ChartPainter painter = new ChartPainter();
    renderer = new HtmlRenderer(chart -> Optional.of(painter.png(chart)));
    keyboard = new Keyboard(ButtonCodec.open(dir));
  }

  /** Writes the page. */
  public static void main(String[] args) throws Exception {
    Path dir = Files.createTempDirectory("preview");
    TelegramPreview preview = new TelegramPreview(dir);
    List<Command> commands = SampleCommands.catalogue(dir);
    Dispatcher dispatcher = new Dispatcher(commands, (spec, context) -> Optional.empty());
    Context context = Context.console(ZoneOffset.UTC);
    preview.column();
    preview.person("/reason 22", "03:12");
    preview.bot(dispatcher.answer(new Request.Line("/reason 22", context)), "03:12");
    preview.column();
    preview.person("/summary", "03:13");
    preview.bot(summary(), "03:13");
    preview.column();
    preview.person("/summary by gateway", "03:14");
    preview.bot(table(), "03:14");
    preview.person("/summary", "03:15");
    preview.bot(
        Words.plain(
            "Not allowed here",
            "You may not use /summary here. Ask the administrator of this bot."),
        "03:15");
    Files.writeString(Path.of(args[0]), preview.html(args[1]));
  }

  private static Reply summary() {
    return Reply.builder("Today until 03:13: ASR 48.2 %", Severity.HIGH)
        .add(
            new Block.Fields(
                List.of(
                    new Block.Field("Calls", RichText.of("12,480"), true),
                    new Block.Field("Answered", RichText.of("6,015"), true),
                    new Block.Field("Failed", RichText.of("4,377"), true),
                    new Block.Field("ACD", RichText.of("3:12"), true))))
        .text(
            RichText.of("Stands out: ")
                .plusStrong("22 No Available Route")
                .plus(" 2,904 times, 11 times as often as yesterday at this hour; nearly all on ")
                .plusCode("GW-7")
                .plus("."))
        .chart(
            new Chart(
                "Failed calls by 20 minutes",
                "Failed calls by 20 minutes: most at 02:40, 1,310",
                List.of(
                    "00:00", "00:20", "00:40", "01:00", "01:20", "01:40", "02:00", "02:20", "02:40",
                    "03:00"),
                List.of(
                    new Chart.Series(
                        "22 No Available Route",
                        List.of(9L, 12L, 8L, 11L, 10L, 14L, 210L, 890L, 1150L, 590L)),
                    new Chart.Series(
                        "8 Caller Canceled",
                        List.of(80L, 76L, 90L, 84L, 70L, 66L, 60L, 71L, 64L, 30L))),
                Optional.of(
                    new Chart.Series(
                        "yesterday", List.of(88L, 90L, 97L, 92L, 84L, 79L, 90L, 88L, 79L, 75L)))))
        .footer(
            RichText.of("00:00–03:13 UTC, as of ")
                .plusMoment(Instant.parse("2026-11-22T03:13:00Z"), "03:13:04"))
        .button("How to fix 22", "/fix 22")
        .button("🔄 Refresh", "/summary today")
        .button("By gateway", "/summary by:gateway")
        .button("By customer", "/summary by:customer")
        .menu(
            new Menu(
                "Period",
                List.of(
                    new Button("Last hour", "/summary last 1h"),
                    new Button("Yesterday", "/summary yesterday"),
                    new Button("7 days", "/summary last 7d"))))
        .build();
  }

  private static Reply table() {
    return Reply.builder("Today by gateway", Severity.MEDIUM)
        .add(
            new Block.Table(
                "",
                List.of(
                    new Block.Column("Gateway", Block.Align.LEFT, true),
                    new Block.Column("Calls", Block.Align.RIGHT, true),
                    new Block.Column("Failed", Block.Align.RIGHT, true),
                    new Block.Column("ASR", Block.Align.RIGHT, true),
                    new Block.Column("ACD", Block.Align.RIGHT, false)),
                List.of(
                    List.of("GW-7", "3,412", "2,961", "11.4 %", "1:02"),
                    List.of("GW-2 <Dhaka>", "4,870", "702", "61.0 %", "3:40"),
                    List.of("中文网关", "2,104", "391", "58.7 %", "3:21"),
                    List.of("GW-11", "2,094", "323", "60.2 %", "3:05"))))
        .footer(RichText.of("00:00–03:14 UTC, at least 50 calls"))
        .button("By reason", "/summary")
        .button("By customer", "/summary by:customer")
        .button("🔄 Refresh", "/summary by:gateway")
        .build();
  }

  private void column() {
    page.append(page.isEmpty() ? "<section>" : "</section><section>");
  }

  private void person(String text, String time) {
    page.append("<div class='me'><div class='bubble'>")
        .append(text)
        .append("<time>" + time + " ✓✓</time></div></div>");
  }

  private void bot(Reply reply, String time) {
    Rendered rendered = renderer.render(reply);
    Optional<InlineKeyboardMarkup> markup = keyboard.of(reply);
    rendered
        .photo()
        .ifPresent(
            png -> {
              boolean alone = rendered.pages().isEmpty();
              String caption = rendered.caption().map(Page::html).orElse("");
              bubble(picture(png) + caption, time, alone ? markup : Optional.empty());
            });
    for (int i = 0; i < rendered.pages().size(); i++) {
      boolean last = i == rendered.pages().size() - 1;
      bubble(rendered.pages().get(i).html(), time, last ? markup : Optional.empty());
    }
  }

  private static String picture(Png png) {
    try {
      return "<img src='data:image/png;base64,"
          + Base64.getEncoder().encodeToString(png.open().readAllBytes())
          + "'>";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void bubble(String html, String time, Optional<InlineKeyboardMarkup> markup) {
    // A block ends its line by itself.
    String shown = html.replaceAll("(</pre>|</blockquote>)\n", "$1").replace("\n<pre>", "<pre>");
    page.append("<div class='bot'><div class='avatar'>H</div><div><div class='bubble'>")
        .append(shown)
        .append("<time>" + time + "</time></div>");
    markup.ifPresent(
        buttons ->
            buttons
                .getKeyboard()
                .forEach(
                    row ->
                        page.append(
                            row.stream()
                                .map(button -> "<span>" + button.getText() + "</span>")
                                .collect(Collectors.joining("", "<div class='row'>", "</div>")))));
    page.append("</div></div>");
  }

  private String html(String theme) {
    boolean dark = theme.equals("dark");
    String colours =
        dark
            ? "--page:#0e1621;--in:#182533;--out:#2b5278;--text:#f5f5f5;--muted:#7d8b99;"
                + "--link:#6ab3f3;--key:#1d2f42;--code:#7fc2ff;--quote:#203347"
            : "--page:#c9d9b4;--in:#ffffff;--out:#effdde;--text:#000000;--muted:#7d8b99;"
                + "--link:#168acd;--key:#66804fdd;--code:#0f70b5;--quote:#eaf3fb";
    return "<!doctype html><meta charset='utf-8'><style>:root{"
        + colours
        + "}body{margin:0;padding:14px;background:var(--page);color:var(--text);display:flex;"
        + "gap:18px;font:16px/1.32 Inter,'Noto Sans','Noto Sans CJK SC','Noto Color Emoji',"
        + "sans-serif}section{width:390px}"
        + ".me,.bot{display:flex;margin:6px 0}.me{justify-content:flex-end}"
        + ".bot>div:last-child{max-width:346px}"
        + ".bubble{white-space:pre-wrap;overflow-wrap:anywhere;border-radius:14px;padding:7px 11px;"
        + "background:var(--in);min-width:120px}.me .bubble{background:var(--out)}"
        + ".avatar{width:30px;height:30px;border-radius:50%;background:#e17076;color:#fff;"
        + "display:grid;place-items:center;margin-right:7px;align-self:flex-end;flex:none}"
        + "time{float:right;color:var(--muted);font-size:12px;margin:5px 0 0 10px}"
        + "code,pre{font:13.5px/1.35 'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace;"
        + "color:var(--code)}"
        + "pre{margin:4px 0;padding:6px 8px;border-left:3px solid var(--link);border-radius:5px;"
        + "background:var(--quote);color:var(--text);white-space:pre;overflow:hidden}"
        + "blockquote{margin:4px 0;padding:4px 10px;border-left:3px solid var(--link);"
        + "border-radius:5px;background:var(--quote);max-height:4.1em;overflow:hidden;"
        + "position:relative}"
        + "blockquote:after{content:'⌄';position:absolute;right:8px;bottom:0;color:var(--link)}"
        + "a{color:var(--link);text-decoration:none}tg-time{border-bottom:1px dotted var(--muted)}"
        + "img{width:calc(100% + 22px);margin:-7px -11px 6px;border-radius:14px 14px 4px 4px;"
        + "display:block}"
        + ".row{display:flex;gap:4px;margin-top:4px}.row span{flex:1;text-align:center;"
        + "padding:8px 4px;border-radius:9px;background:var(--key);color:#fff;font-size:14.5px;"
        + "white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
        + "</style><body>"
        + page
        + "</section>";
  }
}
