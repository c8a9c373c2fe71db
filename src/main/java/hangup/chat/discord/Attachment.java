package hangup.chat.discord;

import java.nio.charset.StandardCharsets;
import net.dv8tion.jda.api.utils.FileUpload;

/**
 * A file to send.
 *
 * @param description what a picture shows, for those who cannot see it; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Attachment(String name, byte[] bytes, String description) {

  private static final int LONGEST_DESCRIPTION = 1024;

  static Attachment of(hangup.reply.Attachment attachment) {
    return new Attachment(
        attachment.name(), attachment.text().getBytes(StandardCharsets.UTF_8), "");
  }

  /** A fresh upload; each can be sent only once. */
  FileUpload upload() {
    FileUpload upload = FileUpload.fromData(bytes, name);
    return description.isBlank()
        ? upload
        : upload.setDescription(CodePoints.first(description, LONGEST_DESCRIPTION));
  }
}
