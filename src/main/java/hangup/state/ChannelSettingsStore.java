package hangup.state;

import hangup.chat.ChannelRef;
import hangup.state.ChannelSettings.Changers;
import hangup.state.ChannelSettings.Dates;
import hangup.state.ChannelSettings.Numbers;
import hangup.stats.Filter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of channels. They are read for every question, so from memory: a change by another
 * process is seen within seconds, and the last known ones hold while the database is away. A thread
 * without settings has those of its channel. Thread-safe.
 */
public final class ChannelSettingsStore {

  private static final Logger log = LoggerFactory.getLogger(ChannelSettingsStore.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final StateDatabase database;
  private final Supplier<ZoneId> otherwise;
  private final Clock clock;
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile Known known;

  private record Place(String platform, String channel, String thread) {}

  private record Known(Map<Place, ChannelSettings> settings, Instant at) {}

  /**
   * @param otherwise the zone of a channel that has none
   */
  public ChannelSettingsStore(StateDatabase database, Supplier<ZoneId> otherwise, Clock clock) {
    this.database = database;
    this.otherwise = otherwise;
    this.clock = clock;
    this.known = new Known(Map.of(), Instant.MIN);
  }

  /** What holds in a channel. */
  public ChannelSettings of(ChannelRef channel) {
    Map<Place, ChannelSettings> settings = current();
    ChannelSettings own =
        settings.get(new Place(channel.platform(), channel.channel(), channel.thread().orElse("")));
    return own != null
        ? own
        : settings.getOrDefault(
            new Place(channel.platform(), channel.channel(), ""), ChannelSettings.DEFAULT);
  }

  /** The zone in which days are meant in a channel. */
  public ZoneId zone(ChannelRef channel) {
    return of(channel).zone().orElseGet(otherwise);
  }

  /** The zone of channels that have none of their own. */
  public ZoneId zoneOtherwise() {
    return otherwise.get();
  }

  /** Keeps the settings of a channel. Seen here after {@link #refresh}. */
  public void put(Handle handle, ChannelRef channel, ChannelSettings settings) {
    Rows.bind(
            handle.createUpdate(
                "delete from channel_setting where platform = :platform and channel = :channel and"
                    + " thread = :thread"),
            channel)
        .execute();
    Filter defaults = settings.defaults();
    Rows.bind(
            handle.createUpdate(
                "insert into channel_setting (platform, channel, thread, space, zone, source,"
                    + " gateway, customer, numbers, dates, masked, changers) values (:platform,"
                    + " :channel, :thread, :space, :zone, :source, :gateway, :customer, :numbers,"
                    + " :dates, :masked, :changers)"),
            channel)
        .bind("zone", settings.zone().map(ZoneId::getId).orElse(""))
        .bind("source", defaults.source().orElse(""))
        .bind("gateway", defaults.gateway().orElse(""))
        .bind("customer", defaults.customer().orElse(""))
        .bind("numbers", word(settings.numbers()))
        .bind("dates", word(settings.dates()))
        .bind("masked", settings.masked())
        .bind("changers", word(settings.changers()))
        .execute();
  }

  /** Looks at the database now. */
  public void refresh() {
    known = new Known(database.read(ChannelSettingsStore::load), clock.instant());
  }

  private Map<Place, ChannelSettings> current() {
    Instant now = clock.instant();
    if (known.at().isBefore(now.minus(LOOK_AGAIN)) && looking.compareAndSet(false, true)) {
      try {
        refresh();
      } catch (StateException e) {
        log.warn("The settings of channels cannot be read now: {}", e.getMessage());
        known = new Known(known.settings(), now);
      } finally {
        looking.set(false);
      }
    }
    return known.settings();
  }

  private static Map<Place, ChannelSettings> load(Handle handle) {
    Map<Place, ChannelSettings> all = new HashMap<>();
    handle
        .createQuery("select * from channel_setting")
        .map((RowView row) -> Map.entry(place(row), settings(row)))
        .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    return all;
  }

  private static Place place(RowView row) {
    return new Place(
        Rows.text(row, "platform"), Rows.text(row, "channel"), Rows.text(row, "thread"));
  }

  private static ChannelSettings settings(RowView row) {
    return new ChannelSettings(
        Rows.optional(row, "zone").map(ZoneId::of),
        new Filter(
            OptionalInt.empty(),
            Rows.optional(row, "gateway"),
            Rows.optional(row, "customer"),
            Optional.empty(),
            Rows.optional(row, "source")),
        Numbers.valueOf(name(row, "numbers")),
        Dates.valueOf(name(row, "dates")),
        Rows.flag(row, "masked"),
        Changers.valueOf(name(row, "changers")));
  }

  private static String name(RowView row, String column) {
    return Rows.text(row, column).toUpperCase(Locale.ROOT);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
