package hangup.state;

import hangup.chat.ChannelRef;
import hangup.schedule.ScheduleText;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.stats.Filter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The subscriptions that are kept. A channel is told by platform, id and thread. Thread-safe. */
public final class Subscriptions {

  private static final String ALL = "select * from subscription";
  private static final String OF_CHANNEL =
      " where platform = :platform and channel = :channel and thread = :thread";
  private static final int LONGEST_REASON = 500;

  private final StateDatabase database;

  public Subscriptions(StateDatabase database) {
    this.database = database;
  }

  public Optional<Subscription> find(long id) {
    return database.read(handle -> find(handle, id));
  }

  public Optional<Subscription> find(Handle handle, long id) {
    return read(handle.createQuery(ALL + " where id = :id").bind("id", id)).stream().findFirst();
  }

  /** Those of a channel, oldest first. */
  public List<Subscription> of(ChannelRef channel) {
    return database.read(
        handle -> read(Rows.bind(handle.createQuery(ALL + OF_CHANNEL + " order by id"), channel)));
  }

  /** All of them, oldest first. */
  public List<Subscription> all() {
    return database.read(handle -> read(handle.createQuery(ALL + " order by id")));
  }

  /** Keeps a new one; returns its id. */
  public long add(Handle handle, Subscription subscription) {
    SqlStatement<?> insert =
        handle.createUpdate(
            "insert into subscription (origin, name, platform, space, channel, thread, schedule,"
                + " zone, period, source, gateway, customer, code, quiet, csv, state,"
                + " paused_until, pause_reason, settled_until, created_by, created_at) values"
                + " (:origin, :name, :platform, :space, :channel, :thread, :schedule, :zone,"
                + " :period, :source, :gateway, :customer, :code, :quiet, :csv, :state,"
                + " :paused_until, :pause_reason, :settled_until, :created_by, :created_at)");
    bind(insert, subscription);
    insert
        .bind("settled_until", subscription.settledUntil().toEpochMilli())
        .bind("created_by", subscription.createdBy())
        .bind("created_at", subscription.createdAt().toEpochMilli());
    return ((org.jdbi.v3.core.statement.Update) insert)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /** Changes what is asked for; what is settled and who made it stay. */
  public void change(Handle handle, Subscription subscription) {
    SqlStatement<?> update =
        handle.createUpdate(
            "update subscription set origin = :origin, name = :name, platform = :platform, space ="
                + " :space, channel = :channel, thread = :thread, schedule = :schedule, zone ="
                + " :zone, period = :period, source = :source, gateway = :gateway, customer ="
                + " :customer, code = :code, quiet = :quiet, csv = :csv, state = :state,"
                + " paused_until = :paused_until, pause_reason = :pause_reason where id = :id");
    bind(update, subscription);
    update.bind("id", subscription.id());
    ((org.jdbi.v3.core.statement.Update) update).execute();
  }

  /** Puts a rest to one, or ends it. False if there is none of that id. */
  public boolean pause(Handle handle, long id, Pause pause) {
    return handle
            .createUpdate(
                "update subscription set state = :state, paused_until = :until, pause_reason ="
                    + " :reason where id = :id")
            .bind("state", state(pause))
            .bind("until", millis(pause.until()))
            .bind("reason", Rows.cut(pause.reason(), LONGEST_REASON))
            .bind("id", id)
            .execute()
        > 0;
  }

  public boolean remove(Handle handle, long id) {
    return handle.createUpdate("delete from subscription where id = :id").bind("id", id).execute()
        > 0;
  }

  /** Notes that what was due until then is done with. */
  public void settle(Handle handle, long id, Instant until) {
    handle
        .createUpdate(
            "update subscription set settled_until = :until where id = :id and settled_until <"
                + " :until")
        .bind("until", until.toEpochMilli())
        .bind("id", id)
        .execute();
  }

  private static List<Subscription> read(Query query) {
    return query.map((RowView row) -> subscription(row)).list();
  }

  private static void bind(SqlStatement<?> statement, Subscription subscription) {
    Rows.bind(statement, subscription.channel());
    Filter filter = subscription.filter();
    statement
        .bind("origin", subscription.origin().name().toLowerCase(Locale.ROOT))
        .bind("name", subscription.name())
        .bind("schedule", ScheduleText.of(subscription.schedule()))
        .bind("zone", subscription.zone().getId())
        .bind("period", subscription.period())
        .bind("source", filter.source().orElse(""))
        .bind("gateway", filter.gateway().orElse(""))
        .bind("customer", filter.customer().orElse(""))
        .bind("code", filter.code().isPresent() ? (Integer) filter.code().getAsInt() : null)
        .bind("quiet", subscription.quietWhenOk())
        .bind("csv", subscription.csv())
        .bind("state", state(subscription.pause()))
        .bind("paused_until", millis(subscription.pause().until()))
        .bind("pause_reason", Rows.cut(subscription.pause().reason(), LONGEST_REASON));
  }

  private static String state(Pause pause) {
    return pause.paused() ? "paused" : "active";
  }

  private static @Nullable Long millis(Optional<Instant> moment) {
    return moment.map(Instant::toEpochMilli).orElse(null);
  }

  private static Subscription subscription(RowView row) {
    Integer code = row.getColumn("code", Integer.class);
    Filter filter =
        new Filter(
            code == null ? OptionalInt.empty() : OptionalInt.of(code),
            Rows.optional(row, "gateway"),
            Rows.optional(row, "customer"),
            Optional.empty(),
            Rows.optional(row, "source"));
    return new Subscription(
        Rows.number(row, "id"),
        Origin.valueOf(Rows.text(row, "origin").toUpperCase(Locale.ROOT)),
        Rows.text(row, "name"),
        Rows.channel(row),
        ScheduleText.read(Rows.text(row, "schedule")),
        ZoneId.of(Rows.text(row, "zone")),
        Rows.text(row, "period"),
        filter,
        Rows.flag(row, "quiet"),
        Rows.flag(row, "csv"),
        new Pause(
            Rows.text(row, "state").equals("paused"),
            Rows.optionalMoment(row, "paused_until"),
            Rows.text(row, "pause_reason")),
        Rows.moment(row, "settled_until"),
        Rows.text(row, "created_by"),
        Rows.moment(row, "created_at"));
  }
}
