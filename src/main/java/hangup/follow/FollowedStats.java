package hangup.follow;

import hangup.stats.CallStats;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Statistics whose answers say how fresh they are. */
public final class FollowedStats implements CallStats {

  /** Up to so much is as good as now. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** What old calls are kept by. */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final CallStats stats;
  private final Supplier<List<FollowState>> states;
  private final Clock clock;
  private final Supplier<ZoneId> zone;

  /**
   * @param states how following each source goes now
   * @param zone in which the time is told
   */
  public FollowedStats(
      CallStats stats, Supplier<List<FollowState>> states, Clock clock, Supplier<ZoneId> zone) {
    this.stats = stats;
    this.states = states;
    this.clock = clock;
    this.zone = zone;
  }

  @Override
  public Answer ask(Question question) {
    Answer answer = stats.ask(question);
    DataState state = noted(answer.state(), question.filter().source());
    List<String> notes = new ArrayList<>();
    beyond(question, state).ifPresent(notes::add);
    coarse(question, state).ifPresent(notes::add);
    state.note().ifPresent(notes::add);
    return new Answer(
        answer.total(),
        answer.rows(),
        state.withNote(notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes))));
  }

  @Override
  public DataState state() {
    return noted(stats.state(), Optional.empty());
  }

  private Optional<String> beyond(Question question, DataState state) {
    return state
        .keptFrom()
        .filter(question.from()::isBefore)
        .map(kept -> "calls before " + local(kept) + " are no longer kept");
  }

  /** Says what was counted where the question is finer than what is kept. */
  private Optional<String> coarse(Question question, DataState state) {
    Instant fine = state.fineFrom().orElse(Instant.MIN);
    boolean from = question.from().isBefore(fine) && !isQuarter(question.from());
    boolean to = question.to().isBefore(fine) && !isQuarter(question.to());
    if (!from && !to) {
      return Optional.empty();
    }
    Instant first = from ? quarter(question.from()) : question.from();
    Instant end = to ? quarter(question.to()).plus(QUARTER) : question.to();
    return Optional.of(
        "calls before "
            + local(fine)
            + " are kept by the quarter of an hour: counted from "
            + TIME.format(first.atZone(zone.get()))
            + " to "
            + TIME.format(end.atZone(zone.get())));
  }

  private static boolean isQuarter(Instant at) {
    return quarter(at).equals(at);
  }

  private static Instant quarter(Instant at) {
    long seconds = QUARTER.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  private String local(Instant at) {
    ZoneId in = zone.get();
    return DAY_AND_TIME.format(at.atZone(in)) + " (" + in.getId() + ")";
  }

  private DataState noted(DataState state, Optional<String> only) {
    List<String> notes = new ArrayList<>();
    state.note().ifPresent(notes::add);
    List<FollowState> all =
        states.get().stream()
            .filter(one -> only.isEmpty() || only.get().equalsIgnoreCase(one.source()))
            .toList();
    all.stream()
        .map(one -> note(one, all.size() > 1))
        .flatMap(Optional::stream)
        .forEach(notes::add);
    return state.withNote(
        notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes)));
  }

  private Optional<String> note(FollowState one, boolean several) {
    Instant now = clock.instant();
    List<String> parts = new ArrayList<>();
    boolean stale = one.asOf().map(at -> at.isBefore(now.minus(FRESH))).orElse(true);
    if (stale) {
      parts.add(one.asOf().map(at -> "as of " + time(at, now)).orElse("not read yet"));
    }
    String source = several ? "source " + one.source() : "source";
    one.failingSince()
        .ifPresent(
            since ->
                parts.add(
                    source
                        + (one.unreachable() ? " unreachable for " : " cannot be read for ")
                        + span(Duration.between(since, now))));
    if (one.failingSince().isEmpty() && stale && one.asOf().isPresent()) {
      parts.add(source + " is being read, " + span(one.behind()) + " behind");
    }
    if (one.failingSince().isEmpty() && !one.isBackfilled()) {
      parts.add(
          (one.folder().isPresent() ? "files are being read: " : "older days are being read: ")
              + one.daysRead()
              + " of "
              + one.daysWanted()
              + " done");
    }
    int broken = one.folder().map(folder -> folder.troubles().size()).orElse(0);
    if (broken > 0) {
      parts.add(
          (broken == 1 ? "a file" : broken + " files")
              + " of "
              + source
              + " cannot be read: /about says why");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private String time(Instant at, Instant now) {
    ZoneId in = zone.get();
    boolean sameDay = at.atZone(in).toLocalDate().equals(now.atZone(in).toLocalDate());
    return (sameDay ? TIME : DAY_AND_TIME).format(at.atZone(in)) + " (" + in.getId() + ")";
  }

  private static String span(Duration span) {
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return Math.max(1, span.toSeconds()) + " s";
    }
    if (span.compareTo(Duration.ofHours(2)) < 0) {
      return span.toMinutes() + " min";
    }
    return span.toHours() + " h";
  }
}
