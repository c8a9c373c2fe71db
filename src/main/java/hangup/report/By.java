package hangup.report;

import java.util.Locale;
import java.util.Optional;

/** What a summary lists. */
enum By {
  REASON,
  CATEGORY,
  GATEWAY,
  CUSTOMER,
  HOUR;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<By> of(Optional<String> word) {
    return word.map(text -> valueOf(text.toUpperCase(Locale.ROOT)));
  }
}
