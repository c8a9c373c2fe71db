package hangup.follow;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.stats.CallCounts;
import hangup.stats.CallStats;
import hangup.stats.CallStats.Answer;
import hangup.stats.CallStats.DataState;
import hangup.stats.CallStats.Question;
import hangup.stats.Classification;
import hangup.stats.Filter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FollowedStatsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T08:05:00Z");
  private static final ZoneId ZONE = ZoneId.of("Asia/Dhaka");

  private final SettableClock clock = new SettableClock(NOW);
  private final List<FollowState> states = new ArrayList<>();
  private DataState data = DataState.EMPTY;
  private final CallStats stats =
      new FollowedStats(
          new CallStats() {
            @Override
            public Answer ask(Question question) {
              return new Answer(CallCounts.NONE, List.of(), data);
            }

            @Override
            public DataState state() {
              return DataState.EMPTY;
            }
          },
          () -> states,
          clock,
          () -> ZONE);

  private static FollowState state(
      String source,
      @org.jspecify.annotations.Nullable Instant asOf,
      @org.jspecify.annotations.Nullable Instant failing,
      boolean net) {
    return new FollowState(
        source,
        Optional.ofNullable(asOf),
        Duration.ZERO,
        Optional.ofNullable(failing).map(at -> "no connection"),
        Optional.ofNullable(failing),
        net,
        30,
        30,
        0,
        0,
        0,
        0,
        0);
  }

  private Optional<String> note(Filter filter) {
    return stats
        .ask(
            new Question(
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(60),
                filter,
                new Classification(Set.of(), Set.of()),
                List.of()))
        .state()
        .note();
  }

  @Test
  void saysNothingOfFreshData() {
    states.add(state("vos1", NOW.minusSeconds(5), null, false));
    assertThat(note(Filter.NONE)).isEmpty();
    assertThat(stats.state().note()).isEmpty();
  }

  @Test
  void saysSinceWhenASourceIsUnreachable() {
    states.add(state("vos1", NOW.minusSeconds(185), NOW.minusSeconds(180), true));
    assertThat(note(Filter.NONE))
        .hasValue("as of 14:01 (Asia/Dhaka); source unreachable for 3 min");
    clock.advance(Duration.ofDays(1));
    assertThat(stats.state().note())
        .hasValue("as of 2026-11-20 14:01 (Asia/Dhaka); source unreachable for 24 h");
  }

  @Test
  void namesTheSourceWhereThereAreSeveral() {
    states.add(state("vos1", NOW, null, false));
    states.add(state("vos2", NOW.minusSeconds(45), NOW.minusSeconds(40), false));
    assertThat(note(Filter.NONE))
        .hasValue("as of 14:04 (Asia/Dhaka); source vos2 cannot be read for 40 s");
    assertThat(note(Filter.NONE.withSource("VOS1"))).isEmpty();
    assertThat(note(Filter.NONE.withSource("vos2")))
        .hasValue("as of 14:04 (Asia/Dhaka); source cannot be read for 40 s");
  }

  @Test
  void saysThatThePastIsBeingRead() {
    FollowState fresh = state("vos1", NOW, null, false);
    states.add(
        new FollowState(
            fresh.source(),
            fresh.asOf(),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            false,
            12,
            30,
            0,
            0,
            0,
            0,
            0));
    assertThat(note(Filter.NONE)).hasValue("older days are being read: 12 of 30 done");
  }

  @Test
  void saysThatNothingWasReadYet() {
    states.add(FollowState.starting("vos1"));
    assertThat(note(Filter.NONE)).hasValue("not read yet");
  }

  private Optional<String> noteOf(String from, String to) {
    Question question =
        new Question(
            Instant.parse(from),
            Instant.parse(to),
            Filter.NONE,
            new Classification(Set.of(), Set.of()),
            List.of());
    return stats.ask(question).state().note();
  }

  private void kept(String kept, String fine) {
    data =
        new DataState(
            1,
            Optional.of(Instant.parse(kept)),
            Optional.of(NOW),
            Optional.of(NOW),
            List.of("vos1"),
            Optional.of(Instant.parse(kept)),
            Optional.of(Instant.parse(fine)),
            Optional.empty());
  }

  @Test
  void saysThatAQuestionReachesBeyondWhatIsKept() {
    kept("2025-11-01T00:00:00Z", "2026-10-16T00:00:00Z");
    assertThat(noteOf("2025-11-01T00:00:00Z", "2025-11-02T00:00:00Z")).isEmpty();
    assertThat(noteOf("2025-10-31T23:45:00Z", "2025-11-02T00:00:00Z"))
        .hasValue("calls before 2025-11-01 06:00 (Asia/Dhaka) are no longer kept");
    assertThat(stats.state().note()).isEmpty();
  }

  @Test
  void saysWhatIsCountedWhereMinutesAreNoLongerKept() {
    kept("2025-11-01T00:00:00Z", "2026-10-16T00:00:00Z");
    assertThat(noteOf("2026-10-15T10:15:00Z", "2026-10-15T10:30:00Z")).isEmpty();
    assertThat(noteOf("2026-10-16T00:00:00Z", "2026-10-16T00:01:00Z")).isEmpty();
    assertThat(noteOf("2026-10-15T10:05:00Z", "2026-10-15T10:10:00Z"))
        .hasValue(
            "calls before 2026-10-16 06:00 (Asia/Dhaka) are kept by the quarter of an hour:"
                + " counted from 16:00 to 16:15");
    assertThat(noteOf("2026-10-15T23:59:00Z", "2026-10-16T00:01:00Z").orElseThrow())
        .endsWith("counted from 05:45 to 06:01");
  }
}
