package hangup.chat.discord;

import hangup.command.Context;
import java.time.Instant;
import java.util.Optional;

/**
 * An interaction that is being answered.
 *
 * @param what how the asker would call it, for example {@code /summary}
 * @param received when it reached the bot
 * @param ephemeral whether its answer was promised to the asker alone
 * @param source the message whose button or menu was used, where everybody can see it
 */
record Asked(
    String id,
    String token,
    Context context,
    String what,
    Instant received,
    boolean ephemeral,
    Optional<String> source) {

  String channel() {
    return Places.target(context.channel());
  }

  String user() {
    return context.asker().id();
  }

  boolean direct() {
    return context.channel().space().isEmpty();
  }
}
