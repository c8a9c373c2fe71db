package hangup.follow.files;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource.Range;
import hangup.stats.CallStore;
import hangup.stats.ImportedFile;
import hangup.stats.Ingest;
import hangup.stats.IngestResult;
import hangup.stats.SourceFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** A real store that runs something of the test at the n-th step of its use. */
final class HookedStore implements CallStore {
  private final CallStore store;
  private final Runnable hook;
  private final int at;
  private int steps;

  HookedStore(CallStore store, int at, Runnable hook) {
    this.store = store;
    this.at = at;
    this.hook = hook;
  }

  private void step() {
    if (steps++ == at) {
      hook.run();
    }
  }

  /** Whether the hook was run. */
  boolean wasReached() {
    return steps > at;
  }

  @Override
  public Ingest begin(String source, Function<String, OptionalInt> codes) {
    step();
    return new Hooked(store.begin(source, codes));
  }

  @Override
  public Optional<String> position(String source) {
    return store.position(source);
  }

  @Override
  public Optional<ImportedFile> imported(String fingerprint) {
    return store.imported(fingerprint);
  }

  @Override
  public List<SourceFile> files(String source) {
    step();
    return store.files(source);
  }

  @Override
  public List<ImportedFile> imports(int limit) {
    return store.imports(limit);
  }

  private final class Hooked implements Ingest {
    private final Ingest ingest;

    Hooked(Ingest ingest) {
      this.ingest = ingest;
    }

    @Override
    public void add(Cdr cdr) {
      step();
      ingest.add(cdr);
    }

    @Override
    public void add(Cdr cdr, long placeMs) {
      step();
      ingest.add(cdr, placeMs);
    }

    @Override
    public void reached(Range before, Range after) {
      ingest.reached(before, after);
    }

    @Override
    public long offered() {
      return ingest.offered();
    }

    @Override
    public void from(String fileName, String fingerprint, long rejected) {
      ingest.from(fileName, fingerprint, rejected);
    }

    @Override
    public void read(SourceFile file) {
      step();
      ingest.read(file);
    }

    @Override
    public void position(String position) {
      ingest.position(position);
    }

    @Override
    public IngestResult commit() {
      step();
      IngestResult result = ingest.commit();
      step();
      return result;
    }

    @Override
    public void close() {
      ingest.close();
    }
  }
}
