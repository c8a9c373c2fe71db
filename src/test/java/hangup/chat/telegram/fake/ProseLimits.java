package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The limits that the Bot API's page states in prose, which no type expresses. */
final class ProseLimits {

  private ProseLimits() {}

  static List<String> problems(String method, ObjectNode parameters) {
    List<String> problems = new ArrayList<>();
    JsonNode markup = parameters.path("reply_markup");
    if (markup.isObject()) {
      markup(method, markup, problems);
    }
    switch (method) {
      case "setMyCommands" -> commands(parameters.path("commands"), problems);
      case "answerCallbackQuery" -> length(method, parameters, "text", 0, 200, problems);
      case "answerInlineQuery" -> inline(parameters, problems);
      case "setWebhook" -> {
        length(method, parameters, "secret_token", 1, 256, problems);
        range(method, parameters, "max_connections", 1, 100, problems);
      }
      case "getUpdates" -> {
        range(method, parameters, "limit", 1, 100, problems);
        range(method, parameters, "timeout", 0, 50, problems);
      }
      default -> {}
    }
    return problems;
  }

  private static void markup(String method, JsonNode markup, List<String> problems) {
    int buttons = 0;
    for (JsonNode row : markup.path("inline_keyboard")) {
      if (row.isEmpty() || row.size() > 8) {
        problems.add(method + ": a row of " + row.size() + " buttons");
      }
      for (JsonNode button : row) {
        buttons++;
        if (button.path("text").asText().isBlank()) {
          problems.add(method + ": a button without a label");
        }
        if (button.has("callback_data")) {
          int bytes = button.get("callback_data").asText().getBytes(StandardCharsets.UTF_8).length;
          if (bytes < 1 || bytes > 64) {
            problems.add(method + ": callback_data of " + bytes + " bytes");
          }
        }
        if (button.size() != 2) {
          problems.add(method + ": a button needs a label and exactly one action");
        }
      }
    }
    if (buttons > 100) {
      problems.add(method + ": " + buttons + " buttons");
    }
    if (markup.has("input_field_placeholder")) {
      int length = markup.get("input_field_placeholder").asText().length();
      if (length < 1 || length > 64) {
        problems.add(method + ": input_field_placeholder of " + length);
      }
    }
  }

  private static void commands(JsonNode commands, List<String> problems) {
    if (commands.size() > 100) {
      problems.add("setMyCommands: " + commands.size() + " commands");
    }
    for (JsonNode command : commands) {
      if (!command.path("command").asText().matches("[a-z0-9_]{1,32}")) {
        problems.add("setMyCommands: name " + command.path("command"));
      }
      int length = command.path("description").asText().length();
      if (length < 1 || length > 256) {
        problems.add("setMyCommands: description of " + length);
      }
    }
  }

  private static void inline(ObjectNode parameters, List<String> problems) {
    JsonNode results = parameters.path("results");
    if (results.size() > 50) {
      problems.add("answerInlineQuery: " + results.size() + " results");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode result : results) {
      String id = result.path("id").asText();
      int bytes = id.getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > 64 || !ids.add(id)) {
        problems.add("answerInlineQuery: result id '" + id + "'");
      }
      if (result.path("title").asText().isBlank()) {
        problems.add("answerInlineQuery: a result without a title");
      }
      if (result.has("reply_markup")) {
        markup("answerInlineQuery", result.get("reply_markup"), problems);
      }
    }
    JsonNode button = parameters.path("button");
    if (button.has("start_parameter")
        && !button.get("start_parameter").asText().matches("[A-Za-z0-9_-]{1,64}")) {
      problems.add("answerInlineQuery: start_parameter " + button.get("start_parameter"));
    }
  }

  private static void length(
      String method,
      ObjectNode parameters,
      String name,
      int least,
      int most,
      List<String> problems) {
    JsonNode value = parameters.path(name);
    if (!value.isMissingNode()) {
      int length = value.asText().length();
      if (length < least || length > most) {
        problems.add(method + ": " + name + " of " + length + " characters");
      }
    }
  }

  private static void range(
      String method,
      ObjectNode parameters,
      String name,
      int least,
      int most,
      List<String> problems) {
    JsonNode value = parameters.path(name);
    if (!value.isMissingNode() && (value.asInt() < least || value.asInt() > most)) {
      problems.add(method + ": " + name + " = " + value);
    }
  }
}
