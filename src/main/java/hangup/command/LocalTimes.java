package hangup.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Local times of a zone as moments, in whole minutes. A time that the clocks skip is the moment
 * they skip it; of a time that occurs twice, a start is the first and an end the second.
 */
record LocalTimes(ZoneId zone) {

  Instant start(LocalDateTime local) {
    return resolve(local, false);
  }

  /** A midnight is the end of the day before it, so its first occurrence. */
  Instant end(LocalDateTime local) {
    return resolve(local, !local.toLocalTime().equals(LocalTime.MIDNIGHT));
  }

  /** The first moment of the day, which is not everywhere and always 00:00. */
  Instant startOf(LocalDate day) {
    return start(day.atStartOfDay());
  }

  /** Whether the day occurred: a zone that crosses the date line leaves one out. */
  boolean exists(LocalDate day) {
    return startOf(day).isBefore(startOf(day.plusDays(1)));
  }

  LocalDate dayBefore(LocalDate day) {
    LocalDate before = day.minusDays(1);
    return exists(before) ? before : dayBefore(before);
  }

  LocalDateTime local(Instant moment) {
    return LocalDateTime.ofInstant(moment, zone);
  }

  private Instant resolve(LocalDateTime local, boolean second) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    Instant moment =
        offsets.isEmpty()
            ? rules.getTransition(local).getInstant()
            : local.toInstant(offsets.get(second ? offsets.size() - 1 : 0));
    return moment.truncatedTo(ChronoUnit.MINUTES);
  }
}
