package hangup.chat.discord.fake;

import hangup.chat.discord.fake.RecordedRequest.UploadedFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code multipart/form-data} body (RFC 7578). */
final class Multipart {

  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final Pattern TYPE =
      Pattern.compile("content-type: *([^\r\n]*)", Pattern.CASE_INSENSITIVE);

  private Multipart() {}

  static Map<String, UploadedFile> parse(byte[] body, String contentType) {
    String boundary = contentType.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    // One char for each byte, so that offsets in the text are offsets in the body.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String delimiter = "--" + boundary;
    Map<String, UploadedFile> parts = new LinkedHashMap<>();
    int from = text.indexOf(delimiter);
    while (from >= 0 && !text.startsWith("--", from + delimiter.length())) {
      int head = from + delimiter.length() + 2;
      int data = text.indexOf("\r\n\r\n", head) + 4;
      int end = text.indexOf("\r\n" + delimiter, data);
      String headers = text.substring(head, data);
      byte[] bytes = text.substring(data, end).getBytes(StandardCharsets.ISO_8859_1);
      parts.put(
          group(NAME, headers),
          new UploadedFile(group(FILENAME, headers), group(TYPE, headers), bytes));
      from = end + 2;
    }
    return parts;
  }

  private static String group(Pattern pattern, String headers) {
    Matcher matcher = pattern.matcher(headers);
    return matcher.find() ? matcher.group(1).strip() : "";
  }
}
