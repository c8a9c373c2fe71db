package hangup.chat.discord;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the part of Discord's markdown that {@link Markdown} writes as HTML. */
final class MarkdownHtml {

  private static final Pattern MOMENT = Pattern.compile("^<t:(-?\\d+):([tTDf])>");
  private static final Pattern LINK = Pattern.compile("^\\[((?:\\\\.|[^\\]\\\\])*)]\\(([^)]*)\\)");
  private static final Pattern NUMBERED = Pattern.compile("^(\\d+)\\. ");

  private final ZoneId zone;

  /**
   * @param zone the reader's
   */
  MarkdownHtml(ZoneId zone) {
    this.zone = zone;
  }

  String block(String markdown) {
    StringBuilder out = new StringBuilder();
    String[] parts = markdown.split("```", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i % 2 == 1) {
        out.append("<pre>").append(text(parts[i].strip())).append("</pre>");
      } else {
        String part = parts[i];
        if (i > 0 && part.startsWith("\n")) {
          part = part.substring(1);
        }
        if (i < parts.length - 1 && part.endsWith("\n")) {
          part = part.substring(0, part.length() - 1);
        }
        if (!part.isEmpty()) {
          lines(part, out);
        }
      }
    }
    return out.toString();
  }

  private void lines(String part, StringBuilder out) {
    for (String line : part.split("\n", -1)) {
      Matcher numbered = NUMBERED.matcher(line);
      if (line.startsWith("-# ")) {
        out.append("<div class=small>").append(inline(line.substring(3))).append("</div>");
      } else if (line.startsWith("- ")) {
        out.append("<div class=item><span>•</span><div>")
            .append(inline(line.substring(2)))
            .append("</div></div>");
      } else if (numbered.find()) {
        out.append("<div class=item><span>")
            .append(numbered.group(1))
            .append(".</span><div>")
            .append(inline(line.substring(numbered.end())))
            .append("</div></div>");
      } else if (line.isEmpty()) {
        out.append("<div class=gap></div>");
      } else {
        out.append("<div>").append(inline(line)).append("</div>");
      }
    }
  }

  String inline(String markdown) {
    StringBuilder out = new StringBuilder();
    boolean bold = false;
    boolean italic = false;
    int i = 0;
    while (i < markdown.length()) {
      char c = markdown.charAt(i);
      String rest = markdown.substring(i);
      Matcher moment = MOMENT.matcher(rest);
      Matcher link = LINK.matcher(rest);
      int code = c == '`' ? markdown.indexOf('`', i + 1) : -1;
      if (c == '\\' && i + 1 < markdown.length()) {
        out.append(text(String.valueOf(markdown.charAt(i + 1))));
        i += 2;
      } else if (code > 0) {
        out.append("<code>").append(text(markdown.substring(i + 1, code))).append("</code>");
        i = code + 1;
      } else if (rest.startsWith("**")) {
        bold = !bold;
        out.append(bold ? "<b>" : "</b>");
        i += 2;
      } else if (c == '*') {
        italic = !italic;
        out.append(italic ? "<i>" : "</i>");
        i++;
      } else if (moment.find()) {
        out.append("<time>").append(moment(moment)).append("</time>");
        i += moment.end();
      } else if (link.find()) {
        link(link.group(1), link.group(2), out);
        i += link.end();
      } else {
        out.append(text(String.valueOf(c)));
        i++;
      }
    }
    return out.append(italic ? "</i>" : "").append(bold ? "</b>" : "").toString();
  }

  private void link(String words, String target, StringBuilder out) {
    boolean web = target.startsWith("https://") || target.startsWith("http://");
    if (web) {
      out.append("<a rel=\"noreferrer noopener\" href=\"").append(text(target)).append("\">");
    }
    out.append(inline(words)).append(web ? "</a>" : "");
  }

  private String moment(Matcher moment) {
    String pattern =
        switch (moment.group(2)) {
          case "t" -> "HH:mm";
          case "T" -> "HH:mm:ss";
          case "D" -> "d MMMM yyyy";
          default -> "d MMMM yyyy HH:mm";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(zone)
        .format(Instant.ofEpochSecond(Long.parseLong(moment.group(1))));
  }

  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
