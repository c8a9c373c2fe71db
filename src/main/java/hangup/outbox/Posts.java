package hangup.outbox;

import hangup.chat.ChannelRef;
import hangup.state.Rows;
import hangup.state.StateDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** The table of posts. */
final class Posts {

  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_ID = 100;

  private final StateDatabase database;

  Posts(StateDatabase database) {
    this.database = database;
  }

  /** Keeps a post; empty if there is one of that key. */
  Optional<Long> add(Handle handle, Post post, PostState state, String reason, Instant now) {
    boolean isNew =
        handle
            .createQuery("select count(*) from delivery where delivery_key = :key")
            .bind("key", post.key())
            .mapTo(Long.class)
            .one()
            .equals(0L);
    if (!isNew) {
      return Optional.empty();
    }
    return Optional.of(
        Rows.bind(
                handle.createUpdate(
                    "insert into delivery (delivery_key, subscription, slot, platform, space,"
                        + " channel, thread, reply, state, attempts, marked, created_at,"
                        + " give_up_at, settled_at, message_id, reason) values (:key,"
                        + " :subscription, :slot, :platform, :space, :channel, :thread, :reply,"
                        + " :state, 0, false, :now, :give_up_at, :settled_at, '', :reason)"),
                post.channel())
            .bind("key", post.key())
            .bind("subscription", post.origin().map(Post.Origin::subscription).orElse(null))
            .bind("slot", post.origin().map(o -> o.slot().toEpochMilli()).orElse(null))
            .bind("reply", state.settled() ? null : ReplyCodec.encode(post.reply()))
            .bind("state", state.word())
            .bind("now", now.toEpochMilli())
            .bind("give_up_at", post.giveUpAt().toEpochMilli())
            .bind("settled_at", state.settled() ? (Long) now.toEpochMilli() : null)
            .bind("reason", Rows.cut(reason, LONGEST_REASON))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one());
  }

  Optional<Kept> find(long id) {
    return database.read(
        handle ->
            handle
                .createQuery("select * from delivery where id = :id")
                .bind("id", id)
                .map((RowView row) -> kept(row))
                .findFirst());
  }

  List<Long> waiting() {
    return database.read(
        handle ->
            handle
                .createQuery("select id from delivery where state = :state order by id")
                .bind("state", PostState.WAITING.word())
                .mapTo(Long.class)
                .list());
  }

  Outbox.Depth depth() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select count(*) as posts, min(created_at) as oldest from delivery where state"
                        + " = :state")
                .bind("state", PostState.WAITING.word())
                .map(
                    (RowView row) ->
                        new Outbox.Depth(
                            Rows.number(row, "posts"), Rows.optionalMoment(row, "oldest")))
                .one());
  }

  /**
   * Notes, before the platform is called, that the post may be there from now on.
   *
   * @param again whether it is sent a second time under another key
   */
  void attempt(long id, Instant now, boolean again) {
    String change =
        again
            ? "uncertain_since = :now, marked = true"
            : "uncertain_since = coalesce(uncertain_since, :now)";
    int ignored =
        database.write(
            handle ->
                handle
                    .createUpdate(
                        "update delivery set attempts = attempts + 1, "
                            + change
                            + " where id = :id")
                    .bind("now", now.toEpochMilli())
                    .bind("id", id)
                    .execute());
  }

  /** The attempt surely did not put it there. */
  void notThere(long id, String reason) {
    int ignored =
        database.write(
            handle ->
                handle
                    .createUpdate(
                        "update delivery set uncertain_since = null, reason = :reason where id ="
                            + " :id")
                    .bind("reason", Rows.cut(reason, LONGEST_REASON))
                    .bind("id", id)
                    .execute());
  }

  void settle(Handle handle, long id, PostState state, String message, String reason, Instant now) {
    handle
        .createUpdate(
            "update delivery set state = :state, settled_at = :now, message_id = :message, reason ="
                + " :reason, reply = null where id = :id")
        .bind("state", state.word())
        .bind("now", now.toEpochMilli())
        .bind("message", Rows.cut(message, LONGEST_ID))
        .bind("reason", Rows.cut(reason, LONGEST_REASON))
        .bind("id", id)
        .execute();
  }

  /** Forgets what was settled before a moment. */
  int forget(Instant before) {
    return database.write(
        handle ->
            handle
                .createUpdate("delete from delivery where settled_at < :before")
                .bind("before", before.toEpochMilli())
                .execute());
  }

  /** What became of the last run of a subscription. */
  Optional<Outbox.Last> last(long subscription) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select slot, state, reason, message_id from delivery where subscription = :id"
                        + " order by slot desc, id desc limit 1")
                .bind("id", subscription)
                .map(
                    (RowView row) ->
                        new Outbox.Last(
                            Rows.moment(row, "slot"),
                            PostState.of(Rows.text(row, "state")),
                            Rows.text(row, "reason"),
                            Rows.text(row, "message_id")))
                .findFirst());
  }

  /** Everything of a channel that moved goes along. */
  static void move(Handle handle, ChannelRef from, ChannelRef to) {
    for (String table : List.of("subscription", "delivery", "channel_setting")) {
      if (table.equals("channel_setting")) {
        // The new channel may have been set up by hand already; what people chose there stays.
        handle
            .createUpdate(
                "delete from channel_setting where platform = :platform and channel = :from and"
                    + " exists (select 1 from channel_setting t where t.platform = :platform and"
                    + " t.channel = :to and t.thread = channel_setting.thread)")
            .bind("platform", from.platform())
            .bind("from", from.channel())
            .bind("to", to.channel())
            .execute();
      }
      handle
          .createUpdate(
              "update "
                  + table
                  + " set channel = :to, space = :space where platform = :platform and channel ="
                  + " :from")
          .bind("platform", from.platform())
          .bind("from", from.channel())
          .bind("to", to.channel())
          .bind("space", to.space().orElse(""))
          .execute();
    }
  }

  private static Kept kept(RowView row) {
    return new Kept(
        Rows.number(row, "id"),
        Rows.text(row, "delivery_key"),
        Optional.ofNullable(row.getColumn("subscription", Long.class)),
        Rows.channel(row),
        Rows.optional(row, "reply"),
        PostState.of(Rows.text(row, "state")),
        (int) Rows.number(row, "attempts"),
        Rows.optionalMoment(row, "uncertain_since"),
        Rows.flag(row, "marked"),
        Rows.moment(row, "give_up_at"));
  }
}
