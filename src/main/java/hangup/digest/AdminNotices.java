package hangup.digest;

import hangup.chat.ChannelRef;
import hangup.outbox.Outbox.Trouble;
import hangup.outbox.Outbox.Trouble.Kind;
import hangup.outbox.Post;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.state.KnownFacts;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the admin channel what happens to the bot itself: each thing once, also after restarts and
 * with several replicas, and nothing more often than every ten minutes. Thread-safe.
 */
public final class AdminNotices {

  private static final Logger log = LoggerFactory.getLogger(AdminNotices.class);
  private static final Duration AT_MOST_EVERY = Duration.ofMinutes(10);
  private static final Duration OF_USE = Duration.ofHours(24);
  private static final Duration OF_USE_TO_STOP = Duration.ofMinutes(1);
  private static final int MOST_NAMED = 10;
  private static final String TOLD = "told/";

  /** The kind of job that tells what was gathered. */
  static final String JOB = "notices";

  private final StateDatabase database;
  private final KnownFacts facts = new KnownFacts();
  private final Mail mail;
  private final Supplier<Optional<ChannelRef>> channel;
  private final Clock clock;

  AdminNotices(
      StateDatabase database, Mail mail, Supplier<Optional<ChannelRef>> channel, Clock clock) {
    this.database = database;
    this.mail = mail;
    this.channel = channel;
    this.clock = clock;
  }

  /** The bot runs; says so too when it is another version than before. */
  public void started(String version) {
    guarded(
        () -> {
          Instant now = clock.instant();
          Optional<String> before =
              database.write(
                  handle -> {
                    Optional<String> known =
                        facts.locked(handle, "version").map(KnownFacts.Fact::text);
                    facts.put(handle, "version", version, now);
                    return known;
                  });
          if (before.isPresent() && !before.get().equals(version)) {
            post(
                "version/" + version + "/" + now.getEpochSecond() / AT_MOST_EVERY.toSeconds(),
                Severity.INFO,
                "New version",
                version + " runs now; before it was " + before.get() + ".");
          } else {
            seldom("start", Severity.INFO, "Started", version + " is running.");
          }
        });
  }

