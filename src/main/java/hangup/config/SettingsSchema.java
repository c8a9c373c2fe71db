package hangup.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The settings as a JSON Schema, by which editors complete and check the file. Made of what the
 * readers of the sections ask for, so it cannot fall behind them.
 */
public final class SettingsSchema {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SettingsSchema() {}

  /** The schema (draft 2020-12), indented, with a line feed at its end. */
  public static String text() {
    Declarations declarations = Declarations.collecting();
    Settings.read(Values.declaring(declarations), ZoneOffset.UTC);
    ObjectNode root = block();
    declarations.keys().forEach((path, kind) -> put(root, path, kind));
    ObjectNode schema = JSON.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Settings of Hangup");
    schema.setAll(root);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode block() {
    ObjectNode block = JSON.objectNode();
    block.put("type", "object");
    block.put("additionalProperties", false);
    block.set("properties", JSON.objectNode());
    return block;
  }

  private static void put(ObjectNode root, String path, Declared kind) {
    ObjectNode at = root;
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      at = below(at, keys[i]);
    }
    ((ObjectNode) at.get("properties")).set(keys[keys.length - 1], property(kind));
  }

  /** The block under a key, or that of each item where the key is of a list. */
  private static ObjectNode below(ObjectNode block, String key) {
    if (key.equals(Declarations.ANY)) {
      if (!block.get("additionalProperties").isObject()) {
        block.set("additionalProperties", block());
      }
      return (ObjectNode) block.get("additionalProperties");
    }
    ObjectNode properties = (ObjectNode) block.get("properties");
    if (!key.endsWith(Declarations.ITEM)) {
      if (!properties.has(key)) {
        properties.set(key, block());
      }
      return (ObjectNode) properties.get(key);
    }
    String name = key.substring(0, key.length() - Declarations.ITEM.length());
    if (!properties.has(name)) {
      ObjectNode list = JSON.objectNode();
      list.put("type", "array");
      list.set("items", block());
      properties.set(name, list);
    }
    return (ObjectNode) properties.get(name).get("items");
  }

  private static ObjectNode property(Declared kind) {
    ObjectNode property = JSON.objectNode();
    if (kind instanceof Declared.Text text) {
      return scalar(property, text.otherwise());
    } else if (kind instanceof Declared.Texts) {
      property.put("type", "array");
      property.set("items", scalar(JSON.objectNode(), Optional.empty()));
    } else if (kind instanceof Declared.Flag flag) {
      property.put("type", "boolean").put("default", flag.otherwise());
    } else if (kind instanceof Declared.Choice choice) {
      choice.words().forEach(property.putArray("enum")::add);
      choice.otherwise().ifPresent(word -> property.put("default", word));
    } else if (kind instanceof Declared.Whole whole) {
      property.put("type", "integer").put("minimum", whole.from()).put("maximum", whole.to());
      property.put("default", whole.otherwise());
    } else if (kind instanceof Declared.Span span) {
      property.put("type", "string").put("pattern", "^[0-9]{1,9} *(ms|s|m|h|d)$");
      property.put("default", words(span.otherwise()));
    } else if (kind instanceof Declared.Hidden hidden) {
      String variable = hidden.variable().replace(Declarations.ANY, "NAME");
      property.put(
          "description",
          "A secret must not stand here: set "
              + variable
              + ", or "
              + variable
              + "_FILE to the name of a file that holds it.");
      property.set("not", JSON.objectNode());
    }
    return property;
  }

  /** YAML reads an id as a number and yes as a flag; to us, all are text. */
  private static ObjectNode scalar(ObjectNode property, Optional<String> otherwise) {
    property.putArray("type").add("string").add("number").add("boolean");
    otherwise
        .filter(text -> !text.equals(Declarations.ANY))
        .ifPresent(text -> property.put("default", text));
    return property;
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
