package hangup.page;

import hangup.chat.ChannelRef;
import hangup.chat.discord.DiscordPreview;
import hangup.chat.telegram.TelegramPreview;
import hangup.command.CommandSpec;
import hangup.command.Topic;
import hangup.command.Usage;
import hangup.follow.FollowState;
import hangup.ops.HealthPart;
import hangup.outbox.Deliveries;
import hangup.outbox.PostState;
import hangup.reply.Audience;
import hangup.reply.Button;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes the page. Thread-safe. */
final class FrontPage {

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final int LONGEST_QUESTION = 1_000;

  private final List<CommandSpec> specs;
  private final DiscordPreview discord;
  private final TelegramPreview telegram;
  private final ZoneId zone;
  private final Clock clock;

  FrontPage(
      List<CommandSpec> specs,
      DiscordPreview discord,
      TelegramPreview telegram,
      ZoneId zone,
      Clock clock) {
    this.specs = List.copyOf(specs);
    this.discord = discord;
    this.telegram = telegram;
    this.zone = zone;
    this.clock = clock;
  }

  String html(Optional<String> line, Optional<Reply> reply, Standing standing) {
    Html out = new Html();
    out.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">")
        .tag("title", line.map(text -> text + " · Hangup").orElse("Hangup"))
        .raw("<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">")
        .raw("<link rel=\"stylesheet\" href=\"/page.css\"></head><body>\n")
        .raw("<a class=\"skip\" href=\"#")
        .raw(reply.isPresent() ? "answer" : "ask")
        .raw("\">Skip to ")
        .raw(reply.isPresent() ? "the answer" : "the question")
        .raw("</a>\n<header><h1><a href=\"/\">Hangup</a></h1>")
        .raw("<p>What the bot would say, and how it fares</p>")
        .raw("<nav aria-label=\"On this page\"><a href=\"#ask\">Ask</a> ")
        .raw(reply.isPresent() ? "<a href=\"#answer\">Answer</a> " : "")
        .raw("<a href=\"#state\">State</a></nav></header>\n<main>\n");
    trouble(standing.parts(), out);
    ask(line, reply.isEmpty(), out);
    if (line.isPresent() && reply.isPresent()) {
      answer(line.get(), reply.get(), out);
    }
    state(standing, out);
    return out.raw("</main>\n</body></html>\n").toString();
  }

  /** What is wrong comes first: whoever opens the page at night looks for nothing else. */
  private static void trouble(List<HealthPart> parts, Html out) {
    List<HealthPart> ill =
        parts.stream().filter(part -> part.state() != HealthPart.State.UP).toList();
    if (ill.isEmpty()) {
      return;
    }
    out.raw(
        "<section aria-labelledby=\"wrong\" class=\"wrong\"><h2 id=\"wrong\">Not well</h2><ul>");
    for (HealthPart part : ill) {
      out.raw("<li>");
      mark(
          part.state() == HealthPart.State.DOWN ? "bad" : "fair",
          part.state().name().toLowerCase(Locale.ROOT),
          out);
      out.raw(" <b>").text(part.name()).raw("</b>: ").text(part.detail()).raw("</li>");
    }
    out.raw("</ul></section>\n");
  }

  // --- ask ---

  private void ask(Optional<String> line, boolean open, Html out) {
    out.raw("<section id=\"ask\" aria-labelledby=\"ask-title\" tabindex=\"-1\">")
        .raw("<h2 id=\"ask-title\">Ask</h2>\n<form action=\"/\" method=\"get\" role=\"search\">")
        .raw("<label for=\"q\">A command, or plain words</label><div class=\"line\">")
        .raw("<input id=\"q\" name=\"q\" list=\"examples\" autocomplete=\"off\"")
        .raw(" autocapitalize=\"none\" spellcheck=\"false\" required maxlength=\"")
        .raw(LONGEST_QUESTION + "\" aria-describedby=\"rights\" placeholder=\"/summary\" value=\"")
        .text(line.orElse(""))
        .raw("\"><button type=\"submit\">Ask</button></div><datalist id=\"examples\">");
    for (CommandSpec spec : specs) {
      spec.examples()
          .forEach(example -> out.raw("<option value=\"").text(example).raw("\"></option>"));
    }
    out.raw("</datalist><p id=\"rights\" class=\"hint\">You ask as the operator of this machine:")
        .raw(" figures and single calls are shown, ends of phone numbers are hidden, and nothing")
        .raw(" can be changed from here. Questions are in the audit log, under the place ")
        .raw("<code>page</code>.</p></form>\n<details")
        .raw(open ? " open" : "")
        .raw("><summary>All commands</summary><div class=\"topics\">");
    topics()
        .forEach(
            (topic, commands) -> {
              out.raw("<div>").tag("h3", topic.title()).raw("<ul class=\"commands\">");
              commands.forEach(spec -> command(spec, out));
              out.raw("</ul></div>");
            });
    out.raw("</div></details></section>\n");
  }

