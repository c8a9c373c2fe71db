package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The published description of the Bot API, and the check of a call against it: known method, no
 * unknown parameter (a misspelt one would be ignored silently), required ones present, types right
 * all the way down.
 */
public final class ApiDescription {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARRAY = "Array of ";

  private final JsonNode root;
  private final Map<String, String> methodsByLowerCase = new HashMap<>();

  private ApiDescription(JsonNode root) {
    this.root = root;
    root.get("methods")
        .fieldNames()
        .forEachRemaining(name -> methodsByLowerCase.put(name.toLowerCase(Locale.ROOT), name));
  }

  /** The parts in use, kept beside the tests. */
  public static ApiDescription bundled() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("telegram-api.json")) {
      if (in == null) {
        throw new IllegalStateException("telegram-api.json is missing from the test resources");
      }
      return new ApiDescription(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The description as it is. */
  public JsonNode root() {
    return root;
  }

  /** The method's own spelling: the server takes any case. */
  Optional<String> method(String name) {
    return Optional.ofNullable(methodsByLowerCase.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Everything that is wrong with a call's parameters. */
  List<String> problems(String method, ObjectNode parameters) {
    List<String> problems = new ArrayList<>();
    JsonNode fields = root.get("methods").get(method).path("fields");
    checkFields(method, fields, parameters, problems);
    return problems;
  }

  /** A form field by its declared type: in a form everything arrives as text. */
  JsonNode fromForm(String method, String field, String text) {
    for (JsonNode known : root.get("methods").get(method).path("fields")) {
      if (known.get("name").asText().equals(field)) {
        return convert(known.get("types"), text);
      }
    }
    return JSON.getNodeFactory().textNode(text);
  }

  private static JsonNode convert(JsonNode types, String text) {
    for (JsonNode type : types) {
      switch (type.asText()) {
        case "Integer" -> {
          if (text.matches("-?[0-9]{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
          }
        }
        case "Boolean" -> {
          if (text.equals("true") || text.equals("false")) {
            return BooleanNode.valueOf(text.equals("true"));
          }
        }
        case "String", "InputFile" -> {
          return JSON.getNodeFactory().textNode(text);
        }
        default -> {
          try {
            return JSON.readTree(text);
          } catch (IOException e) {
            return JSON.getNodeFactory().textNode(text);
          }
        }
      }
    }
    return JSON.getNodeFactory().textNode(text);
  }

  private void checkFields(
      String where, JsonNode fields, ObjectNode values, List<String> problems) {
    Map<String, JsonNode> known = new HashMap<>();
    fields.forEach(field -> known.put(field.get("name").asText(), field));
    values.forEachEntry(
        (name, value) -> {
          JsonNode field = known.get(name);
          if (field == null) {
            problems.add(where + ": unknown field " + name);
          } else if (value.isNull()) {
            problems.add(where + "." + name + ": null");
          } else {
            problems.addAll(bestOf(where + "." + name, field.get("types"), value));
          }
        });
    known.forEach(
        (name, field) -> {
          if (field.get("required").asBoolean() && !values.has(name)) {
            problems.add(where + ": required field " + name + " is missing");
          }
        });
  }

  /** The problems with the alternative that fits best; none if one fits. */
  private List<String> bestOf(String where, JsonNode types, JsonNode value) {
    List<String> best = List.of(where + ": no type is declared");
    boolean first = true;
    for (JsonNode type : types) {
      List<String> problems = check(where, type.asText(), value);
      if (first || problems.size() < best.size()) {
        best = problems;
        first = false;
      }
    }
    return best;
  }

  private List<String> check(String where, String type, JsonNode value) {
    if (type.startsWith(ARRAY)) {
      if (!value.isArray()) {
        return List.of(where + " is no array");
      }
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        problems.addAll(check(where + "[" + i + "]", type.substring(ARRAY.length()), value.get(i)));
      }
      return problems;
    }
    boolean fits =
        switch (type) {
          case "Integer" -> value.isIntegralNumber();
          case "Float" -> value.isNumber();
          case "Boolean", "True" -> value.isBoolean();
          case "String", "InputFile" -> value.isTextual();
          default -> value.isObject();
        };
    if (!fits) {
      return List.of(where + " is no " + type + " but " + value.getNodeType());
    }
    JsonNode declared = root.get("types").get(type);
    if (declared == null || !(value instanceof ObjectNode object)) {
      return List.of();
    }
    if (declared.has("subtypes")) {
      return bestOf(where, declared.get("subtypes"), value);
    }
    List<String> problems = new ArrayList<>();
    checkFields(where + "(" + type + ")", declared.path("fields"), object, problems);
    return problems;
  }
}
