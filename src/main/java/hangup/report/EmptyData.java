package hangup.report;

import hangup.stats.CallStats.DataState;
import java.util.List;

/** What is said while there is no call data. */
final class EmptyData {

  private EmptyData() {}

  /**
   * Why there is none, or what to do about it.
   *
   * @param sources the names of those that are set up
   */
  static String why(DataState state, List<String> sources) {
    if (state.note().isPresent()) {
      return state.note().get();
    }
    return sources.isEmpty()
        ? "import a CDR export with `hangup import FILE`, or try `hangup demo`"
        : "nothing was read yet of "
            + String.join(", ", sources)
            + "; `hangup run` and `hangup console` read it";
  }
}
