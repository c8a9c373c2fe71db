package hangup.page;

import hangup.chat.ButtonCodec;
import hangup.chat.discord.DiscordPreview;
import hangup.chat.telegram.TelegramPreview;
import hangup.command.CommandSpec;
import hangup.command.Request;
import hangup.ops.AdminServer.Answer;
import hangup.ops.AdminServer.Page;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The pages of the local port: {@code /} asks the bot by {@code ?q=} and shows the answer as the
 * platforms would, and how the bot fares. Plain HTML made here, without scripts and without
 * anything from elsewhere. Thread-safe.
 */
public final class LocalPage {

  static final String CHART = "/chart.png";

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final int LONGEST_QUERY = 4_000;

  private final Parts parts;
  private final Pictures pictures;
  private final Clock clock;

  /**
   * What the page works with.
   *
   * @param answer asks the bot, by {@link PageAccess}
   * @param charts makes PNGs
   * @param plainText a whole reply as text, for what a platform gets as a file
   * @param zone of the reader, asked each time
   */
  public record Parts(
      Function<Request, Reply> answer,
      List<CommandSpec> specs,
      ButtonCodec buttons,
      Function<Chart, byte[]> charts,
      Function<Reply, String> plainText,
      StandingReader standing,
      Supplier<ZoneId> zone) {}

  public LocalPage(Parts parts, Clock clock) {
    this.parts = parts;
    this.pictures = new Pictures(parts.charts());
    this.clock = clock;
  }

  private FrontPage front(ZoneId zone) {
    return new FrontPage(
        parts.specs(),
        new DiscordPreview(
            parts.buttons(), pictures::paint, parts.plainText(), pictures::address, zone),
        new TelegramPreview(parts.buttons(), pictures::paint, pictures::address),
        zone,
        clock);
  }

  /** The pages by path. */
  public Map<String, Page> pages() {
    String style = resource("page.css") + DiscordPreview.style() + TelegramPreview.style();
    String icon = resource("icon.svg");
    return Map.of(
        "/",
        this::front,
        CHART,
        this::chart,
        "/page.css",
        query -> Answer.ok("text/css; charset=utf-8", style),
        "/icon.svg",
        query -> Answer.ok("image/svg+xml", icon));
  }

  private Answer front(String query) {
    if (query.length() > LONGEST_QUERY) {
      return Answer.of(414, TEXT, "That question is too long\n");
    }
    Optional<String> line =
        parameter(query, "q").map(String::strip).filter(text -> !text.isEmpty());
    ZoneId zone = parts.zone().get();
    Optional<Reply> reply =
        line.map(text -> parts.answer().apply(new Request.Line(text, PageAccess.context(zone))));
    return Answer.ok(
        "text/html; charset=utf-8", front(zone).html(line, reply, parts.standing().read()));
  }

  private Answer chart(String query) {
    String id = query.startsWith("id=") ? query.substring(3) : "";
    return pictures
        .find(id)
        .map(png -> Answer.ok("image/png", png))
        .orElseGet(() -> Answer.of(404, TEXT, "That picture is gone; ask again\n"));
  }

  /** The first value of a parameter; the server has refused what is wrongly encoded. */
  private static Optional<String> parameter(String query, String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(
            URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(LocalPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
