package hangup.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Small facts that outlive a restart, each under a name. */
public final class KnownFacts {

  private static final int LONGEST = 500;
  private static final int LONGEST_NAME = 200;

  /** A fact and since when it holds. */
  public record Fact(String text, Instant at) {}

  public Optional<Fact> get(Handle handle, String name) {
    return find(handle, name, "");
  }

  /** As {@link #get}; until the transaction ends, nobody else changes it. */
  public Optional<Fact> locked(Handle handle, String name) {
    return find(handle, name, " for update");
  }

  /** The texts of the facts whose names begin so, oldest first; and forgets them. */
  public List<String> take(Handle handle, String prefix) {
    List<String> texts =
        handle
            .createQuery(
                "select fact from known_fact where substring(name, 1, :length) = :prefix order by"
                    + " at, name for update")
            .bind("length", prefix.length())
            .bind("prefix", prefix)
            .mapTo(String.class)
            .list();
    handle
        .createUpdate("delete from known_fact where substring(name, 1, :length) = :prefix")
        .bind("length", prefix.length())
        .bind("prefix", prefix)
        .execute();
    return texts;
  }

  /** Whether there is a fact whose name begins so. */
  public boolean has(Handle handle, String prefix) {
    return handle
            .createQuery(
                "select count(*) from known_fact where substring(name, 1, :length) = :prefix")
            .bind("length", prefix.length())
            .bind("prefix", prefix)
            .mapTo(Long.class)
            .one()
        > 0;
  }

  private static Optional<Fact> find(Handle handle, String name, String lock) {
    return handle
        .createQuery("select fact, at from known_fact where name = :name" + lock)
        .bind("name", Rows.cut(name, LONGEST_NAME))
        .map((RowView row) -> new Fact(Rows.text(row, "fact"), Rows.moment(row, "at")))
        .findFirst();
  }

  /** Keeps a fact in place of the one of that name. */
  public void put(Handle handle, String name, String text, Instant at) {
    int changed =
        handle
            .createUpdate("update known_fact set fact = :fact, at = :at where name = :name")
            .bind("fact", Rows.cut(text, LONGEST))
            .bind("at", at.toEpochMilli())
            .bind("name", Rows.cut(name, LONGEST_NAME))
            .execute();
    if (changed == 0) {
      handle
          .createUpdate("insert into known_fact (name, fact, at) values (:name, :fact, :at)")
          .bind("name", Rows.cut(name, LONGEST_NAME))
          .bind("fact", Rows.cut(text, LONGEST))
          .bind("at", at.toEpochMilli())
          .execute();
    }
  }
}
