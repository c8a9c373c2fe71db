package hangup.digest;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.config.ConfiguredDigest;
import hangup.state.AuditLog;
import hangup.state.ChannelSettingsStore;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Makes the digests of the settings file those that are kept under its names. */
final class ConfigSync {

  private static final Asker FILE = new Asker("settings", "settings file", Set.of(), false);

  private final StateDatabase database;
  private final Subscriptions subscriptions;
  private final ChannelSettingsStore channels;
  private final AuditLog audit;
  private final Clock clock;

  ConfigSync(
      StateDatabase database,
      Subscriptions subscriptions,
      ChannelSettingsStore channels,
      AuditLog audit,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.channels = channels;
    this.audit = audit;
    this.clock = clock;
  }

  void apply(List<ConfiguredDigest> wanted) {
    Map<String, Subscription> kept = new HashMap<>();
    subscriptions.all().stream()
        .filter(one -> one.origin() == Origin.CONFIG)
        .forEach(one -> kept.put(one.name(), one));
    boolean unused =
        database.write(
            handle -> {
              for (ConfiguredDigest one : wanted) {
                apply(handle, one, Optional.ofNullable(kept.remove(one.name())));
              }
              for (Subscription gone : kept.values()) {
                subscriptions.remove(handle, gone.id());
                note(handle, gone.channel(), "digest off", gone.name());
              }
              return true;
            });
  }

  private void apply(Handle handle, ConfiguredDigest wanted, Optional<Subscription> kept) {
    Instant now = clock.instant();
    ChannelRef channel = ChannelRef.parse(wanted.channel());
    Subscription next =
        new Subscription(
            kept.map(Subscription::id).orElse(0L),
            Origin.CONFIG,
            wanted.name(),
            channel,
            wanted.schedule(),
            wanted.zone().orElseGet(() -> channels.zone(channel)),
            wanted.period(),
            new Filter(
                wanted.code(),
                wanted.gateway(),
                wanted.customer(),
                Optional.empty(),
                wanted.source()),
            wanted.quietWhenOk(),
            wanted.csv(),
            kept.map(Subscription::pause).orElse(Pause.NONE),
            kept.map(Subscription::settledUntil).orElse(now),
            FILE.name(),
            kept.map(Subscription::createdAt).orElse(now));
    if (kept.isEmpty()) {
      long unused = subscriptions.add(handle, next);
      note(handle, channel, "digest on", wanted.name() + ": " + DigestWords.of(next));
    } else if (!kept.get().equals(next)) {
      subscriptions.change(handle, next);
      if (!kept.get().schedule().equals(next.schedule())) {
        // A time of day that has passed today is not made up for.
        subscriptions.settle(handle, next.id(), now);
      }
      note(handle, channel, "digest change", wanted.name() + ": " + DigestWords.of(next));
    }
  }

  private void note(Handle handle, ChannelRef channel, String action, String detail) {
    audit.note(handle, channel, FILE, action, detail);
  }
}
