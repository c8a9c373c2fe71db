package hangup.state;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How moments of jobs are written: with their offset. As {@link java.sql.Timestamp}s they would
 * pass through the local time of the machine, where an hour of the year occurs twice.
 */
final class SchedulerTimes {

  private SchedulerTimes() {}

  static JdbcCustomization of(boolean postgres) {
    return postgres ? new Postgres() : new Standard();
  }

  private static final class Standard extends DefaultJdbcCustomization {
    Standard() {
      super(true);
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
        throws SQLException {
      set(statement, index, value);
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
      return get(row, column);
    }
  }

  private static final class Postgres extends PostgreSqlJdbcCustomization {
    Postgres() {
      super(false, true);
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
        throws SQLException {
      set(statement, index, value);
    }

    @Override
    public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
      return get(row, column);
    }
  }

  private static void set(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(index, value.atOffset(ZoneOffset.UTC));
    }
  }

  private static @Nullable Instant get(ResultSet row, String column) throws SQLException {
    OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
    return moment == null ? null : moment.toInstant();
  }
}
