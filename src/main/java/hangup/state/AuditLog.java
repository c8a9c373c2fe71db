package hangup.state;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Who asked and who changed what. Texts are kept without control characters and with the ends of
 * phone numbers hidden (see {@link AuditText}). Thread-safe.
 */
public final class AuditLog {

  /** The outcome of what was changed. */
  public static final String CHANGED = "changed";

  private static final int LONGEST_ID = 80;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_ACTION = 40;
  private static final int LONGEST_DETAIL = 1000;
  private static final int LONGEST_OUTCOME = 20;

  private static final String INSERT =
      "insert into audit (at, kind, platform, space, channel, thread, actor, actor_name, action,"
          + " detail, outcome, took_ms) values (:at, :kind, :platform, :space, :channel, :thread,"
          + " :actor, :name, :action, :detail, :outcome, :took)";

  private final StateDatabase database;
  private final Clock clock;

  public AuditLog(StateDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What kind of thing is noted. */
  public enum Kind {
    /** Something was changed; the detail says what. */
    CHANGE,
    /** A question was answered; the detail has its options. */
    COMMAND,
    /** Answers that could not be kept; the detail says how many. */
    GAP
  }

  /**
   * What is kept of one change or answer.
   *
   * @param actor the platform's id of the user, or what acted by itself
   * @param action for example {@code digest on}, or the name of a command; empty if a question was
   *     not understood
   * @param outcome {@link #CHANGED}, or of a command {@code ok}, {@code user}, {@code refused},
   *     {@code unavailable} or {@code internal}
   * @param took how long the answer took
   */
  public record Entry(
      Instant at,
      Kind kind,
      ChannelRef channel,
      String actor,
      String actorName,
      String action,
      String detail,
      String outcome,
      Optional<Duration> took) {}

  /**
   * What is looked for; what is empty is not restricted.
   *
   * @param who the id of a user, or a part of a name, ignoring case
   * @param command without the slash; changes that it made count as well
   */
  public record Search(
      Instant from,
      Instant to,
      Optional<String> who,
      Optional<String> command,
      Optional<String> outcome) {}

  /**
   * What was found.
   *
   * @param entries the wanted part, newest first
   * @param outcomes how many there are of each outcome in all
   */
  public record Found(List<Entry> entries, Map<String, Long> outcomes) {
    public Found {
      entries = List.copyOf(entries);
    }

    /** How many there are in all. */
    public long total() {
      return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Notes a change in the transaction that makes it. */
  public void note(Handle handle, ChannelRef channel, Asker actor, String action, String detail) {
    keep(
        handle,
        List.of(
            new Entry(
                clock.instant(),
                Kind.CHANGE,
                channel,
                actor.id(),
                actor.name(),
                action,
                detail,
                CHANGED,
                Optional.empty())));
  }

  /**
   * Keeps entries, all or none.
   *
   * @throws StateException if that is impossible now
   */
  public void keep(List<Entry> entries) {
    boolean unused =
        database.write(
            handle -> {
              keep(handle, entries);
              return true;
            });
  }

  private static void keep(Handle handle, List<Entry> entries) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    for (Entry entry : entries) {
      Rows.bind(batch, entry.channel())
          .bind("at", entry.at().toEpochMilli())
          .bind("kind", entry.kind().name().toLowerCase(Locale.ROOT))
          .bind("actor", Rows.cut(entry.actor(), LONGEST_ID))
          .bind("name", Rows.cut(AuditText.of(entry.actorName()), LONGEST_NAME))
          .bind("action", Rows.cut(entry.action(), LONGEST_ACTION))
          .bind("detail", Rows.cut(AuditText.of(entry.detail()), LONGEST_DETAIL))
          .bind("outcome", Rows.cut(entry.outcome(), LONGEST_OUTCOME))
          .bind("took", entry.took().map(Duration::toMillis).orElse(null))
          .add();
    }
    batch.execute();
  }

  /** The last changes of a channel, newest first. */
  public List<Entry> of(ChannelRef channel, int limit) {
    return database.read(
        handle ->
            Rows.bind(
                    handle.createQuery(
                        "select * from audit where kind = 'change' and platform = :platform and"
                            + " channel = :channel and thread = :thread order by id desc limit"
                            + " :limit"),
                    channel)
                .bind("limit", limit)
                .map((RowView row) -> entry(row))
                .list());
  }

  /**
   * Looks for entries.
   *
   * @param skip how many of the newest are left out
   * @throws StateException if the database cannot be read now
   */
  public Found find(Search search, int skip, int most) {
    return database.read(
        handle -> {
          Map<String, Long> outcomes = new LinkedHashMap<>();
          bind(
                  handle.createQuery(
                      "select outcome, count(*) as n from audit"
                          + where(search)
                          + " group by outcome order by n desc, outcome"),
                  search)
              .map((RowView row) -> Map.entry(Rows.text(row, "outcome"), Rows.number(row, "n")))
              .forEach(one -> outcomes.put(one.getKey(), one.getValue()));
          List<Entry> entries =
              bind(
                      handle.createQuery(
                          "select * from audit"
                              + where(search)
                              + " order by at desc, id desc limit :most offset :skip"),
                      search)
                  .bind("most", most)
                  .bind("skip", skip)
                  .map((RowView row) -> entry(row))
                  .list();
          return new Found(entries, outcomes);
        });
  }

  /**
   * Forgets what is older.
   *
   * @param most how many are forgotten at most, so that nobody waits for the database
   * @return how many were
   */
  public int forget(Instant before, int most) {
    return database.write(
        handle ->
            handle
                .createUpdate(
                    "delete from audit where id in (select id from audit where at < :before order"
                        + " by at, id limit :most)")
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .execute());
  }

  private static String where(Search search) {
    List<String> conditions = new ArrayList<>(List.of("at >= :from", "at < :to"));
    search
        .who()
        .ifPresent(
            who -> conditions.add("(actor = :who or lower(actor_name) like :name escape '!')"));
    search
        .command()
        .ifPresent(
            command -> conditions.add("(action = :command or action like :changes escape '!')"));
    search.outcome().ifPresent(outcome -> conditions.add("outcome = :outcome"));
    return " where " + String.join(" and ", conditions);
  }

  private static Query bind(Query query, Search search) {
    query.bind("from", search.from().toEpochMilli()).bind("to", search.to().toEpochMilli());
    search
        .who()
        .ifPresent(
            who ->
                query
                    .bind("who", who)
                    .bind("name", "%" + literal(who.toLowerCase(Locale.ROOT)) + "%"));
    search
        .command()
        .ifPresent(
            command -> query.bind("command", command).bind("changes", literal(command) + " %"));
    search.outcome().ifPresent(outcome -> query.bind("outcome", outcome));
    return query;
  }

  private static String literal(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  private static Entry entry(RowView row) {
    @Nullable Long took = row.getColumn("took_ms", Long.class);
    return new Entry(
        Rows.moment(row, "at"),
        Kind.valueOf(Rows.text(row, "kind").toUpperCase(Locale.ROOT)),
        Rows.channel(row),
        Rows.text(row, "actor"),
        Rows.text(row, "actor_name"),
        Rows.text(row, "action"),
        Rows.text(row, "detail"),
        Rows.text(row, "outcome"),
        Optional.ofNullable(took).map(Duration::ofMillis));
  }
}
