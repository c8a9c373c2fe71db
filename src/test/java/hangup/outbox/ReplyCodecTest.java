package hangup.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.reply.Attachment;
import hangup.reply.Replies;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplyCodecTest {

  @Test
  void everythingButTheDataComesBack() {
    Reply reply =
        Replies.everything().toBuilder()
            .attach(new Attachment("calls.csv", "text/csv", "a,b\r\n\"=1\",ü\r\n"))
            .build();
    Reply back = ReplyCodec.decode(ReplyCodec.encode(reply));
    assertThat(back.data()).isEmpty();
    assertThat(back)
        .isEqualTo(
            new Reply(
                reply.title(),
                reply.severity(),
                reply.audience(),
                reply.blocks(),
                reply.footer(),
                reply.chart(),
                reply.buttons(),
                reply.menu(),
                reply.prompt(),
                reply.attachments(),
                Map.of()));
  }

  @Test
  void anEmptyReplyComesBack() {
    Reply empty = Reply.builder("", Severity.OK).build();
    assertThat(ReplyCodec.decode(ReplyCodec.encode(empty))).isEqualTo(empty);
  }

  @Test
  void whatIsNoReplyIsRefused() {
    assertThatThrownBy(() -> ReplyCodec.decode("{\"title\":1}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                ReplyCodec.decode(
                    ReplyCodec.encode(Replies.everything())
                        .replaceFirst("\"type\":\"text\"", "\"type\":\"java.lang.Runtime\"")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
