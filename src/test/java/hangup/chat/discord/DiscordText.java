package hangup.chat.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads messages as a person in Discord reads them: markup taken off, escapes resolved. */
final class DiscordText {

  private DiscordText() {}

  /** The visible text of a message, top to bottom. */
  static String of(JsonNode message) {
    List<String> lines = new ArrayList<>();
    lines.add(read(message.path("content").asText("")));
    for (JsonNode embed : message.path("embeds")) {
      lines.add(read(embed.path("title").asText("")));
      lines.add(read(embed.path("description").asText("")));
      for (JsonNode field : embed.path("fields")) {
        lines.add(read(field.path("name").asText()));
        lines.add(read(field.path("value").asText()));
      }
      lines.add(embed.path("footer").path("text").asText(""));
    }
    lines.removeIf(String::isBlank);
    return String.join("\n", lines);
  }

  /** Markdown without its markup. */
  static String read(String markdown) {
    StringBuilder out = new StringBuilder();
    boolean code = false;
    int i = 0;
    while (i < markdown.length()) {
      char c = markdown.charAt(i);
      if (markdown.startsWith("```", i)) {
        code = !code;
        i += 3;
      } else if (c == '`') {
        code = !code;
        i++;
      } else if (code) {
        out.append(c);
        i++;
      } else if (c == '\\' && i + 1 < markdown.length() && isPunctuation(markdown.charAt(i + 1))) {
        out.append(markdown.charAt(i + 1));
        i += 2;
      } else if (c == '*') {
        i++;
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static boolean isPunctuation(char c) {
    return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
  }
}
