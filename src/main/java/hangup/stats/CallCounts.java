package hangup.stats;

import java.util.OptionalDouble;

/**
 * Counts over a set of calls; they add up.
 *
 * @param seizures attempts: CDRs of terminated calls
 * @param answers calls with a conversation time above 0
 * @param failures unanswered calls whose reason the catalogue flags as a failure
 * @param effective answers plus the unanswered calls that the catalogue counts as network-effective
 * @param talkSeconds conversation time of all answered calls, in s
 * @param pddMillis sum of the known post-dial delays, in ms
 * @param pddCalls calls whose post-dial delay is known
 */
public record CallCounts(
    long seizures,
    long answers,
    long failures,
    long effective,
    long talkSeconds,
    long pddMillis,
    long pddCalls) {

  public static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0, 0, 0);

  /** Answer-seizure ratio, 0–1 (ITU-T E.411); empty without seizures. */
  public OptionalDouble asr() {
    return ratio(answers, seizures);
  }

  /** Network effectiveness ratio, 0–1 (ITU-T E.425); empty without seizures. */
  public OptionalDouble ner() {
    return ratio(effective, seizures);
  }

  /** Average call duration (average length of conversation) in s; empty without answers. */
  public OptionalDouble acdSeconds() {
    return ratio(talkSeconds, answers);
  }

  /** Mean post-dial delay in ms over the calls where it is known; empty where it is never known. */
  public OptionalDouble pddMeanMillis() {
    return ratio(pddMillis, pddCalls);
  }

  public CallCounts plus(CallCounts other) {
    return new CallCounts(
        seizures + other.seizures,
        answers + other.answers,
        failures + other.failures,
        effective + other.effective,
        talkSeconds + other.talkSeconds,
        pddMillis + other.pddMillis,
        pddCalls + other.pddCalls);
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
