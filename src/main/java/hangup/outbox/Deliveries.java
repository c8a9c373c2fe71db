package hangup.outbox;

import hangup.chat.ChannelRef;
import hangup.state.Rows;
import hangup.state.StateDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/** The posts of late, for whoever looks after the bot. Thread-safe. */
public final class Deliveries {

  private final StateDatabase database;

  public Deliveries(StateDatabase database) {
    this.database = database;
  }

  /**
   * A post.
   *
   * @param subscription whose digest it is, if it is one
   * @param at when it was settled; when it was made if it waits
   * @param reason why it is not sent; empty if there is nothing to tell
   */
  public record Line(
      ChannelRef channel,
      Optional<Long> subscription,
      PostState state,
      Instant at,
      int attempts,
      String reason) {}

  /**
   * The last ones, newest first.
   *
   * @throws hangup.state.StateException if the database cannot be read now
   */
  public List<Line> last(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select platform, space, channel, thread, subscription, state, attempts,"
                        + " reason, coalesce(settled_at, created_at) as at from delivery order by"
                        + " id desc limit :most")
                .bind("most", most)
                .map((RowView row) -> line(row))
                .list());
  }

  private static Line line(RowView row) {
    return new Line(
        Rows.channel(row),
        Optional.ofNullable(row.getColumn("subscription", Long.class)),
        PostState.of(Rows.text(row, "state")),
        Rows.moment(row, "at"),
        (int) Rows.number(row, "attempts"),
        Rows.text(row, "reason"));
  }
}
