package hangup.digest;

import hangup.chat.ChannelRef;
import hangup.outbox.Outbox.Trouble;
import hangup.outbox.Post;
import hangup.reply.Reply;
import hangup.reply.Severity;
import hangup.state.KnownFacts;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
                        facts.get(handle, "version").map(KnownFacts.Fact::text);
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

  /** The bot is about to end. */
  public void stopping(String version) {
    guarded(() -> seldom("stop", Severity.INFO, "Stopping", version + " is being stopped."));
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
    String what =
        switch (trouble.kind()) {
          case REFUSED ->
              trouble
                  .subscription()
                  .map(
                      id ->
                          "Digest "
                              + id
                              + " rests now. Mend the cause, then say /digest resume there.")
                  .orElse("It was a notice.");
          case GIVEN_UP -> "It was tried until it was of no more use.";
          case UNKNOWN ->
              "It may or may not be there. Look, and say /digest now there if it is not.";
        };
    String title =
        switch (trouble.kind()) {
          case REFUSED -> "Cannot post";
          case GIVEN_UP -> "A post was given up";
          case UNKNOWN -> "A post may be missing";
        };
    guarded(
        () ->
            post(
                "trouble/" + trouble.kind() + "/" + trouble.key(),
                Severity.HIGH,
                title,
                where + ": " + trouble.reason() + ". " + what));
  }

  /** Tells a change of state, unless it flaps: then only how it is after ten minutes. */
  private void edge(String name, String state, Severity severity, String title, String text) {
    Instant now = clock.instant();
    boolean news =
        database.write(
            handle -> {
              Optional<KnownFacts.Fact> known = facts.get(handle, name);
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
    long window = clock.instant().getEpochSecond() / AT_MOST_EVERY.toSeconds();
    post(name + "/" + window, severity, title, text);
  }

  private void post(String key, Severity severity, String title, String text) {
    log.info("{}: {}", title, text);
    mail(key, severity, title, text);
  }

  private void mail(String key, Severity severity, String title, String text) {
    Optional<ChannelRef> where = channel.get();
    if (where.isEmpty()) {
      return;
    }
    boolean unused =
        mail.post(
            new Post(
                "admin/" + key,
                Optional.empty(),
                where.get(),
                reply(title, severity, text),
                clock.instant().plus(OF_USE)));
  }

  private static Reply reply(String title, Severity severity, String text) {
    Reply.Builder reply = Reply.builder(title, severity);
    text.lines().forEach(reply::text);
    return reply.build();
  }

  /** A notice that cannot be kept must not end what it tells of. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (StateException e) {
      log.error("The admins cannot be told: {}", e.getMessage());
    }
  }
}
