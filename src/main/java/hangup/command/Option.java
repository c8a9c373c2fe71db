package hangup.command;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One option of a command.
 *
 * @param name lower case; typed as {@code name:value} or {@code name value}
 * @param kind what values it takes
 * @param positional whether the value may stand without the name; the options of a command take
 *     bare words in their order
 * @param description one line of at most 100 characters
 * @param choices the only values allowed, where {@code kind} is {@link Kind#CHOICE}
 */
public record Option(
    String name,
    Kind kind,
    boolean required,
    boolean positional,
    String description,
    List<String> choices) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  /** What values an option takes; it decides completion and the platforms' own types. */
  public enum Kind {
    /** An end reason: a code, negative too, or words of its name. */
    REASON,
    INTEGER,
    GATEWAY,
    CUSTOMER,
    /** The name of a CDR source. */
    SOURCE,
    /** A period as {@link PeriodParser} reads it. */
    PERIOD,
    /** One of {@link Option#choices}. */
    CHOICE,
    /** Present or not; also {@code true} and {@code false}. */
    FLAG,
    TEXT
  }

  /**
   * @throws IllegalArgumentException if a platform would refuse the declaration
   */
  public Option {
    choices = List.copyOf(choices);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("option name not allowed: " + name);
    }
    if (description.isBlank() || description.length() > 100) {
      throw new IllegalArgumentException(
          "the description of option " + name + " must have 1 to 100 characters");
    }
    if ((kind == Kind.CHOICE) == choices.isEmpty() || choices.size() > 25) {
      throw new IllegalArgumentException("option " + name + " needs 1 to 25 choices if CHOICE");
    }
  }

  public static Option required(String name, Kind kind, String description) {
    return new Option(name, kind, true, true, description, List.of());
  }

  public static Option optional(String name, Kind kind, String description) {
    return new Option(name, kind, false, true, description, List.of());
  }

  /** An option that must be named, such as {@code gateway:GW-7}. */
  public static Option named(String name, Kind kind, String description) {
    return new Option(name, kind, false, false, description, List.of());
  }

  public static Option choice(String name, String description, String... choices) {
    return new Option(name, Kind.CHOICE, false, true, description, List.of(choices));
  }
}
