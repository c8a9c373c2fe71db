package hangup.chat.telegram;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.objects.ApiResponse;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * {@code getUpdates} that leaves the updates as JSON: the library's own reads the whole list at
 * once, so one update it cannot read would block all.
 */
final class ReadUpdates extends BotApiMethod<ArrayList<RawUpdate>> {

  /** The kinds of updates the bot wants. */
  static final List<String> KINDS =
      List.of("message", "callback_query", "inline_query", "my_chat_member");

  private final int offset;
  private final int timeout;

  /**
   * @param offset confirms all updates below it; 0 for none
   * @param timeout how long the server waits for one, in seconds
   */
  ReadUpdates(int offset, int timeout) {
    this.offset = offset;
    this.timeout = timeout;
  }

  /** The lowest update of interest. */
  @JsonProperty("offset")
  public int offset() {
    return offset;
  }

  /** How many updates at most. */
  @JsonProperty("limit")
  public int limit() {
    return 100;
  }

  /** Seconds. */
  @JsonProperty("timeout")
  public int timeout() {
    return timeout;
  }

  /** Which kinds of updates. */
  @JsonProperty("allowed_updates")
  public List<String> allowedUpdates() {
    return KINDS;
  }

  @Override
  public String getMethod() {
    return "getUpdates";
  }

  @Override
  @SuppressWarnings("NonApiType") // The library wants something serializable.
  public ArrayList<RawUpdate> deserializeResponse(String answer)
      throws TelegramApiRequestException {
    try {
      JsonNode root = OBJECT_MAPPER.readTree(answer);
      if (!root.path("ok").asBoolean()) {
        throw new TelegramApiRequestException(
            "getUpdates failed", OBJECT_MAPPER.treeToValue(root, ApiResponse.class));
      }
      ArrayList<RawUpdate> updates = new ArrayList<>();
      for (JsonNode update : root.path("result")) {
        RawUpdate.of(update).ifPresent(updates::add);
      }
      return updates;
    } catch (JsonProcessingException e) {
      throw new TelegramApiRequestException("Unable to deserialize response");
    }
  }
}