  private Map<Topic, List<CommandSpec>> topics() {
    Map<Topic, List<CommandSpec>> topics = new EnumMap<>(Topic.class);
    specs.forEach(
        spec -> topics.computeIfAbsent(spec.topic(), topic -> new ArrayList<>()).add(spec));
    return topics;
  }

  private static void command(CommandSpec spec, Html out) {
    String example = spec.examples().isEmpty() ? "/" + spec.name() : spec.examples().get(0);
    out.raw("<li>");
    link(example, example, out);
    out.raw(" <span>")
        .text(spec.summary())
        .raw("</span> <code>")
        .text(Usage.line(spec))
        .raw("</code></li>");
  }

  private static void link(String label, String line, Html out) {
    out.raw("<a href=\"/?q=")
        .text(URLEncoder.encode(line, StandardCharsets.UTF_8))
        .raw("#answer\">")
        .text(label)
        .raw("</a>");
  }

  // --- answer ---

  private void answer(String line, Reply reply, Html out) {
    String time = TIME_OF_DAY.format(clock.instant().atZone(zone));
    out.raw("<section id=\"answer\" aria-labelledby=\"answer-title\" tabindex=\"-1\">")
        .raw("<h2 id=\"answer-title\">Answer to <code>")
        .text(line)
        .raw("</code></h2>\n<p class=\"hint\">")
        .raw(severity(reply.severity()))
        .raw(
            reply.audience() == Audience.ASKER
                ? ". In a chat, only whoever asked sees it."
                : ". In a chat, everybody in the channel sees it.")
        .raw("</p>\n<div class=\"panels\">");
    String message = discord.html(reply);
    panel("Discord, light", "light", message, out);
    panel("Discord, dark", "dark", message, out);
    panel("Telegram", "auto", TelegramPreview.person(line, time) + telegram.html(reply, time), out);
    out.raw("</div>\n");
    reply
        .chart()
        .ifPresent(
            chart ->
                out.raw("<p class=\"hint\">The chart, for those who do not see it: ")
                    .text(chart.altText())
                    .raw("</p>"));
    further(reply, out);
    out.raw("</section>\n");
  }

  private static void panel(String title, String look, String message, Html out) {
    String id = "as-" + title.replaceAll("[^A-Za-z]+", "-").toLowerCase(Locale.ROOT);
    out.raw("<section class=\"panel " + look + "\" aria-labelledby=\"" + id + "\">")
        .raw("<h3 id=\"" + id + "\">" + title + "</h3>")
        .raw(message)
        .raw("</section>\n");
  }

