package hangup.config;

import hangup.schedule.Days;
import hangup.schedule.Schedule;
import hangup.schedule.TimeOfDay;
import hangup.yaml.Section;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A digest from the settings file.
 *
 * @param name tells it from the others; a digest of the same name is the same digest
 * @param channel {@code discord/CHANNEL}, {@code telegram/CHAT} or {@code telegram/CHAT/TOPIC}
 * @param zone the bot's if empty
 */
public record ConfiguredDigest(
    String name,
    String channel,
    Schedule schedule,
    Optional<ZoneId> zone,
    String period,
    Optional<String> source,
    Optional<String> gateway,
    Optional<String> customer,
    OptionalInt code,
    boolean quietWhenOk,
    boolean csv) {

  static final String CHANNEL = "discord/[0-9]{1,30}|telegram/-?[0-9]{1,30}(?:/[0-9]{1,12})?";

  /** What a block may have, sorted: the shipped schema must come out the same each time. */
  static final Map<String, Declared> KEYS =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("name", new Declared.Text(Optional.empty())),
                  Map.entry("channel", new Declared.Text(Optional.empty())),
                  Map.entry("at", new Declared.Text(Optional.empty())),
                  Map.entry("zone", new Declared.Text(Optional.empty())),
                  Map.entry("days", new Declared.Text(Optional.empty())),
                  Map.entry("everyHours", new Declared.Whole(24, 1, 24)),
                  Map.entry("period", new Declared.Text(Optional.of("yesterday"))),
                  Map.entry("source", new Declared.Text(Optional.empty())),
                  Map.entry("gateway", new Declared.Text(Optional.empty())),
                  Map.entry("customer", new Declared.Text(Optional.empty())),
                  Map.entry("code", new Declared.Whole(0, Integer.MIN_VALUE, Integer.MAX_VALUE)),
                  Map.entry("quietWhenOk", new Declared.Flag(false)),
                  Map.entry("csv", new Declared.Flag(false)))));

  static List<ConfiguredDigest> readAll(List<Section> sections) {
    List<ConfiguredDigest> digests = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      read(section)
          .ifPresent(
              digest -> {
                if (!names.add(digest.name())) {
                  section.error(
                      "name", "is the name of another digest too", "Give each digest its own.");
                } else {
                  digests.add(digest);
                }
              });
    }
    return List.copyOf(digests);
  }

  private static Optional<ConfiguredDigest> read(Section section) {
    section.missing("name", "For example noc-morning.");
    section.missing("channel", "For example discord/1234567890 or telegram/-1001234567890.");
    Optional<String> name = section.text("name").filter(text -> text.length() <= 100);
    Optional<String> channel =
        parsed(
            section,
            "channel",
            text -> text.matches(CHANNEL) ? Optional.of(text) : Optional.empty(),
            "Write discord/CHANNEL, telegram/CHAT or telegram/CHAT/TOPIC with the numbers that the"
                + " platform gives them.");
    Optional<LocalTime> at =
        parsed(section, "at", TimeOfDay::parse, "Write a time of day such as \"09:00\".");
    Optional<Set<DayOfWeek>> days =
        parsed(section, "days", Days::parse, "Allowed are " + Days.ALLOWED + ".");
    Optional<Integer> every = section.integer("everyHours");
    if (every.isPresent() && !Schedule.HOURS.contains(every.get())) {
      section.error("everyHours", "must be one of " + Schedule.HOURS, "");
      return Optional.empty();
    }
    Optional<ZoneId> zone =
        parsed(section, "zone", ConfiguredDigest::zone, "Write an IANA name such as Asia/Dhaka.");
    ConfiguredDigest digest =
        new ConfiguredDigest(
            name.orElse(""),
            channel.orElse(""),
            new Schedule(
                days.orElse(EnumSet.allOf(DayOfWeek.class)),
                at.orElse(LocalTime.of(9, 0)),
                every.orElse(24)),
            zone,
            section.text("period").orElse("yesterday"),
            section.text("source"),
            section.text("gateway"),
            section.text("customer"),
            section.integer("code").map(OptionalInt::of).orElse(OptionalInt.empty()),
            section.flag("quietWhenOk").orElse(false),
            section.flag("csv").orElse(false));
    section.reportUnknownKeys();
    return name.isPresent() && channel.isPresent() ? Optional.of(digest) : Optional.empty();
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static <T> Optional<T> parsed(
      Section section, String key, Function<String, Optional<T>> parser, String mend) {
    Optional<String> text = section.text(key);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      section.error(key, "cannot be read: " + hangup.yaml.Quoted.of(text.get()), mend);
    }
    return value;
  }
}
