package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checks a request as strictly as Discord does, and a bit more. Thread-safe. */
final class RequestCheck {

  private static final String DOCUMENT = "discord-openapi.json";
  private static final SchemaLocation LOCATION =
      SchemaLocation.of("classpath:hangup/chat/discord/fake/" + DOCUMENT);

  private final JsonNode document;
  private final FieldNames fieldNames;
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Map<String, JsonSchema> byPointer = new ConcurrentHashMap<>();

  RequestCheck() {
    try (InputStream in =
        Objects.requireNonNull(RequestCheck.class.getResourceAsStream(DOCUMENT), DOCUMENT)) {
      document = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    fieldNames = new FieldNames(document);
  }

  /** What is wrong with the body of an operation, for example {@code put} of a path template. */
  List<String> violations(
      String template, String method, JsonNode body, Map<String, UploadedFile> files) {
    List<String> found = new ArrayList<>();
    String pointer =
        "/paths/"
            + template.replace("~", "~0").replace("/", "~1")
            + "/"
            + method
            + "/requestBody/content/application~1json/schema";
    if (document.at(pointer).isMissingNode()) {
      return List.of("not in the API description: " + method + " " + template);
    }
    schema(pointer).validate(body).forEach(message -> found.add(message.toString()));
    found.addAll(fieldNames.unknown(body, document.at(pointer), ""));
    found.addAll(limits(template, method, body, files));
    return found;
  }

  private static List<String> limits(
      String template, String method, JsonNode body, Map<String, UploadedFile> files) {
    if (template.endsWith("/commands")) {
      return Limits.ofCommands(body);
    }
    if (template.endsWith("/callback")) {
      int type = body.path("type").asInt();
      if (type == 8) {
        return Limits.ofChoices(body.path("data").path("choices"));
      }
      return Limits.ofMessage(body.path("data"), files, type == 5 || type == 6);
    }
    if (template.contains("/messages") || template.startsWith("/webhooks/")) {
      return Limits.ofMessage(body, files, method.equals("patch"));
    }
    return List.of();
  }

  private JsonSchema schema(String pointer) {
    return byPointer.computeIfAbsent(
        pointer,
        p ->
            schemas.getSchema(
                SchemaLocation.of(LOCATION + "#" + Optional.of(p).get()),
                SchemaValidatorsConfig.builder().build()));
  }
}
