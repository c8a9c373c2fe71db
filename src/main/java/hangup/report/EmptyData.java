package hangup.report;

/** What is said while there is no call data. */
final class EmptyData {

  /** One sentence. */
  static final String HOW =
      "none yet: import a CDR export with `hangup import FILE`, or try `hangup demo`";

  private EmptyData() {}
}
