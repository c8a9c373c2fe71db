package hangup.stats;

import java.util.Set;

/**
 * The two flags of the catalogue that counting needs. A code in neither set counts as a failure and
 * not as effective, unknown codes too.
 *
 * @param notFailure codes whose unanswered calls are no failures
 * @param networkEffective codes whose unanswered calls count as effective in the NER
 */
public record Classification(Set<Integer> notFailure, Set<Integer> networkEffective) {
  public Classification {
    notFailure = Set.copyOf(notFailure);
    networkEffective = Set.copyOf(networkEffective);
  }
}
