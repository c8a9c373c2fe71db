package hangup.chat.telegram.fake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with entities, read from Telegram's HTML as its server reads it (Bot API, "HTML style"):
 * only the listed tags, properly nested, with {@code < > &} escaped; anything else is an error.
 *
 * @param text what is shown
 * @param entities its markup, by UTF-16 offsets, outer before inner
 */
public record HtmlText(String text, List<Entity> entities) {

  private static final Set<String> TAGS =
      Set.of(
          "b",
          "strong",
          "i",
          "em",
          "u",
          "ins",
          "s",
          "strike",
          "del",
          "tg-spoiler",
          "a",
          "code",
          "pre",
          "blockquote",
          "tg-time",
          "tg-emoji",
          "span");

  private static final Map<String, String> CHARACTERS =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"");

  private static final Pattern ATTRIBUTE =
      Pattern.compile("([a-z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

  public HtmlText {
    entities = List.copyOf(entities);
  }

  /** One piece of markup; {@code value} is the address of a link or the second of a time. */
  public record Entity(String type, int offset, int length, String value) {}

  /** The markup cannot be read; the message is Telegram's. */
  static final class ParseException extends Exception {
    private static final long serialVersionUID = 1L;

    ParseException(String message) {
      super("Bad Request: can't parse entities: " + message);
    }
  }

  private record Open(String tag, String type, int offset, String value, int place) {}

  static HtmlText plain(String text) {
    return new HtmlText(text, List.of());
  }

  /**
   * The text as Telegram would show it.
   *
   * @throws IllegalArgumentException if Telegram would refuse the markup
   */
  public static HtmlText read(String html) {
    try {
      return parse(html);
    } catch (ParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static HtmlText parse(String html) throws ParseException {
    StringBuilder text = new StringBuilder();
    List<Optional<Entity>> entities = new ArrayList<>();
    Deque<Open> open = new ArrayDeque<>();
    int i = 0;
    while (i < html.length()) {
      char c = html.charAt(i);
      if (c == '&') {
        i = character(html, i, text);
      } else if (c != '<') {
        text.append(c);
        i++;
      } else {
        int end = html.indexOf('>', i);
        if (end < 0) {
          throw new ParseException("unclosed start tag at byte offset " + i);
        }
        String tag = html.substring(i + 1, end);
        if (tag.startsWith("/")) {
          close(tag.substring(1).strip(), i, text, entities, open);
        } else {
          Open opened = open(tag, i, text.length(), entities.size());
          checkNesting(opened, open, i);
          open.push(opened);
          entities.add(Optional.empty());
        }
        i = end + 1;
      }
    }
    if (!open.isEmpty()) {
      throw new ParseException(
          "can't find end tag corresponding to start tag \"" + open.peek().tag() + "\"");
    }
    return new HtmlText(text.toString(), entities.stream().flatMap(Optional::stream).toList());
  }

  private static int character(String html, int at, StringBuilder text) {
    int end = html.indexOf(';', at);
    if (end > at && end - at <= 10) {
      String name = html.substring(at + 1, end);
      String known = CHARACTERS.get(name);
      if (known != null) {
        text.append(known);
        return end + 1;
      }
      if (name.matches("#[0-9]{1,7}")) {
        text.appendCodePoint(Integer.parseInt(name.substring(1)));
        return end + 1;
      }
    }
    text.append('&');
    return at + 1;
  }

  private static Open open(String tag, int at, int offset, int place) throws ParseException {
    String[] parts = tag.strip().split("\\s+", 2);
    String name = parts[0].toLowerCase(Locale.ROOT);
    if (!TAGS.contains(name)) {
      throw new ParseException("unsupported start tag \"" + name + "\" at byte offset " + at);
    }
    Map<String, String> attributes = new HashMap<>();
    Matcher matcher = ATTRIBUTE.matcher(parts.length > 1 ? parts[1] : "");
    while (matcher.find()) {
      String quoted = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
      String value = quoted != null ? quoted : matcher.group(4);
      attributes.put(matcher.group(1), value == null ? "" : unescape(value));
    }
    String value = "";
    if (name.equals("a")) {
      value = attributes.getOrDefault("href", "");
    } else if (name.equals("tg-time")) {
      value = attributes.getOrDefault("unix", "");
      if (!value.matches("[0-9]+")) {
        throw new ParseException("tag \"tg-time\" must have a valid unix attribute");
      }
    }
    String type =
        name.equals("blockquote") && attributes.containsKey("expandable")
            ? "expandable_blockquote"
            : type(name);
    return new Open(name, type, offset, value, place);
  }

  private static String unescape(String value) {
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < value.length()) {
      if (value.charAt(i) == '&') {
        i = character(value, i, text);
      } else {
        text.append(value.charAt(i));
        i++;
      }
    }
    return text.toString();
  }

  private static String type(String tag) {
    return switch (tag) {
      case "b", "strong" -> "bold";
      case "i", "em" -> "italic";
      case "u", "ins" -> "underline";
      case "s", "strike", "del" -> "strikethrough";
      case "a" -> "text_link";
      case "tg-time" -> "date_time";
      case "tg-spoiler", "span" -> "spoiler";
      case "tg-emoji" -> "custom_emoji";
      default -> tag;
    };
  }

  // "Nested entities": pre and code contain and are in nothing; quotes are in no quote; links,
  // times
  // and emoji contain none of each other.
  private static void checkNesting(Open inner, Deque<Open> open, int at) throws ParseException {
    for (Open outer : open) {
      boolean verbatim = isVerbatim(outer) || (isVerbatim(inner) && !isQuote(outer));
      boolean quotes = isQuote(outer) && isQuote(inner);
      boolean objects = isObject(outer) && isObject(inner);
      if (verbatim || quotes || objects) {
        throw new ParseException(
            "\"" + inner.tag() + "\" may not stand in \"" + outer.tag() + "\" at offset " + at);
      }
    }
  }

  private static boolean isVerbatim(Open open) {
    return open.tag().equals("pre") || open.tag().equals("code");
  }

  private static boolean isQuote(Open open) {
    return open.tag().equals("blockquote");
  }

  private static boolean isObject(Open open) {
    return open.tag().equals("a") || open.tag().startsWith("tg-time");
  }

  private static void close(
      String name, int at, StringBuilder text, List<Optional<Entity>> entities, Deque<Open> open)
      throws ParseException {
    Open last = open.poll();
    if (last == null) {
      throw new ParseException("unexpected end tag at byte offset " + at);
    }
    if (!last.tag().equals(name.toLowerCase(Locale.ROOT))) {
      throw new ParseException(
          "unmatched end tag at byte offset "
              + at
              + ", expected \"</"
              + last.tag()
              + ">\", found \"</"
              + name
              + ">\"");
    }
    int length = text.length() - last.offset();
    if (length > 0) {
      entities.set(
          last.place(), Optional.of(new Entity(last.type(), last.offset(), length, last.value())));
    }
  }
}
