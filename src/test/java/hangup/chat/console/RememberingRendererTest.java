package hangup.chat.console;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Reply;
import hangup.reply.Severity;
import org.junit.jupiter.api.Test;

class RememberingRendererTest {

  private final TextRenderer plain = new TextRenderer(60, false);
  private final RememberingRenderer renderer = new RememberingRenderer(plain);

  @Test
  void rendersAsThePlainRendererDoes() {
    Reply reply = Reply.builder("22 No Available Route", Severity.HIGH).text("text").build();

    assertThat(renderer.render(reply)).isEqualTo(plain.render(reply));
  }

  @Test
  void theSameReplyIsRenderedOnce() {
    Reply reply = Reply.builder("22 No Available Route", Severity.HIGH).text("text").build();

    assertThat(renderer.render(reply)).isSameAs(renderer.render(reply));
  }

  @Test
  void anotherReplyIsNotMistakenForIt() {
    Reply one = Reply.builder("one", Severity.OK).build();
    Reply other = Reply.builder("other", Severity.OK).build();

    renderer.render(one);

    assertThat(renderer.render(other)).startsWith("other");
  }
}
