package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The checks of {@link FakeDiscord} without a server, for tests that only make payloads. */
public final class Validation {

  private final RequestCheck check = new RequestCheck();

  /** What Discord would refuse in a message, or ignore; empty when all is well. */
  public List<String> ofMessage(JsonNode message, List<String> files) {
    Map<String, UploadedFile> uploads = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      uploads.put("files[" + i + "]", new UploadedFile(files.get(i), "", new byte[0]));
    }
    return check.violations("/channels/{channel_id}/messages", "post", message, uploads);
  }
}
