package hangup.chat.telegram;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hangup.command.Context;
import hangup.command.LineParser;
import hangup.reply.Audience;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what people write. Thread-safe; one chat's questions come one after the other. */
final class Conversation {

  private static final Logger log = LoggerFactory.getLogger(Conversation.class);
  private static final Pattern START = Pattern.compile("(?is)/start(?:@\\w+)?(?:\\s+(\\S+))?\\s*");
  private static final Pattern LINK =
      Pattern.compile("(?is)/link(?:@\\w+)?\\s+([A-Z0-9]{4}-?[A-Z0-9]{4}-?[A-Z0-9]{4})\\s*");
  private static final int MOST_WRONG_CODES = 5;
  private static final int MOST_NOTES = 5;

  private final TelegramParts parts;
  private final Questions questions;
  private final Outbound out;
  private final UpdateJournal journal;
  private final Counters counters;
  private final Clock clock;
  private final Duration staleAfter;
  private final String botName;
  private final Set<Long> toldFull = ConcurrentHashMap.newKeySet();
  private final Cache<Long, Boolean> toldSkipped =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterAccess(Duration.ofMinutes(30)).build();
  private final Cache<Long, Integer> wrongCodes =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterWrite(Duration.ofHours(1)).build();

  Conversation(
      TelegramParts parts,
      Questions questions,
      Outbound out,
      UpdateJournal journal,
      Counters counters,
      Clock clock,
      Duration staleAfter,
      String botName) {
    this.parts = parts;
    this.questions = questions;
    this.out = out;
    this.journal = journal;
    this.counters = counters;
    this.clock = clock;
    this.staleAfter = staleAfter;
    this.botName = botName;
  }

  /** Answers; {@code update} is done in the journal when the answer is sent or given up. */
  void answer(Incoming.Asked asked, int update) throws InterruptedException {
    if (asked.sent().plus(staleAfter).isBefore(clock.instant())) {
      counters.stale.increment();
      if (toldSkipped.asMap().putIfAbsent(asked.place().chat(), true) == null) {
        send(asked, update, Words.skipped(staleAfter), asked.text());
      } else {
        journal.done(update);
      }
      return;
    }
    if (out.isFull(asked.place())) {
      turnAway(asked, update);
      return;
    }
    Context context = questions.context(asked.place(), asked.from());
    if (asked.place().isPrivate() && questions.isStranger(context)) {
      send(asked, update, toStranger(asked), asked.text());
      return;
    }
    String line = line(asked);
    Reply reply = questions.answer(line, context);
    if (Questions.errorOf(reply).equals("refused")) {
      send(asked, update, Words.plain("Not allowed here", Questions.messageOf(reply)), line);
    } else if (reply.audience() == Audience.ASKER && !asked.place().isPrivate()) {
      sendPrivately(asked, update, reply, line);
    } else {
      send(asked, update, reply, line);
    }
  }

  /** An answer was on its way when the bot stopped: say so, rather than answer twice. */
  void sayUncertain(Incoming.Asked asked, int update) {
    tell(asked, update, Words.uncertain(line(asked)), MOST_NOTES);
  }

  /** The bot stopped twice while it worked on this: say so, rather than try a third time. */
  void sayUnfinished(Incoming.Asked asked, int update) {
    tell(asked, update, Words.unfinished(line(asked)), MOST_NOTES);
  }

  /** The chat asks more than is kept for it. */
  void turnAway(Incoming.Asked asked, int update) {
    counters.turnedAway.increment();
    if (!toldFull.add(asked.place().chat())) {
      journal.done(update);
      return;
    }
    var unused =
        out.squeezeIn(asked.place(), replyTo(asked), Words.full(!asked.place().isPrivate()))
            .thenAccept(
                outcome -> {
                  toldFull.remove(asked.place().chat());
                  finish(asked, update, outcome);
                });
  }

