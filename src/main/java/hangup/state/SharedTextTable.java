package hangup.state;

import hangup.chat.SharedTexts;
import java.time.Clock;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Texts that processes share, in the database. Thread-safe. */
public final class SharedTextTable implements SharedTexts {

  private final StateDatabase database;
  private final Clock clock;

  public SharedTextTable(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<String> get(String name) {
    return database.read(handle -> find(handle, name, ""));
  }

  @Override
  public String change(String name, UnaryOperator<String> change) {
    try {
      return database.write(handle -> change(handle, name, change));
    } catch (StateException e) {
      // Another process may have been the first to write it, at the same moment.
      return database.write(handle -> change(handle, name, change));
    }
  }

  private String change(Handle handle, String name, UnaryOperator<String> change) {
    Optional<String> before = find(handle, name, " for update");
    String after = change.apply(before.orElse(""));
    handle
        .createUpdate(
            before.isPresent()
                ? "update shared_text set content = :content, at = :at where name = :name"
                : "insert into shared_text (name, content, at) values (:name, :content, :at)")
        .bind("name", name)
        .bind("content", after)
        .bind("at", clock.instant().toEpochMilli())
        .execute();
    return after;
  }

  private static Optional<String> find(Handle handle, String name, String lock) {
    return handle
        .createQuery("select content from shared_text where name = :name" + lock)
        .bind("name", name)
        .mapTo(String.class)
        .findFirst();
  }
}
