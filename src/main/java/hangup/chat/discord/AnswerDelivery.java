package hangup.chat.discord;

import hangup.reply.Audience;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings replies to those who asked, by the interaction while its token lives, else by an ordinary
 * message. Blocks; runs on a worker.
 */
final class AnswerDelivery {

  private static final Logger log = LoggerFactory.getLogger(AnswerDelivery.class);

  /** Discord's 15 minutes, less what a last attempt may take. */
  private static final Duration TOKEN_LIVES = Duration.ofSeconds(14 * 60 + 30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(400);
  private static final int ATTEMPTS = 6;
  private static final DiscordMessage NOT_SHOWN =
      DiscordMessage.text(
          "Discord does not let me show this answer; the administrator's log says why.");

  private final DiscordCalls calls;
  private final DiscordRenderer renderer;
  private final ChannelPosts posts;
  private final Clock clock;

  AnswerDelivery(DiscordCalls calls, DiscordRenderer renderer, ChannelPosts posts, Clock clock) {
    this.calls = calls;
    this.renderer = renderer;
    this.posts = posts;
    this.clock = clock;
  }

  /** Delivers what a command answered to a promise made with {@code acknowledged}. */
  void answerCommand(Asked asked, Outcome acknowledged, Reply reply) {
    boolean secret = isSecret(asked, reply);
    List<DiscordMessage> messages = renderer.render(reply, DiscordRenderer.MOST_MESSAGES);
    if (Acknowledger.lost(acknowledged) || expired(asked)) {
      asOrdinaryMessage(asked, messages, secret);
      return;
    }
    int from = 1;
    if (secret && !asked.ephemeral() && !asked.direct()) {
      // What was promised to all cannot be made private, only taken back.
      withRetries(() -> calls.deleteAnswer(asked.token()));
      from = 0;
    } else {
      Outcome outcome = edit(asked, messages.get(0), reply);
      if (outcome instanceof Outcome.Refused refused) {
        if (!refused.becauseOfTheContent()) {
          asOrdinaryMessage(asked, messages, secret);
        }
        return;
      }
    }
    followUp(asked, messages.subList(from, messages.size()), reply, secret || asked.ephemeral());
  }

  /** Delivers what a button or menu asked for: in place, but for errors and private answers. */
  void answerComponent(Asked asked, Outcome acknowledged, Reply reply) {
    boolean secret = isSecret(asked, reply) && !asked.ephemeral();
    boolean aside = secret || reply.data().get("error") != null;
    boolean tokenLives = !Acknowledger.lost(acknowledged) && !expired(asked);
    if (aside) {
      List<DiscordMessage> messages = renderer.render(reply, DiscordRenderer.MOST_MESSAGES);
      if (tokenLives) {
        followUp(asked, messages, reply, true);
      } else {
        asOrdinaryMessage(asked, messages, true);
      }
      return;
    }
    List<DiscordMessage> messages = renderer.render(reply, 1);
    Outcome outcome =
        tokenLives
            ? edit(asked, messages.get(0), reply)
            : new Outcome.Refused(401, 0, "the interaction is over");
    if (outcome instanceof Outcome.Refused refused && !refused.becauseOfTheContent()) {
      boolean changed =
          asked.source().isPresent()
              && withRetries(
                      () -> calls.edit(asked.channel(), asked.source().get(), messages.get(0)))
                  instanceof Outcome.Done;
      if (!changed) {
        asOrdinaryMessage(asked, messages, asked.ephemeral());
      }
    }
  }

  private Outcome edit(Asked asked, DiscordMessage message, Reply reply) {
    Outcome outcome = withRetries(() -> calls.editAnswer(asked.token(), message));
    if (outcome instanceof Outcome.Refused refused && refused.becauseOfTheContent()) {
      log.error("Discord did not accept an answer to {}: {}", asked.what(), refused);
      Outcome second = withRetries(() -> calls.editAnswer(asked.token(), renderer.asFile(reply)));
      if (second instanceof Outcome.Refused) {
        withRetries(() -> calls.editAnswer(asked.token(), NOT_SHOWN));
      }
    }
    return outcome;
  }

  private void followUp(
      Asked asked, List<DiscordMessage> messages, Reply reply, boolean ephemeral) {
    for (DiscordMessage message : messages) {
      Outcome outcome = withRetries(() -> calls.followUp(asked.token(), message, ephemeral));
      if (outcome instanceof Outcome.Refused refused) {
        log.error("Discord did not accept a part of {}: {}", asked.what(), refused);
        withRetries(() -> calls.followUp(asked.token(), renderer.asFile(reply), ephemeral));
        return;
      }
    }
  }

  private void asOrdinaryMessage(Asked asked, List<DiscordMessage> messages, boolean secret) {
    String lead = "<@" + asked.user() + "> asked " + Markdown.code(asked.what()) + ":";
    posts.answer(
        asked.channel(), asked.user(), secret || asked.ephemeral(), lead, messages, asked.id());
  }

  private boolean expired(Asked asked) {
    return asked.received().plus(TOKEN_LIVES).isBefore(clock.instant());
  }

  private static boolean isSecret(Asked asked, Reply reply) {
    return asked.ephemeral() || reply.audience() == Audience.ASKER;
  }

  private static Outcome withRetries(Supplier<Outcome> request) {
    return Retries.of(ATTEMPTS, FIRST_PAUSE, request);
  }
}