  /**
   * The bot is about to end; to be called while the platforms still serve.
   *
   * @return completes when it was tried to say so
   */
  CompletableFuture<Void> stopping(String version) {
    String text = version + " is being stopped.";
    log.info("Stopping: {}", text);
    Optional<ChannelRef> admins = channel.get();
    if (admins.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    try {
      // Of no use when the bot runs again.
      return mail.now(
          post(
              admins.get(),
              "stop/" + window(),
              reply("Stopping", Severity.INFO, text),
              OF_USE_TO_STOP));
    } catch (StateException e) {
      log.error("The admins cannot be told: {}", e.getMessage());
      return CompletableFuture.completedFuture(null);
    }
  }

  /** A source cannot be read; to be called whenever that is noticed, for one that flaps waits. */
  public void sourceDown(String source, String why) {
    guarded(
        () ->
            edge(
                "source/" + source,
                "down",
                Severity.HIGH,
                "Source " + source + " is down",
                "Calls are not read any more: " + why));
  }

  /** A source can be read again; says nothing if nobody heard that it was down. */
  public void sourceBack(String source) {
    guarded(
        () ->
            edge(
                "source/" + source,
                "up",
                Severity.OK,
                "Source " + source + " is back",
                "Calls are read again; what was missed meanwhile is being read now."));
  }

  /**
   * What is not as it should be with a source that can be read; to be called whenever it was looked
   * at. Says nothing of what the admins know already.
   */
  public void sourceWarnings(String source, List<String> warnings) {
    guarded(
        () -> {
          Instant now = clock.instant();
          String known = Integer.toHexString(warnings.hashCode());
          boolean news =
              database.write(
                  handle -> {
                    String name = "warned/" + source;
                    Optional<String> before = facts.locked(handle, name).map(KnownFacts.Fact::text);
                    if (before.equals(Optional.of(known))
                        || (before.isEmpty() && warnings.isEmpty())) {
                      return false;
                    }
                    facts.put(handle, name, known, now);
                    return !warnings.isEmpty();
                  });
          if (news) {
            // The log has them from where they were found.
            mail(
                "warned/" + source + "/" + now.getEpochSecond(),
                Severity.MEDIUM,
                "Source " + source + ": to be mended",
                String.join("\n", warnings));
          }
        });
  }

  /** A chat platform has something that only an admin can mend. */
  public void platform(String platform, String sentence) {
    guarded(
        () ->
            seldom(
                "platform/" + platform + "/" + Integer.toHexString(sentence.hashCode()),
                Severity.HIGH,
                "Trouble with " + platform,
                sentence));
  }

  /** The settings were changed while the bot runs, or could not be; {@code text} says how. */
  public void settings(boolean taken, String text) {
    guarded(
        () ->
            mail(
                "settings/" + clock.instant().toEpochMilli(),
                taken ? Severity.INFO : Severity.MEDIUM,
                taken ? "Settings read again" : "Settings not taken",
                text));
  }

  /** A post did not get through. */
  void trouble(Trouble trouble) {
    String where =
        trouble.channel().platform()
            + " channel "
            + trouble.channel().channel()
            + trouble.channel().thread().map(thread -> ", thread " + thread).orElse("");
    if (channel.get().filter(trouble.channel()::equals).isPresent()) {
      // The admin channel itself cannot be told of its own trouble.
      log.error("The admin channel cannot be posted into: {}", trouble.reason());
      return;
    }
    String sentence =
        where
            + ": "
            + trouble.reason()
            + "."
            + trouble.subscription().map(id -> " Digest " + id + ".").orElse(" It was a notice.");
    guarded(() -> gather(trouble.kind(), trouble.key(), sentence));
  }

  /** Tells the first trouble of a kind at once; those of the next ten minutes in one message. */
  private void gather(Kind kind, String key, String sentence) {
    log.warn("{}: {}", title(kind), sentence);
    Optional<ChannelRef> admins = channel.get();
    if (admins.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    Gathered gathered =
        database.write(
            handle -> {
              Optional<Instant> next =
                  facts
                      .locked(handle, TOLD + kind)
                      .map(told -> told.at().plus(AT_MOST_EVERY))
                      .filter(now::isBefore);
              if (next.isPresent()) {
                facts.put(handle, untold(kind) + key, sentence, now);
                return new Gathered(Optional.empty(), next);
              }
              facts.put(handle, TOLD + kind, "", now);
              return new Gathered(
                  mail.put(handle, troubles(admins.get(), kind, key, List.of(sentence))), next);
            });
    gathered.post().ifPresent(mail::send);
    gathered.later().ifPresent(at -> mail.later(JOB, kind.name(), at));
  }

  /** A post to send now, or when to tell what is kept. */
  private record Gathered(Optional<Long> post, Optional<Instant> later) {}

  /** Tells what was gathered of a kind of trouble. */
  Optional<Instant> gathered(String kindName) {
    Kind kind = Kind.valueOf(kindName);
    Instant now = clock.instant();
    Optional<ChannelRef> admins = channel.get();
    Optional<Long> post =
        database.write(
            handle -> {
              List<String> sentences = facts.take(handle, untold(kind));
              if (sentences.isEmpty() || admins.isEmpty()) {
                return Optional.empty();
              }
              facts.put(handle, TOLD + kind, "", now);
              return mail.put(
                  handle,
                  troubles(
                      admins.get(), kind, "more/" + kind + "/" + now.getEpochSecond(), sentences));
            });
    post.ifPresent(mail::send);
    return Optional.empty();
  }

  /** Sees that what was gathered is told: a process may have died in between. */
  void sweep() {
    Instant soon = clock.instant().plus(AT_MOST_EVERY);
    for (Kind kind : Kind.values()) {
      boolean some = database.read(handle -> facts.has(handle, untold(kind)));
      if (some) {
        mail.later(JOB, kind.name(), soon);
      }
    }
  }

  private Post troubles(ChannelRef admins, Kind kind, String key, List<String> sentences) {
    Reply.Builder reply =
        Reply.builder(
            sentences.size() == 1
                ? title(kind)
                : title(kind) + ": " + sentences.size() + " more in ten minutes",
            Severity.HIGH);
    if (sentences.size() == 1) {
      reply.text(sentences.get(0));
    } else {
      reply.add(new Block.Bullets(sentences.stream().limit(MOST_NAMED).map(RichText::of).toList()));
    }
    if (sentences.size() > MOST_NAMED) {
      reply.text("and " + (sentences.size() - MOST_NAMED) + " more; the log has all.");
    }
    reply.text(advice(kind));
    return post(admins, "trouble/" + kind + "/" + key, reply.build(), OF_USE);
  }

  private static String title(Kind kind) {
    return switch (kind) {
      case REFUSED -> "Cannot post";
      case GIVEN_UP -> "A post was given up";
      case UNKNOWN -> "A post may be missing";
    };
  }

  private static String advice(Kind kind) {
    return switch (kind) {
      case REFUSED -> "A digest rests now: mend the cause, then say /digest resume there.";
      case GIVEN_UP -> "It was tried until it was of no more use.";
      case UNKNOWN -> "It may or may not be there: look, and say /digest now there if it is not.";
    };
  }

  private static String untold(Kind kind) {
    return "untold/" + kind + "/";
  }

  /** Tells a change of state, unless it flaps: then only how it is after ten minutes. */
  private void edge(String name, String state, Severity severity, String title, String text) {
    Instant now = clock.instant();
    boolean news =
        database.write(
            handle -> {
              Optional<KnownFacts.Fact> known = facts.locked(handle, name);
              String before = known.map(KnownFacts.Fact::text).orElse("up");
              boolean fresh =
                  known.filter(fact -> now.isBefore(fact.at().plus(AT_MOST_EVERY))).isPresent();
              if (before.equals(state) || (fresh && state.equals("down"))) {
                return false;
              }
              facts.put(handle, name, state, now);
              return true;
            });
    if (news) {
      post(name + "/" + state + "/" + now.getEpochSecond(), severity, title, text);
    }
  }

  private void seldom(String name, Severity severity, String title, String text) {
    post(name + "/" + window(), severity, title, text);
  }

  private long window() {
    return clock.instant().getEpochSecond() / AT_MOST_EVERY.toSeconds();
  }

  private void post(String key, Severity severity, String title, String text) {
    log.info("{}: {}", title, text);
    mail(key, severity, title, text);
  }

  private void mail(String key, Severity severity, String title, String text) {
    Optional<ChannelRef> admins = channel.get();
    if (admins.isEmpty()) {
      return;
    }
    boolean unused = mail.post(post(admins.get(), key, reply(title, severity, text), OF_USE));
  }

  private Post post(ChannelRef admins, String key, Reply reply, Duration ofUse) {
    return new Post("admin/" + key, Optional.empty(), admins, reply, clock.instant().plus(ofUse));
  }

  private static Reply reply(String title, Severity severity, String text) {
    Reply.Builder reply = Reply.builder(title, severity);
    text.lines().forEach(reply::text);
    return reply.build();
  }

  /** A notice that cannot be kept must not end what it tells of. */
  private static void guarded(Runnable work) {
    try {
      try {
        work.run();
      } catch (StateException e) {
        // Another process may have noted the same for the first time at the same moment.
        work.run();
      }
    } catch (StateException e) {
      log.error("The admins cannot be told: {}", e.getMessage());
    }
  }
}
