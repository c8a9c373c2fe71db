package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.chat.console.TextRenderer;
import hangup.reply.Reply;
import hangup.report.ChartPainter;
import hangup.report.DemoDesk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** Writes pages that show answers as Discord does, on a phone's width, in light and in dark. */
public final class DiscordPictures {

  private DiscordPictures() {}

  /** Writes to the folder that is given. */
  public static void main(String[] args) throws IOException {
    ZoneId zone = ZoneId.of("Asia/Dhaka");
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path keys = Files.createTempDirectory("hangup-pictures");
    DiscordPreview preview =
        new DiscordPreview(
            ButtonCodec.open(keys),
            new ChartPainter()::png,
            new TextRenderer(80, false)::render,
            zone);
    DemoDesk desk = DemoDesk.at("2026-11-02T12:30:00Z", zone);
    Map<String, String> lines = new TreeMap<>();
    lines.put("summary", "/summary");
    lines.put("reason", "/reason 22");
    lines.put("sip", "/sip 503");
    lines.put("mistake", "/summary by:gatway");
    for (Map.Entry<String, String> line : lines.entrySet()) {
      Reply reply = desk.ask(line.getValue());
      Files.writeString(
          folder.resolve("discord-" + line.getKey() + ".html"), page(preview.html(reply)));
    }
  }

  private static String page(String answer) {
    return "<!doctype html><html lang=en><meta charset=utf-8><title>Hangup in"
               + " Discord</title><style>"
               + "body{margin:0;display:flex;align-items:stretch}section{width:390px}.dark{background:#313338}"
        + DiscordPreview.style()
        + "</style><body><section class=light>"
        + answer
        + "</section><section class=dark>"
        + answer
        + "</section><script>document.body.dataset.height=document.body.offsetHeight</script>"
        + "</body></html>";
  }
}
