package hangup.chat.discord.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A request that the bot made.
 *
 * @param path without host and version, for example {@code /channels/2001/messages}
 * @param query as sent, without the question mark; may be empty
 * @param json the body, or the {@code payload_json} part of a multipart body; a missing node if
 *     none
 * @param files the other parts, by name
 * @param status what was answered; 0 if the connection was closed instead
 * @param nanos {@link System#nanoTime} at its arrival
 */
public record RecordedRequest(
    String method,
    String path,
    String query,
    JsonNode json,
    Map<String, UploadedFile> files,
    int status,
    long nanos) {

  /** A file in a multipart body. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record UploadedFile(String filename, String contentType, byte[] bytes) {}

  boolean matches(String wantedMethod, String pathRegex) {
    return method.equals(wantedMethod) && path.matches(pathRegex);
  }

  static List<RecordedRequest> select(List<RecordedRequest> all, String method, String pathRegex) {
    return all.stream().filter(request -> request.matches(method, pathRegex)).toList();
  }
}
