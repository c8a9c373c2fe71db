package hangup.state;

import hangup.stats.Filter;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a channel wants its answers.
 *
 * @param zone in which its days are meant; the bot's if empty
 * @param defaults source, gateway and customer that a question is about if it names none
 * @param masked whether phone numbers are hidden also from those whose rights let them see them
 */
public record ChannelSettings(
    Optional<ZoneId> zone,
    Filter defaults,
    Numbers numbers,
    Dates dates,
    boolean masked,
    Changers changers) {

  /** Where nothing was set. */
  public static final ChannelSettings DEFAULT =
      new ChannelSettings(
          Optional.empty(), Filter.NONE, Numbers.POINT, Dates.ISO, false, Changers.ALLOWED);

  /** How numbers are written. */
  public enum Numbers {
    /** 1,234.5. */
    POINT("1,234.5"),
    /** 1.234,5. */
    COMMA("1.234,5"),
    /** 1 234,5 with narrow spaces. */
    SPACE("1 234,5"),
    /** 1234.5. */
    PLAIN("1234.5");

    private final String example;

    Numbers(String example) {
      this.example = example;
    }

    public String example() {
      return example;
    }
  }

  /** How dates are written. */
  public enum Dates {
    ISO("2026-11-30"),
    DMY("30.11.2026"),
    MDY("11/30/2026");

    private final String example;

    Dates(String example) {
      this.example = example;
    }

    public String example() {
      return example;
    }
  }

  /** Who may change settings and digests of the channel. */
  public enum Changers {
    /** Everybody to whom the access rules allow it. */
    ALLOWED,
    /** Of those, only who administrates the place. */
    ADMINS
  }

  public ChannelSettings withZone(Optional<ZoneId> value) {
    return new ChannelSettings(value, defaults, numbers, dates, masked, changers);
  }

  public ChannelSettings withDefaults(Filter value) {
    return new ChannelSettings(zone, value, numbers, dates, masked, changers);
  }

  public ChannelSettings withNumbers(Numbers value) {
    return new ChannelSettings(zone, defaults, value, dates, masked, changers);
  }

  public ChannelSettings withDates(Dates value) {
    return new ChannelSettings(zone, defaults, numbers, value, masked, changers);
  }

  public ChannelSettings withMasked(boolean value) {
    return new ChannelSettings(zone, defaults, numbers, dates, value, changers);
  }

  public ChannelSettings withChangers(Changers value) {
    return new ChannelSettings(zone, defaults, numbers, dates, masked, value);
  }
}
