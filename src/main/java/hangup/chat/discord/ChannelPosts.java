package hangup.chat.discord;

import hangup.chat.Delivery;
import hangup.reply.Reply;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts into channels by id. Every message has a nonce made of its key, so that trying again after
 * a broken connection does not show it twice. Blocks.
 */
final class ChannelPosts {

  private static final Logger log = LoggerFactory.getLogger(ChannelPosts.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
  private static final int ATTEMPTS = 4;
  private static final int UNAUTHORIZED = 401;
  private static final int NONCE = 25;

  private final DiscordCalls calls;
  private final DiscordRenderer renderer;
  private final ChannelTroubles troubles;
  private final PostPace pace = new PostPace(System::nanoTime);

  ChannelPosts(DiscordCalls calls, DiscordRenderer renderer, ChannelTroubles troubles) {
    this.calls = calls;
    this.renderer = renderer;
    this.troubles = troubles;
  }

  /**
   * Posts what nobody asked for just now; whoever sends it hears of a refusal.
   *
   * @param aboutToSend run before the first request
   */
  Delivery post(String channel, Reply reply, String key, Runnable aboutToSend) {
    Optional<String> known = troubles.known(channel);
    if (known.isPresent()) {
      return new Delivery.Refused(known.get());
    }
    List<DiscordMessage> messages = renderer.render(reply, DiscordRenderer.MOST_MESSAGES);
    try {
      pace.await(messages.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Delivery.Retry("the bot is stopping", Optional.empty());
    }
    aboutToSend.run();
    Outcome outcome = postAll(channel, messages, key);
    if (outcome instanceof Outcome.Refused refused && refused.becauseOfTheContent()) {
      log.error("Discord did not accept a message: {}", refused);
      outcome = postOne(channel, renderer.asFile(reply), key + "#file");
    }
    return delivery(channel, outcome);
  }

  /** Answers a message; privately if {@code secret}. */
  void answerMessage(
      String channel, String message, String user, boolean secret, Reply reply, String key) {
    List<DiscordMessage> messages = renderer.render(reply, DiscordRenderer.MOST_MESSAGES);
    if (secret) {
      answer(channel, user, true, "", messages, key);
      return;
    }
    Outcome outcome =
        Retries.of(
            ATTEMPTS,
            FIRST_PAUSE,
            () -> calls.reply(channel, message, messages.get(0), nonce(channel, key + "#0")));
    if (outcome instanceof Outcome.Done) {
      outcome = postFrom(1, channel, messages, key, outcome);
    } else if (outcome instanceof Outcome.Refused refused && refused.becauseOfTheContent()) {
      log.error("Discord did not accept an answer: {}", refused);
      outcome = postOne(channel, renderer.asFile(reply), key + "#file");
    }
    note(channel, outcome, true);
  }

  /** Answers a question with ordinary messages; by direct message if {@code secret}. */
  void answer(
      String channel,
      String user,
      boolean secret,
      String lead,
      List<DiscordMessage> messages,
      String key) {
    List<DiscordMessage> all = new java.util.ArrayList<>(messages);
    all.set(0, all.get(0).withContent((lead + "\n" + all.get(0).content()).strip()));
    if (!secret) {
      note(channel, postAll(channel, all, key), true);
      return;
    }
    Outcome opened = withRetries(() -> calls.openDirectChannel(user));
    Outcome outcome = opened;
    if (opened instanceof Outcome.Done done) {
      outcome = postAll(done.json().getString("id"), all, key);
    }
    if (outcome instanceof Outcome.Refused) {
      // Nothing of the answer may be shown here; where it can be seen may.
      String sentence =
          "The answer is for you alone, but you take no direct messages from me. Use the slash"
              + " command with quiet.";
      note(
          channel,
          postOne(channel, DiscordMessage.text("<@" + user + "> " + sentence), key + "#no-private"),
          true);
    }
  }

  private Outcome postAll(String channel, List<DiscordMessage> messages, String key) {
    return postFrom(0, channel, messages, key, new Outcome.Failed("nothing to post"));
  }

  private Outcome postFrom(
      int from, String channel, List<DiscordMessage> messages, String key, Outcome before) {
    Outcome first = before;
    for (int i = from; i < messages.size(); i++) {
      Outcome outcome = postOne(channel, messages.get(i), key + "#" + i);
      if (!(outcome instanceof Outcome.Done)) {
        return outcome;
      }
      if (i == 0) {
        first = outcome;
      }
    }
    return first;
  }

  private Outcome postOne(String channel, DiscordMessage message, String key) {
    return withRetries(() -> calls.post(channel, message, nonce(channel, key)));
  }

  private Delivery delivery(String channel, Outcome outcome) {
    note(channel, outcome, false);
    if (outcome instanceof Outcome.Done done) {
      return new Delivery.Sent(done.json().getString("id", ""));
    }
    if (outcome instanceof Outcome.Refused refused) {
      return refused.status() == UNAUTHORIZED
          ? new Delivery.Retry("Discord does not accept the token", Optional.empty())
          : new Delivery.Refused(ChannelTroubles.reason(refused));
    }
    return new Delivery.Unknown(((Outcome.Failed) outcome).reason());
  }

  private void note(String channel, Outcome outcome, boolean tell) {
    if (outcome instanceof Outcome.Done) {
      troubles.well(channel);
    } else if (outcome instanceof Outcome.Refused refused && refused.status() != UNAUTHORIZED) {
      troubles.refused(channel, refused, tell);
    } else if (outcome instanceof Outcome.Failed failed) {
      log.warn("A message to Discord channel {} could not be sent: {}", channel, failed.reason());
    }
  }

  private static Outcome withRetries(Supplier<Outcome> request) {
    return Retries.of(ATTEMPTS, FIRST_PAUSE, request);
  }

  /** At most {@value #NONCE} characters that only the same channel and key give. */
  private static String nonce(String channel, String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((channel + "/" + key).getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, hash).toString(36).substring(0, NONCE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
