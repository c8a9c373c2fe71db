package hangup.audit;

import hangup.state.AuditLog;
import hangup.state.AuditLog.Found;
import hangup.state.AuditLog.Search;
import java.time.Duration;
import java.util.Optional;

/** Where the audit log is read. Thread-safe. */
public interface AuditSource {

  /**
   * Looks for entries.
   *
   * @param skip how many of the newest are left out
   * @throws hangup.state.StateException if it cannot be read now
   */
  Found find(Search search, int skip, int most);

  /** For how long entries are kept; empty where nobody here keeps any. */
  Optional<Duration> keeps();

  /** How many answers could not be kept and are not yet told of in the log. */
  long lost();

  /** What a running bot keeps. */
  static AuditSource of(AuditLog audit, AuditTrail trail) {
    return new AuditSource() {
      @Override
      public Found find(Search search, int skip, int most) {
        return audit.find(search, skip, most);
      }

      @Override
      public Optional<Duration> keeps() {
        return Optional.of(trail.keeps());
      }

      @Override
      public long lost() {
        return trail.lost();
      }
    };
  }
}
