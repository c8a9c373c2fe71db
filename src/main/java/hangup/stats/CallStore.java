package hangup.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Where CDRs are added so that {@link CallStats} can count them. Thread-safe. */
public interface CallStore {

  /**
   * Begins to add CDRs. Waits while another process or thread is adding.
   *
   * @param source name of the source, as people type it
   * @param codes the code of an end reason that a CDR gives as a text; empty if not known
   * @throws StatsUnavailableException if the store cannot be written now; its message is for the
   *     user and says who holds it
   */
  Ingest begin(String source, Function<String, OptionalInt> codes);

  /** The last position that was committed for a source; empty if none ever was. */
  Optional<String> position(String source);

  /** The file of this content, when it was added before. */
  Optional<ImportedFile> imported(String fingerprint);

  /** What is remembered of the files of a source, by {@link Ingest#read}. */
  List<SourceFile> files(String source);

  /** The files that were added last, newest first. */
  List<ImportedFile> imports(int limit);
}