  private static void further(Reply reply, Html out) {
    List<Button> all = new ArrayList<>(reply.buttons());
    reply.menu().ifPresent(menu -> all.addAll(menu.choices()));
    if (all.isEmpty()) {
      return;
    }
    out.raw("<nav aria-labelledby=\"further\"><h3 id=\"further\">The buttons ask</h3>")
        .raw("<ul class=\"further\">");
    for (Button button : all) {
      out.raw("<li>");
      link(button.label(), button.command(), out);
      out.raw("</li>");
    }
    out.raw("</ul></nav>");
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case INFO -> "For information";
      case OK -> "All is well";
      case LOW -> "Low severity";
      case MEDIUM -> "Medium severity";
      case HIGH -> "High severity";
      case CRITICAL -> "Critical";
    };
  }

  // --- state ---

  private void state(Standing standing, Html out) {
    out.raw("<section id=\"state\" aria-labelledby=\"state-title\" tabindex=\"-1\">")
        .raw("<h2 id=\"state-title\">State</h2>\n<p class=\"hint\">As of ")
        .moment(clock.instant(), zone)
        .raw(", times in ")
        .text(zone.getId())
        .raw(".</p><div class=\"states\">\n");
    parts(standing.parts(), out);
    sources(standing.sources(), out);
    standing.trouble().ifPresent(why -> out.raw("<p class=\"trouble\">").text(why).raw("</p>"));
    digests(standing, out);
    deliveries(standing, out);
    out.raw("</div></section>\n");
  }

  private static void parts(List<HealthPart> parts, Html out) {
    if (parts.isEmpty()) {
      return;
    }
    table("Parts", List.of("Part", "State", "What it says"), out);
    for (HealthPart part : parts) {
      out.raw("<tr><th scope=\"row\">").text(part.name()).raw("</th><td>");
      mark(
          part.state() == HealthPart.State.UP
              ? "good"
              : part.state() == HealthPart.State.DOWN ? "bad" : "fair",
          part.state().name().toLowerCase(Locale.ROOT),
          out);
      out.raw("</td><td>").text(part.detail()).raw("</td></tr>");
    }
    out.raw("</tbody></table>\n");
  }

  private void sources(List<FollowState> sources, Html out) {
    if (sources.isEmpty()) {
      none("Sources", "No CDR database is followed; see source in the settings.", out);
      return;
    }
    table("Sources", List.of("Source", "Has everything until", "New CDRs since the start"), out);
    for (FollowState source : sources) {
      out.raw("<tr><th scope=\"row\">").text(source.source()).raw("</th><td>");
      if (source.asOf().isPresent()) {
        out.moment(source.asOf().get(), zone);
      } else {
        out.raw("nothing read yet");
      }
      if (!source.isBackfilled()) {
        out.raw(" (" + source.daysRead() + " of " + source.daysWanted() + " past days)");
      }
      source
          .problem()
          .ifPresent(why -> out.raw("<br><span class=\"trouble\">").text(why).raw("</span>"));
      out.raw("</td><td>")
          .text(String.format(Locale.ROOT, "%,d", source.added()))
          .raw("</td></tr>");
    }
    out.raw("</tbody></table>\n");
  }

  private void digests(Standing standing, Html out) {
    if (standing.digests().isEmpty()) {
      none("Digests", "None is set up. In a channel: /digest on", out);
      return;
    }
    table("Digests", List.of("Where", "What", "Next"), out);
    for (Standing.Digest digest : standing.digests()) {
      out.raw("<tr><th scope=\"row\">").text(place(digest.channel())).raw("</th><td>#");
      out.raw(Long.toString(digest.id())).raw(" ").text(digest.what()).raw("</td><td>");
      digest.next().ifPresent(next -> out.moment(next, zone));
      if (!digest.rest().isEmpty()) {
        out.raw(digest.next().isPresent() ? "<br>" : "");
        mark("fair", digest.rest(), out);
      }
      out.raw("</td></tr>");
    }
    out.raw("</tbody></table>\n");
  }

  private void deliveries(Standing standing, Html out) {
    if (standing.deliveries().isEmpty()) {
      none("Last deliveries", "Nothing was posted yet.", out);
      return;
    }
    table("Last deliveries", List.of("When", "Where", "What became of it"), out);
    for (Deliveries.Line line : standing.deliveries()) {
      out.raw("<tr><td>").moment(line.at(), zone).raw("</td><td>").text(place(line.channel()));
      line.subscription().ifPresent(id -> out.raw(", digest #" + id));
      out.raw("</td><td>");
      mark(look(line.state()), line.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), out);
      if (!line.reason().isEmpty()) {
        out.raw(" ").text(line.reason());
      }
      if (line.attempts() > 1) {
        out.raw(" (" + line.attempts() + " attempts)");
      }
      out.raw("</td></tr>");
    }
    out.raw("</tbody></table>\n");
  }

  private static String look(PostState state) {
    return switch (state) {
      case SENT, QUIET -> "good";
      case WAITING -> "fair";
      case MISSED, REFUSED, GIVEN_UP, UNKNOWN -> "bad";
    };
  }

  private static void table(String caption, List<String> columns, Html out) {
    out.raw("<table>").tag("caption", caption).raw("<thead><tr>");
    columns.forEach(column -> out.tag("th scope=\"col\"", column));
    out.raw("</tr></thead><tbody>");
  }

  private static void none(String title, String sentence, Html out) {
    out.raw("<div class=\"none\">").tag("h3", title).tag("p", sentence).raw("</div>\n");
  }

  /** A state in a word, with a colour for those who see it. */
  private static void mark(String look, String word, Html out) {
    out.raw("<span class=\"mark " + look + "\">").text(word).raw("</span>");
  }

  private static String place(ChannelRef channel) {
    return channel.platform()
        + " "
        + channel.channel()
        + channel.thread().map(thread -> "/" + thread).orElse("");
  }
}
