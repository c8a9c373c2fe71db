package hangup.chat.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * An update as it arrived.
 *
 * @param id its {@code update_id}
 * @param json one line
 */
record RawUpdate(int id, String json) implements Serializable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Empty for something that has no number and so cannot be confirmed or told apart. */
  static Optional<RawUpdate> of(JsonNode update) {
    JsonNode id = update.path("update_id");
    return id.isInt()
        ? Optional.of(new RawUpdate(id.asInt(), update.toString()))
        : Optional.empty();
  }

  /** Reads the body of a webhook's request. */
  static Optional<RawUpdate> parse(byte[] body) {
    try {
      JsonNode update = JSON.readTree(body);
      return update == null ? Optional.empty() : of(update);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The update as the library reads it; empty if it cannot. */
  Optional<Update> read() {
    try {
      return Optional.of(JSON.readValue(json, Update.class));
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
