package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Somebody on Telegram. */
public record FakeUser(long id, String name, boolean bot, String username) {

  public static FakeUser person(long id, String name) {
    return new FakeUser(id, name, false, "");
  }

  ObjectNode json() {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("id", id).put("is_bot", bot).put("first_name", name);
    if (!username.isEmpty()) {
      user.put("username", username);
    }
    return user;
  }
}
