package hangup.chat.telegram.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A call that reached the server.
 *
 * @param method in the API's spelling
 * @param parameters by name, of their declared types
 * @param files uploaded with it, by the name of their part
 * @param arrivedNanos {@link System#nanoTime} at arrival
 * @param status the HTTP status it was answered with; 0 when the connection was cut
 */
public record RecordedCall(
    String method,
    ObjectNode parameters,
    Map<String, byte[]> files,
    long arrivedNanos,
    int status) {

  public RecordedCall {
    files = Map.copyOf(files);
  }

  /** A parameter as text; empty when it was not given. */
  public String text(String parameter) {
    return parameters.path(parameter).asText();
  }
}
