package hangup.cdr;

/**
 * A database that holds CDRs. It only ever is read.
 *
 * <p>Thread-safe. Every method throws {@link SourceException} when the database cannot answer.
 */
public interface CdrDatabase extends AutoCloseable {

  /** What people type to name it. */
  String name();

  /** Looks at the schema, the rights and some rows, and says what was found. */
  SourceReport probe();

  /** Looks for single calls, newest first. */
  FoundCalls find(CallQuery query);

  /** Ends whatever is being asked of the database now, with a {@link SourceException}. */
  void cancel();

  /** Cancels, and lets go of all connections. */
  @Override
  void close();
}
