package hangup.audit;

import hangup.config.StateSettings;
import hangup.state.AuditLog;
import hangup.state.AuditLog.Found;
import hangup.state.AuditLog.Search;
import hangup.state.StateDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The audit log of a bot that may not run now, for the console: the database is held only while it
 * is read, so that the bot can be started.
 */
public record KeptAudit(StateSettings settings, Path dataDir, Clock clock) implements AuditSource {

  @Override
  public Found find(Search search, int skip, int most) {
    try (StateDatabase database = StateDatabase.open(settings, dataDir)) {
      return new AuditLog(database, clock).find(search, skip, most);
    }
  }

  @Override
  public Optional<Duration> keeps() {
    return Optional.empty();
  }

  @Override
  public long lost() {
    return 0;
  }
}
