package hangup.chat.discord;

import hangup.reply.Neutral;
import hangup.reply.RichText;
import hangup.reply.Span;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Writes text in Discord's markdown so that data stays data: what Discord would take for markup, a
 * mention, a custom emoji, a timestamp or a link is escaped with a backslash, which Discord honours
 * before any ASCII punctuation.
 */
final class Markdown {

  private static final String SPECIAL = "\\*_~|`<>@#[]():-+=";
  private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}");
  private static final Pattern TIME_WITH_SECONDS = Pattern.compile("\\d{1,2}:\\d{2}:\\d{2}");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern NUMBERED = Pattern.compile("^(\\d+)([.)])");

  private Markdown() {}

  /** Plain text of one line. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    text.codePoints()
        .map(Neutral::of)
        .forEach(
            c -> {
              if (c < 0x80 && SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
              }
              out.appendCodePoint(c);
            });
    return NUMBERED.matcher(out).replaceFirst("$1\\\\$2");
  }

  /** Text in monospace; there a backslash is a backslash, so backquotes are exchanged. */
  static String code(String text) {
    String safe = verbatim(text);
    return safe.isBlank() ? "" : "`" + safe + "`";
  }

  /** Text that can stand inside of a code span or a code block. */
  static String verbatim(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> c == '`' ? 'ˋ' : Neutral.of(c)).forEach(out::appendCodePoint);
    return out.toString();
  }

  static String bold(String text) {
    return around("**", text);
  }

  static String rich(RichText text) {
    StringBuilder out = new StringBuilder();
    for (Span span : text.spans()) {
      out.append(span(span));
    }
    return out.toString();
  }

  private static String span(Span span) {
    if (span instanceof Span.Plain plain) {
      return escape(plain.text());
    } else if (span instanceof Span.Strong strong) {
      return bold(strong.text());
    } else if (span instanceof Span.Code code) {
      return code(code.text());
    } else if (span instanceof Span.Muted muted) {
      return around("*", muted.text());
    } else if (span instanceof Span.Link link) {
      return link(link);
    }
    Span.Moment moment = (Span.Moment) span;
    return "<t:" + moment.at().getEpochSecond() + ":" + style(moment.local()) + ">";
  }

  /** Markup must touch the text it encloses, so blanks at the ends go outside. */
  private static String around(String mark, String text) {
    String core = text.strip();
    if (core.isEmpty()) {
      return text;
    }
    int start = text.indexOf(core);
    return escape(text.substring(0, start))
        + mark
        + escape(core)
        + mark
        + escape(text.substring(start + core.length()));
  }

  private static String link(Span.Link link) {
    URI target = link.target();
    String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return escape(link.plainText());
    }
    String label = link.label().isBlank() ? target.toString() : link.label();
    String address =
        target.toASCIIString().replace("(", "%28").replace(")", "%29").replace(">", "%3E");
    return "[" + escape(label) + "](" + address + ")";
  }

  /** Shows as much as the reply meant to show: a time, a date, or both. */
  private static String style(String local) {
    String shown = local.strip();
    if (TIME.matcher(shown).matches()) {
      return "t";
    }
    if (TIME_WITH_SECONDS.matcher(shown).matches()) {
      return "T";
    }
    return DATE.matcher(shown).matches() ? "D" : "f";
  }
}
