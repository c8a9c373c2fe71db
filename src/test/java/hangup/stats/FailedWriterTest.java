package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.cdr.CdrSource.Range;
import hangup.stats.FailedWriter.Reached;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Between which places the index is complete. */
final class FailedWriterTest {
  private static final Range NOTHING = new Range(100, 100);

  private static Range covered(Optional<Range> known, Range before, Range after) {
    return FailedWriter.covered(known, new Reached(before, after, true));
  }

  @Test
  void growsAtBothEndsFromTheBeginning() {
    Range first = covered(Optional.empty(), NOTHING, new Range(100, 150));
    assertThat(first).isEqualTo(new Range(100, 150));
    assertThat(covered(Optional.of(first), first, new Range(0, 150))).isEqualTo(new Range(0, 150));
    assertThat(covered(Optional.of(first), first, new Range(100, 170)))
        .isEqualTo(new Range(100, 170));
  }

  @Test
  void knowsNothingOfWhatWasReadBeforeIt() {
    Range read = new Range(50, 100);
    Range first = covered(Optional.empty(), read, new Range(50, 120));
    assertThat(first).isEqualTo(new Range(100, 120));
    assertThat(covered(Optional.of(first), new Range(50, 120), new Range(0, 130)))
        .isEqualTo(new Range(100, 130));
  }

  @Test
  void keepsWhatWasForgottenAway() {
    Range left = new Range(80, 120);
    assertThat(covered(Optional.of(left), new Range(0, 120), new Range(0, 130)))
        .isEqualTo(new Range(80, 130));
  }

  @Test
  void beginsAnewWhereItDoesNotFit() {
    assertThat(covered(Optional.of(new Range(0, 90)), new Range(0, 100), new Range(0, 130)))
        .isEqualTo(new Range(100, 130));
    assertThat(covered(Optional.of(new Range(0, 900)), NOTHING, new Range(100, 130)))
        .isEqualTo(new Range(100, 130));
  }

  @Test
  void coversNothingIfACallCouldNotBeIndexed() {
    assertThat(
            FailedWriter.covered(
                Optional.of(new Range(0, 100)),
                new Reached(new Range(0, 100), new Range(0, 120), false)))
        .isEqualTo(new Range(120, 120));
  }
}
