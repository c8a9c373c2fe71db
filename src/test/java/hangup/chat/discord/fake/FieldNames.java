package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds fields that the API description does not know. Its objects allow any further field, so a
 * misspelled one would pass the schema, and the real Discord would ignore it silently.
 */
final class FieldNames {

  private final JsonNode document;

  FieldNames(JsonNode document) {
    this.document = document;
  }

  /** The unknown fields, each with where it stands. */
  List<String> unknown(JsonNode value, JsonNode schema, String where) {
    List<JsonNode> objects = new ArrayList<>();
    List<JsonNode> arrays = new ArrayList<>();
    collect(schema, objects, arrays);
    List<String> found = new ArrayList<>();
    if (value.isObject()) {
      unknownInObject(value, objects, where, found);
    } else if (value.isArray() && !arrays.isEmpty()) {
      for (int i = 0; i < value.size(); i++) {
        found.addAll(shortest(value.get(i), arrays, where + "/" + i));
      }
    }
    return found;
  }

  private void unknownInObject(
      JsonNode value, List<JsonNode> schemas, String where, List<String> found) {
    if (schemas.isEmpty() || schemas.stream().anyMatch(s -> s.has("additionalProperties"))) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      List<JsonNode> known = new ArrayList<>();
      for (JsonNode schema : schemas) {
        JsonNode property = schema.path("properties").get(field.getKey());
        if (property != null) {
          known.add(property);
        }
      }
      String path = where + "/" + field.getKey();
      if (known.isEmpty()) {
        found.add("unknown field " + path);
      } else {
        found.addAll(shortest(field.getValue(), known, path));
      }
    }
  }

  /** A value may fit any of the schemas; the one that explains most of it counts. */
  private List<String> shortest(JsonNode value, List<JsonNode> schemas, String where) {
    List<String> best = List.of();
    boolean first = true;
    for (JsonNode schema : schemas) {
      List<String> found = unknown(value, schema, where);
      if (first || found.size() < best.size()) {
        best = found;
        first = false;
      }
    }
    return best;
  }

  private void collect(JsonNode schema, List<JsonNode> objects, List<JsonNode> arrays) {
    if (schema.has("$ref")) {
      collect(document.at(schema.get("$ref").asText().substring(1)), objects, arrays);
      return;
    }
    for (String choice : List.of("anyOf", "oneOf", "allOf")) {
      schema.path(choice).forEach(one -> collect(one, objects, arrays));
    }
    if (schema.has("properties") || schema.has("additionalProperties")) {
      objects.add(schema);
    }
    if (schema.has("items")) {
      arrays.add(schema.get("items"));
    }
  }
}
