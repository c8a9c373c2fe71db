package hangup.digest;

import hangup.schedule.ScheduleText;
import hangup.state.Subscription;
import hangup.stats.Filter;

/** Digests in words. */
public final class DigestWords {

  private DigestWords() {}

  /** When it comes and of what it tells, in one line. */
  public static String of(Subscription one) {
    StringBuilder text = new StringBuilder(ScheduleText.words(one.schedule()));
    text.append(" (").append(one.zone().getId()).append("), ").append(one.period());
    Filter filter = one.filter();
    filter.source().ifPresent(name -> text.append(", source ").append(name));
    filter.gateway().ifPresent(name -> text.append(", gateway ").append(name));
    filter.customer().ifPresent(name -> text.append(", customer ").append(name));
    filter.code().ifPresent(code -> text.append(", code ").append(code));
    if (one.quietWhenOk()) {
      text.append(", quiet when all is well");
    }
    if (one.csv()) {
      text.append(", with CSV");
    }
    return text.toString();
  }
}
