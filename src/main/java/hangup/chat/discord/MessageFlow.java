package hangup.chat.discord;

import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.Audience;
import hangup.reply.Reply;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plain words: direct messages, and messages that mention the bot. Discord delivers the text of
 * just these without the message-content intent.
 */
final class MessageFlow {

  private static final Logger log = LoggerFactory.getLogger(MessageFlow.class);

  private final Function<Request, Reply> answers;
  private final Places places;
  private final Workers workers;
  private final DiscordCalls calls;
  private final ChannelPosts posts;
  private final SeenIds seen = new SeenIds();

  MessageFlow(
      Function<Request, Reply> answers,
      Places places,
      Workers workers,
      DiscordCalls calls,
      ChannelPosts posts) {
    this.answers = answers;
    this.places = places;
    this.workers = workers;
    this.calls = calls;
    this.posts = posts;
  }

  void message(MessageReceivedEvent event) {
    Message message = event.getMessage();
    String self = event.getJDA().getSelfUser().getId();
    boolean mentioned =
        message.getMentions().getUsers().stream().anyMatch(user -> user.getId().equals(self));
    if (event.getAuthor().isBot()
        || event.isWebhookMessage()
        || (event.isFromGuild() && !mentioned)
        || !seen.first(message.getIdLong())) {
      return;
    }
    String text = message.getContentRaw().replaceAll("<@!?" + self + ">", " ").strip();
    Optional<String> guild =
        event.isFromGuild()
            ? Optional.of(event.getGuild()).map(ISnowflake::getId)
            : Optional.empty();
    Context context =
        places.context(
            guild,
            event.getChannel(),
            event.getChannel().getId(),
            event.getAuthor(),
            event.getMember());
    if (places.refusal(context).isPresent() || !workers.reserve()) {
      return;
    }
    workers.run(() -> answer(context, message.getId(), text.isEmpty() ? "/help" : text));
  }

  private void answer(Context context, String message, String text) {
    String channel = Places.target(context.channel());
    try {
      calls.showTyping(channel);
      Reply reply = answers.apply(new Request.Line(text, context));
      boolean secret = reply.audience() == Audience.ASKER && context.channel().space().isPresent();
      posts.answerMessage(
          channel, message, context.asker().id(), secret, reply, "answer/" + message);
    } catch (RuntimeException e) {
      log.error("An answer to a message in Discord was lost", e);
    }
  }
}
