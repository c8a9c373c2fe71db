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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes a page that shows rendered replies as a Telegram client on a phone does, for the pictures
 * in the documentation: {@code TelegramPictures FILE light|dark}. Run by {@code
 * docs/pictures/telegram.sh}.
 */
public final class TelegramPictures {

  private final TelegramPreview preview;
  private final StringBuilder page = new StringBuilder();

  private TelegramPictures(Path dir) {
    preview =
        new TelegramPreview(
            ButtonCodec.open(dir),
            new ChartPainter()::png,
            png -> "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  /** Writes the page. */
  public static void main(String[] args) throws Exception {
    Path dir = Files.createTempDirectory("preview");
    TelegramPictures preview = new TelegramPictures(dir);
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
    page.append(TelegramPreview.person(text, time));
  }

  private void bot(Reply reply, String time) {
    page.append(preview.html(reply, time));
  }

  private String html(String theme) {
    return "<!doctype html><meta charset='utf-8'><style>"
        + TelegramPreview.style()
        + "body{margin:0;display:flex;align-items:stretch}section{width:413px}"
        + ".light{background:#c9d9b4}.dark{background:#0e1621}"
        // A phone folds a quotation until it is touched.
        + ".telegram blockquote{max-height:4.1em;overflow:hidden;position:relative}"
        + ".telegram blockquote:after{content:'⌄';position:absolute;right:8px;bottom:0}"
        + "</style><body class="
        + theme
        + ">"
        + page
        + "</section>";
  }
}
