package hangup.state;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Who changed what. Thread-safe. */
public final class AuditLog {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_DETAIL = 1000;

  private final StateDatabase database;
  private final Clock clock;

  public AuditLog(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One change.
   *
   * @param actor the platform's id of the user, or what acted by itself
   * @param action for example {@code digest on}
   */
  public record Entry(
      Instant at,
      ChannelRef channel,
      String actor,
      String actorName,
      String action,
      String detail) {}

  /** Notes a change in the transaction that makes it. */
  public void note(Handle handle, ChannelRef channel, Asker actor, String action, String detail) {
    Rows.bind(
            handle.createUpdate(
                "insert into audit (at, platform, channel, thread, actor, actor_name, action,"
                    + " detail) values (:at, :platform, :channel, :thread, :actor, :name, :action,"
                    + " :detail)"),
            channel)
        .bind("at", clock.instant().toEpochMilli())
        .bind("actor", Rows.cut(actor.id(), 80))
        .bind("name", Rows.cut(actor.name(), LONGEST_NAME))
        .bind("action", action)
        .bind("detail", Rows.cut(detail, LONGEST_DETAIL))
        .execute();
  }

  /** The last changes of a channel, newest first. */
  public List<Entry> of(ChannelRef channel, int limit) {
    return database.read(
        handle ->
            Rows.bind(
                    handle.createQuery(
                        "select *, '' as space from audit where platform = :platform and channel ="
                            + " :channel and thread = :thread order by id desc limit :limit"),
                    channel)
                .bind("limit", limit)
                .map(
                    (RowView row) ->
                        new Entry(
                            Rows.moment(row, "at"),
                            Rows.channel(row),
                            Rows.text(row, "actor"),
                            Rows.text(row, "actor_name"),
                            Rows.text(row, "action"),
                            Rows.text(row, "detail")))
                .list());
  }
}
