package hangup.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Collects HTML: texts go in by {@link #text}, which escapes them; markup by {@link #raw}. */
final class Html {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final StringBuilder out = new StringBuilder(16_000);

  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** What stands between tags, or in an attribute in double quotes. */
  Html text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        // Browsers take it for the end of the text, or worse.
        case '\0' -> out.append('\uFFFD');
        default -> out.append(c);
      }
    }
    return this;
  }

  /** Text in a tag. */
  Html tag(String tag, String text) {
    return raw("<" + tag + ">").text(text).raw("</" + tag.replaceFirst(" .*", "") + ">");
  }

  Html moment(Instant at, ZoneId zone) {
    return raw("<time datetime=\"" + at + "\">").text(TIME.format(at.atZone(zone))).raw("</time>");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
