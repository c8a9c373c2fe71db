package hangup.stats;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import java.time.Instant;
import java.util.OptionalInt;

/** Calls for tests. */
final class Calls {
  private Calls() {}

  /** No text is known. */
  static OptionalInt noCode(String text) {
    return OptionalInt.empty();
  }

  static Cdr failed(long id, String start, int code) {
    return call(id, start, code, 0);
  }

  static Cdr answered(long id, String start, int talkSeconds) {
    return call(id, start, 1, talkSeconds);
  }

  static Cdr call(long id, String start, int code, int talkSeconds) {
    return new Cdr(
        id,
        true,
        Instant.parse(start).toEpochMilli(),
        Instant.parse(start).toEpochMilli() + talkSeconds * 1000L,
        talkSeconds,
        talkSeconds,
        1200,
        code,
        null,
        EndDirection.CALLER,
        "8801700000001",
        "8801800000002",
        "IN-1",
        "GW-7",
        "C1",
        "Acme",
        0.01);
  }

  static Cdr withoutId(Cdr cdr) {
    return new Cdr(
        0,
        false,
        cdr.startMs(),
        cdr.stopMs(),
        cdr.talkSeconds(),
        cdr.billedSeconds(),
        cdr.pddMillis(),
        cdr.reason(),
        cdr.reasonText(),
        cdr.endedBy(),
        cdr.caller(),
        cdr.callee(),
        cdr.mappingGateway(),
        cdr.routingGateway(),
        cdr.customerAccount(),
        cdr.customerName(),
        cdr.fee());
  }

  static Cdr named(Cdr cdr, String mapping, String routing, String account, String name) {
    return new Cdr(
        cdr.id(),
        cdr.hasId(),
        cdr.startMs(),
        cdr.stopMs(),
        cdr.talkSeconds(),
        cdr.billedSeconds(),
        cdr.pddMillis(),
        cdr.reason(),
        cdr.reasonText(),
        cdr.endedBy(),
        cdr.caller(),
        cdr.callee(),
        mapping,
        routing,
        account,
        name,
        cdr.fee());
  }

  static Cdr because(Cdr cdr, String reasonText) {
    return new Cdr(
        cdr.id(),
        cdr.hasId(),
        cdr.startMs(),
        cdr.stopMs(),
        cdr.talkSeconds(),
        cdr.billedSeconds(),
        cdr.pddMillis(),
        0,
        reasonText,
        cdr.endedBy(),
        cdr.caller(),
        cdr.callee(),
        cdr.mappingGateway(),
        cdr.routingGateway(),
        cdr.customerAccount(),
        cdr.customerName(),
        cdr.fee());
  }

  static IngestResult add(CallStore store, String source, Iterable<Cdr> cdrs) {
    try (Ingest ingest = store.begin(source, Calls::noCode)) {
      cdrs.forEach(ingest::add);
      return ingest.commit();
    }
  }
}
