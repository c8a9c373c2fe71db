package hangup.cdr.sql;

import hangup.cdr.Cdr;
import hangup.cdr.CdrSource;
import hangup.cdr.CdrSource.Chunk;
import hangup.cdr.CdrSource.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Rows that a source gave. */
final class Collected implements CdrSource.RowSink {
  final List<Cdr> cdrs = new ArrayList<>();
  final List<Long> places = new ArrayList<>();
  int noCdrs;

  @Override
  public void cdr(long placeMs, Cdr cdr) {
    cdrs.add(cdr);
    places.add(placeMs);
  }

  @Override
  public void noCdr(long placeMs) {
    noCdrs++;
  }

  /** Reads a range to its end, in pieces. */
  static Collected all(CdrSource source, long fromMs, long toMs, int limit) {
    Collected collected = new Collected();
    long next = fromMs;
    while (true) {
      Chunk chunk = source.read(new Range(next, toMs), limit, collected);
      if (chunk.complete()) {
        return collected;
      }
      next = chunk.nextMs();
    }
  }

  /** What was given, each CDR once, by its id. */
  List<Cdr> distinct() {
    TreeMap<Long, Cdr> byId = new TreeMap<>();
    cdrs.forEach(cdr -> byId.put(cdr.id(), cdr));
    return List.copyOf(byId.values());
  }
}
