package hangup.state;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Small facts that outlive a restart, each under a name. */
public final class KnownFacts {

  private static final int LONGEST = 500;

  /** A fact and since when it holds. */
  public record Fact(String text, Instant at) {}

  public Optional<Fact> get(Handle handle, String name) {
    return handle
        .createQuery("select fact, at from known_fact where name = :name")
        .bind("name", name)
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
            .bind("name", name)
            .execute();
    if (changed == 0) {
      handle
          .createUpdate("insert into known_fact (name, fact, at) values (:name, :fact, :at)")
          .bind("name", name)
          .bind("fact", Rows.cut(text, LONGEST))
          .bind("at", at.toEpochMilli())
          .execute();
    }
  }
}
