package hangup.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * A CDR database, or a folder of exports: followed, or asked with each question.
 *
 * @param name what people type to name it
 * @param url JDBC URL without user and password; empty to make it of host, port and database
 * @param select for all but {@link Kind#VOS3000}, the name of the file in {@code selects} without
 *     {@code .sql}
 * @param selects folder of the operator's SELECTs; ours of the same name stand in
 * @param timeUnit unit of VOS3000's times where it cannot be seen
 * @param zone the zone of times that the database holds as local dates
 * @param backfill how far back CDRs are read on the first start
 * @param window how much out of order rows may appear to be seen within seconds
 * @param poll pause between two looks for new rows
 * @param pause pause between two reads when there is more to read
 * @param batch rows of one read
 * @param folder for {@link Kind#FILES}, the folder that is watched
 * @param files which of its files are read: a glob
 * @param format the form of the files; empty to find it out
 * @param settle a file that did not change for so long is complete
 * @param drivers folder of jars with JDBC drivers that Hangup does not ship
 * @param fresh how long an answer is given again before a source that is not followed is asked anew
 */
public record SourceSettings(
    String name,
    Kind kind,
    Optional<String> url,
    String host,
    int port,
    String database,
    String user,
    Optional<Secret> password,
    String select,
    Path selects,
    Optional<TimeUnit> timeUnit,
    ZoneId zone,
    Duration connectTimeout,
    Duration queryTimeout,
    Duration backfill,
    Duration window,
    Duration poll,
    Duration pause,
    int batch,
    Path folder,
    String files,
    Optional<String> format,
    Duration settle,
    Path drivers,
    Duration fresh) {

  /** What is followed. */
  public enum Kind {
    /** Nothing. */
    NONE,
    /** VOS3000's own MySQL database. */
    VOS3000,
    /** Any database, through a SELECT. */
    SQL,
    /** A folder of exports. */
    FILES,
    /** Trino, asked with each question instead of followed, through a SELECT. */
    TRINO,
    /** ClickHouse, likewise. */
    CLICKHOUSE;

    /** Whether questions are pushed down to it. */
    public boolean isAsked() {
      return this == TRINO || this == CLICKHOUSE;
    }

    private String usualSelect() {
      return isAsked() ? name().toLowerCase(Locale.ROOT) : "postgresql";
    }

    private String usualName(String otherwise) {
      boolean own = this == FILES || isAsked();
      return own && otherwise.equals(ONE) ? name().toLowerCase(Locale.ROOT) : otherwise;
    }

    private String exampleUrl() {
      return switch (this) {
        case TRINO -> "jdbc:trino://127.0.0.1:8080/hive/voip";
        case CLICKHOUSE -> "jdbc:clickhouse://127.0.0.1:8123/voip";
        case NONE, VOS3000, SQL, FILES -> "jdbc:postgresql://127.0.0.1:5432/cdr";
      };
    }
  }

  /** How the database holds times. */
  public enum TimeUnit {
    MILLISECONDS,
    SECONDS,
    /** To be found out. */
    AUTO
  }

  /** The name of the one source that is not among several. */
  static final String ONE = "vos3000";

  static SourceSettings read(Values values, String name, ZoneId zone) {
    Optional<Path> folder = values.path("folder");
    TimeUnit unit = values.choice("timeUnit", TimeUnit.class, TimeUnit.AUTO);
    Kind kind = values.choice("kind", Kind.class, Kind.NONE);
    SourceSettings read =
        new SourceSettings(
            values.text("name", kind.usualName(name)),
            kind,
            values.text("url"),
            values.text("host", "127.0.0.1"),
            values.integer("port", 3306, 1, 65_535),
            values.text("database", "vos3000db"),
            values.text("user", "hangup"),
            values.secret("password"),
            values.text("select").orElseGet(kind::usualSelect),
            values.path("selects", Path.of("config/sources")),
            unit == TimeUnit.AUTO ? Optional.empty() : Optional.of(unit),
            values.zone("zone", zone),
            values.duration(
                "connectTimeout",
                Duration.ofSeconds(5),
                Duration.ofMillis(250),
                Duration.ofMinutes(1)),
            values.duration(
                "queryTimeout", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofHours(1)),
            values.duration("backfill", Duration.ofDays(30), Duration.ZERO, Duration.ofDays(3660)),
            values.duration(
                "window", Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(24)),
            values.duration(
                "poll", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofHours(1)),
            values.duration("pause", Duration.ofMillis(20), Duration.ZERO, Duration.ofMinutes(1)),
            values.integer("batch", 20_000, 100, 1_000_000),
            folder.orElse(Path.of("")),
            values.text("files", "*"),
            values.text("format"),
            values.duration(
                "settle", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofHours(24)),
            values.path("drivers", Path.of("drivers")),
            values.duration(
                "fresh", Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofHours(1)));
    if (read.kind() == Kind.FILES && folder.isEmpty()) {
      values.missing("folder", "For example /var/spool/cdr");
    }
    if ((kind == Kind.SQL || kind.isAsked()) && read.url().isEmpty()) {
      values.missing("url", "For example " + kind.exampleUrl());
    }
    return read;
  }
}
