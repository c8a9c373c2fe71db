package hangup.stats;

import hangup.cdr.Cdr;

/** 64-bit mixing for hash tables, and for telling CDRs without an id apart. */
final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** The finalizer of SplitMix64: every bit of the input reaches every bit of the result. */
  static long finish(long x) {
    long h = x;
    h = (h ^ (h >>> 30)) * 0xBF58476D1CE4E5B9L;
    h = (h ^ (h >>> 27)) * 0x94D049BB133111EBL;
    return h ^ (h >>> 31);
  }

  static long step(long hash, long value) {
    return finish((hash + GOLDEN) ^ (value * GOLDEN));
  }

  /** Over all that a CDR says, except the id it does not have. */
  static long contents(Cdr cdr) {
    long h = step(cdr.startMs(), cdr.stopMs());
    h = step(h, ((long) cdr.talkSeconds() << 32) ^ (cdr.billedSeconds() & 0xffffffffL));
    h = step(h, ((long) cdr.pddMillis() << 32) ^ (cdr.reason() & 0xffffffffL));
    h = step(h, cdr.endedBy().code());
    String text = cdr.reasonText();
    h = text == null ? step(h, -1) : text(h, text);
    h = text(h, cdr.caller());
    h = text(h, cdr.callee());
    h = text(h, cdr.mappingGateway());
    h = text(h, cdr.routingGateway());
    h = text(h, cdr.customerAccount());
    h = text(h, cdr.customerName());
    return step(h, Double.doubleToLongBits(cdr.fee()));
  }

  private static long text(long hash, String text) {
    int length = text.length();
    long word = 0;
    long h = step(hash, length);
    for (int i = 0; i < length; i++) {
      word = (word << 16) | text.charAt(i);
      if ((i & 3) == 3) {
        h = step(h, word);
        word = 0;
      }
    }
    return (length & 3) == 0 ? h : step(h, word);
  }
}