  private String line(Incoming.Asked asked) {
    Matcher start = START.matcher(asked.text());
    if (start.matches()) {
      String parameter = start.group(1) == null ? "" : start.group(1);
      return DeepLinks.line(parameter, questions.commands()).orElse("/help");
    }
    if (asked.promptedBy().isPresent() && !LineParser.isCommand(asked.text())) {
      return asked.promptedBy().get() + " " + asked.text();
    }
    return asked.text().isBlank() ? "/help" : asked.text();
  }

  private Reply toStranger(Incoming.Asked asked) {
    Optional<String> code = code(asked.text());
    if (code.isEmpty()) {
      return Words.stranger();
    }
    int wrong = Optional.ofNullable(wrongCodes.getIfPresent(asked.from().id())).orElse(0);
    if (wrong >= MOST_WRONG_CODES) {
      return Words.stranger();
    }
    boolean right =
        parts
            .codes()
            .redeem(
                Place.PLATFORM, Long.toString(asked.from().id()), asked.from().name(), code.get());
    if (!right) {
      wrongCodes.put(asked.from().id(), wrong + 1);
    }
    return right ? Words.linked() : Words.wrongCode();
  }

  private static Optional<String> code(String text) {
    Matcher start = START.matcher(text);
    if (start.matches() && start.group(1) != null && start.group(1).startsWith(DeepLinks.LINK)) {
      return Optional.of(start.group(1).substring(DeepLinks.LINK.length()));
    }
    Matcher link = LINK.matcher(text);
    return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
  }

  private void send(Incoming.Asked asked, int update, Reply reply, String line) {
    Optional<CompletableFuture<SendOutcome>> sent =
        out.answer(asked.place(), replyTo(asked), reply, () -> journal.sending(update));
    if (sent.isEmpty()) {
      turnAway(asked, update);
      return;
    }
    var unused =
        sent.get()
            .thenAccept(
                outcome -> {
                  if (outcome instanceof SendOutcome.Uncertain) {
                    tell(asked, update, Words.uncertain(line), MOST_NOTES);
                  } else {
                    finish(asked, update, outcome);
                  }
                });
  }

  private void sendPrivately(Incoming.Asked asked, int update, Reply reply, String line) {
    Place privately = new Place(asked.from().id(), Optional.empty());
    Optional<CompletableFuture<SendOutcome>> sent =
        out.answer(privately, Optional.empty(), reply, () -> journal.sending(update));
    if (sent.isEmpty()) {
      turnAway(asked, update);
      return;
    }
    var unused =
        sent.get()
            .thenAccept(
                outcome -> {
                  if (outcome instanceof SendOutcome.Failed failed
                      && failed.error().kind() == ApiError.Kind.FORBIDDEN) {
                    send(asked, update, Words.openPrivately(botName), line);
                  } else {
                    finish(asked, update, outcome);
                  }
                });
  }

  /** Says that there may be no answer; unlike the answer itself, that may well be said twice. */
  private void tell(Incoming.Asked asked, int update, Reply note, int tries) {
    log.warn("An answer in chat {} may not have arrived", asked.place().chat());
    var unused =
        out.squeezeIn(asked.place(), replyTo(asked), note)
            .thenAccept(
                outcome -> {
                  if (outcome instanceof SendOutcome.Uncertain && tries > 1) {
                    tell(asked, update, note, tries - 1);
                  } else {
                    finish(asked, update, outcome);
                  }
                });
  }

  private void finish(Incoming.Asked asked, int update, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Abandoned) {
      // Left in the journal, to be answered after the next start.
      return;
    }
    journal.done(update);
    if (outcome instanceof SendOutcome.Failed failed) {
      log.warn(
          "Could not answer in chat {}: {}", asked.place().chat(), failed.error().description());
      if (failed.error().kind() == ApiError.Kind.FORBIDDEN) {
        parts.listener().gone(asked.place().channel(), failed.error().description());
      }
    }
  }

  /** In a private chat it is plain what is answered. */
  private static Optional<Integer> replyTo(Incoming.Asked asked) {
    return asked.place().isPrivate() ? Optional.empty() : Optional.of(asked.message());
  }
}
