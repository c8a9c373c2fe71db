package hangup.chat.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hangup.reply.Reply;

/**
 * Renders as {@link TextRenderer}, and remembers the text of a reply for as long as the reply is in
 * use: the card of an end reason is the same object each time. Thread-safe.
 */
public final class RememberingRenderer {

  private static final int MOST = 500;

  private final TextRenderer renderer;

  // Weak keys are compared by identity: comparing whole replies would cost more than rendering.
  private final Cache<Reply, String> texts =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST).executor(Runnable::run).build();

  public RememberingRenderer(TextRenderer renderer) {
    this.renderer = renderer;
  }

  /** The reply as lines, each ended by a line feed. */
  public String render(Reply reply) {
    String text = texts.getIfPresent(reply);
    if (text == null) {
      text = renderer.render(reply);
      texts.put(reply, text);
    }
    return text;
  }
}
