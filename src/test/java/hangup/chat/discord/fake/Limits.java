package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits that Discord enforces and its API description does not state, or states too wide.
 * Lengths are in code points, after Discord's own trimming. Source: the reference pages "Message",
 * "Embed limits", "Component reference" and "Application commands" of the developer documentation.
 */
final class Limits {

  private static final int EMBEDS_TOTAL = 6000;
  private static final long UPLOAD_BYTES = 10L << 20;

  private final List<String> found = new ArrayList<>();

  private Limits() {}

  static List<String> ofMessage(
      JsonNode message, Map<String, UploadedFile> files, boolean mayBeEmpty) {
    Limits limits = new Limits();
    limits.message(message, files, mayBeEmpty);
    return limits.found;
  }

  static List<String> ofChoices(JsonNode choices) {
    Limits limits = new Limits();
    limits.count("choices", choices, 25);
    for (JsonNode choice : choices) {
      limits.text("choice name", choice.path("name"), 1, 100);
      limits.text("choice value", choice.path("value"), 1, 100);
    }
    return limits.found;
  }

  static List<String> ofCommands(JsonNode commands) {
    Limits limits = new Limits();
    limits.count("commands", commands, 100);
    Set<String> names = new HashSet<>();
    for (JsonNode command : commands) {
      limits.command(command);
      limits.check(names.add(command.path("name").asText()), "two commands of one name");
    }
    return limits.found;
  }

  private void message(JsonNode message, Map<String, UploadedFile> files, boolean mayBeEmpty) {
    text("content", message.path("content"), 0, 2000);
    count("embeds", message.path("embeds"), 10);
    int total = 0;
    for (JsonNode embed : message.path("embeds")) {
      total += embed(embed, files);
    }
    check(total <= EMBEDS_TOTAL, "embeds of " + total + " characters together");
    components(message.path("components"));
    attachments(message, files);
    text("nonce", message.path("nonce"), 0, 25);
    check(
        mayBeEmpty
            || !message.path("content").asText("").isBlank()
            || !message.path("embeds").isEmpty()
            || !message.path("components").isEmpty()
            || !files.isEmpty(),
        "empty message");
  }

  private int embed(JsonNode embed, Map<String, UploadedFile> files) {
    int total =
        text("embed title", embed.path("title"), 0, 256)
            + text("embed description", embed.path("description"), 0, 4096)
            + text("embed footer", embed.path("footer").path("text"), 0, 2048)
            + text("embed author", embed.path("author").path("name"), 0, 256);
    count("embed fields", embed.path("fields"), 25);
    for (JsonNode field : embed.path("fields")) {
      total += text("field name", field.path("name"), 1, 256);
      total += text("field value", field.path("value"), 1, 1024);
    }
    String image = embed.path("image").path("url").asText("");
    if (image.startsWith("attachment://")) {
      String name = image.substring("attachment://".length());
      check(
          files.values().stream().anyMatch(file -> file.filename().equals(name)),
          "no file " + name + " for the embed's image");
    }
    check(total > 0 || !image.isEmpty(), "empty embed");
    return total;
  }

  private void components(JsonNode rows) {
    count("rows of components", rows, 5);
    Set<String> ids = new HashSet<>();
    for (JsonNode row : rows) {
      check(row.path("type").asInt() == 1, "a component outside of a row");
      JsonNode children = row.path("components");
      check(!children.isEmpty(), "empty row of components");
      count("buttons in a row", children, 5);
      for (JsonNode child : children) {
        text("custom id", child.path("custom_id"), 1, 100);
        check(ids.add(child.path("custom_id").asText()), "two components of one custom id");
        if (child.path("type").asInt() == 2) {
          text("button label", child.path("label"), 1, 80);
        } else {
          check(children.size() == 1, "a select menu beside something else");
          select(child);
        }
      }
    }
  }

  private void select(JsonNode select) {
    text("placeholder", select.path("placeholder"), 0, 150);
    count("select options", select.path("options"), 25);
    check(!select.path("options").isEmpty(), "select menu without options");
    Set<String> values = new HashSet<>();
    for (JsonNode option : select.path("options")) {
      text("select label", option.path("label"), 1, 100);
      text("select value", option.path("value"), 1, 100);
      text("select description", option.path("description"), 0, 100);
      check(values.add(option.path("value").asText()), "two select options of one value");
    }
  }

  private void attachments(JsonNode message, Map<String, UploadedFile> files) {
    check(files.size() <= 10, files.size() + " files");
    long bytes = files.values().stream().mapToLong(file -> file.bytes().length).sum();
    check(bytes <= UPLOAD_BYTES, bytes + " bytes of files");
    files.values().forEach(file -> check(!file.filename().isBlank(), "file without a name"));
    for (JsonNode attachment : message.path("attachments")) {
      text("attachment description", attachment.path("description"), 0, 1024);
    }
  }

  private void command(JsonNode command) {
    String name = command.path("name").asText();
    check(name.matches("[-_\\p{L}\\p{N}]{1,32}") && name.equals(lower(name)), "command " + name);
    int total = name.length() + text("description of " + name, command.path("description"), 1, 100);
    count("options of " + name, command.path("options"), 25);
    Set<String> options = new HashSet<>();
    boolean optional = false;
    for (JsonNode option : command.path("options")) {
      String optionName = option.path("name").asText();
      check(optionName.matches("[-_\\p{L}\\p{N}]{1,32}"), "option " + optionName);
      check(options.add(optionName), "two options " + optionName + " of " + name);
      total += optionName.length() + text("description", option.path("description"), 1, 100);
      check(!(optional && option.path("required").asBoolean()), "required after optional: " + name);
      optional |= !option.path("required").asBoolean();
      check(
          !option.path("autocomplete").asBoolean() || option.path("choices").isEmpty(),
          "autocomplete with choices: " + optionName);
      for (String broken : ofChoices(option.path("choices"))) {
        found.add(broken);
      }
    }
    check(total <= 8000, name + " has " + total + " characters together");
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private int text(String what, JsonNode node, int min, int max) {
    if (node.isMissingNode() || node.isNull()) {
      check(min == 0, what + " is missing");
      return 0;
    }
    String text = node.asText().strip();
    int length = text.codePointCount(0, text.length());
    check(length >= min && length <= max, what + " has " + length + " characters");
    return length;
  }

  private void count(String what, JsonNode array, int max) {
    check(array.size() <= max, array.size() + " " + what);
  }

  private void check(boolean good, String otherwise) {
    if (!good) {
      found.add(otherwise);
    }
  }
}
