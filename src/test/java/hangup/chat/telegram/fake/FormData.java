package hangup.chat.telegram.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code multipart/form-data} body (RFC 7578).
 *
 * @param fields the parts without a file name, as text
 * @param files the parts with one, by the part's name
 */
record FormData(Map<String, String> fields, Map<String, byte[]> files) {

  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern NAME = Pattern.compile("[ ;]name=\"([^\"]*)\"");

  static FormData parse(byte[] body, String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw new IllegalArgumentException("no boundary in " + contentType);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    // Bytes as characters of the same number, so that text offsets are byte offsets.
    String all = "\r\n" + new String(body, StandardCharsets.ISO_8859_1);
    String[] parts = all.split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
    for (int i = 1; i < parts.length - 1; i++) {
      int blank = parts[i].indexOf("\r\n\r\n");
      String head = parts[i].substring(0, blank);
      byte[] value = parts[i].substring(blank + 4).getBytes(StandardCharsets.ISO_8859_1);
      Matcher name = NAME.matcher(head);
      if (!name.find()) {
        throw new IllegalArgumentException("a part without a name: " + head);
      }
      if (head.contains("filename=")) {
        files.put(name.group(1), value);
      } else {
        fields.put(name.group(1), new String(value, StandardCharsets.UTF_8));
      }
    }
    return new FormData(fields, files);
  }
}
