package hangup.catalog;

import java.util.Locale;

/** Whether calls with an end reason are billed; unknown is not the same as no. */
public enum Billable {
  YES,
  NO,
  PARTIAL,
  UNKNOWN;

  /** {@code yes}, {@code no}, {@code partial} or {@code unknown}, as files and scripts have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
