package hangup.state;

import hangup.chat.SharedUpdates;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Telegram's updates in the database that processes share. Thread-safe. */
public final class UpdateTable implements SharedUpdates {

  private static final String DONE = "done";

  /** Telegram keeps what is not confirmed for a day. */
  private static final Duration KEPT = Duration.ofDays(2);

  private final StateDatabase database;
  private final String me;
  private final Clock clock;

  /** Keeps updates under the name that the process has among its leases. */
  public UpdateTable(StateDatabase database, Leases leases, Clock clock) {
    this.database = database;
    this.me = leases.me();
    this.clock = clock;
  }

  @Override
  public Set<Integer> add(List<Kept> updates) {
    try {
      return database.write(handle -> add(handle, updates));
    } catch (StateException e) {
      // Another process may have added one at the same moment.
      return database.write(handle -> add(handle, updates));
    }
  }

  private Set<Integer> add(Handle handle, List<Kept> updates) {
    Set<Integer> added = new HashSet<>();
    for (Kept one : updates) {
      int inserted =
          handle
              .createUpdate(
                  "insert into telegram_update (id, holder, progress, body, at) select :id, :me,"
                      + " :progress, :body, :at where not exists (select 1 from telegram_update"
                      + " where id = :id)")
              .bind("id", (long) one.id())
              .bind("me", me)
              .bind("progress", one.progress())
              .bind("body", one.body())
              .bind("at", clock.millis())
              .execute();
      if (inserted > 0) {
        added.add(one.id());
      }
    }
    return added;
  }

  @Override
  public Set<Integer> mark(List<Mark> marks) {
    return database.write(
        handle -> {
          Set<Integer> lost = new HashSet<>();
          for (Mark one : marks) {
            int changed =
                handle
                    .createUpdate(
                        "update telegram_update set progress = :progress where id = :id and holder"
                            + " = :me")
                    .bind("progress", one.progress())
                    .bind("id", (long) one.id())
                    .bind("me", me)
                    .execute();
            if (changed == 0) {
              lost.add(one.id());
            }
          }
          return lost;
        });
  }

  @Override
  public void done(Collection<Integer> ids) {
    boolean unused =
        database.write(
            handle -> {
              for (int id : ids) {
                handle
                    .createUpdate(
                        "update telegram_update set progress = :done, body = null where id = :id"
                            + " and holder = :me")
                    .bind("done", DONE)
                    .bind("id", (long) id)
                    .bind("me", me)
                    .execute();
              }
              return true;
            });
  }

  @Override
  public List<Kept> takeOver() {
    return database.write(
        handle -> {
          handle
              .createUpdate("delete from telegram_update where at < :before")
              .bind("before", clock.instant().minus(KEPT).toEpochMilli())
              .execute();
          handle
              .createUpdate("update telegram_update set holder = :me where progress <> :done")
              .bind("me", me)
              .bind("done", DONE)
              .execute();
          return handle
              .createQuery(
                  "select id, progress, body from telegram_update where progress <> :done and"
                      + " holder = :me order by id")
              .bind("done", DONE)
              .bind("me", me)
              .map(
                  (RowView row) ->
                      new Kept(
                          (int) Rows.number(row, "id"),
                          Rows.text(row, "progress"),
                          Rows.text(row, "body")))
              .list();
        });
  }

  @Override
  public List<Integer> known(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("select id from telegram_update order by at desc, id desc limit :most")
                .bind("most", most)
                .mapTo(Integer.class)
                .list());
  }
}
