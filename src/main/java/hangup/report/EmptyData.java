package hangup.report;

/** What is said while there is no call data. */
final class EmptyData {

  /** What to do about it. */
  static final String HOW = "import a CDR export with `hangup import FILE`, or try `hangup demo`";

  private EmptyData() {}
}
