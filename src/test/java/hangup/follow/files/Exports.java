package hangup.follow.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import hangup.cdr.EndDirection;
import hangup.cdr.csv.CdrCsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Makes calls and files of them. */
final class Exports {
  private final Random random;
  private long id;

  Exports(long seed) {
    random = new Random(seed);
    id = seed * 1_000_000;
  }

  List<Cdr> calls(long fromMs, int count) {
    List<Cdr> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean answered = random.nextInt(10) < 4;
      int talk = answered ? 1 + random.nextInt(600) : 0;
      long start = fromMs + i * 100L;
      calls.add(
          new Cdr(
              ++id,
              true,
              start,
              start + talk * 1000L,
              talk,
              talk,
              800 + random.nextInt(3000),
              answered ? 1 : 3 + random.nextInt(22),
              null,
              EndDirection.of(random.nextInt(3)),
              "8801712" + random.nextInt(1_000_000),
              "4930" + random.nextInt(10_000_000),
              "IN-" + random.nextInt(4),
              "GW-" + random.nextInt(9),
              "C" + random.nextInt(40),
              "Customer",
              0));
    }
    return calls;
  }

  static byte[] csv(List<Cdr> calls) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CdrCsvWriter writer = new CdrCsvWriter(bytes)) {
      for (Cdr call : calls) {
        writer.write(call);
      }
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(plain);
    }
    return bytes.toByteArray();
  }

  /** The hourly text files of a softswitch, without ids: equal calls are calls of their own. */
  static byte[] pipe(List<Cdr> calls) {
    StringBuilder text = new StringBuilder();
    for (Cdr call : calls) {
      text.append(call.caller())
          .append('|')
          .append(call.callee())
          .append('|')
          .append(call.startMs())
          .append('|')
          .append(call.stopMs())
          .append('|')
          .append(call.talkSeconds())
          .append('|')
          .append(call.reason())
          .append('|')
          .append(call.endedBy().code())
          .append('|')
          .append(call.mappingGateway())
          .append('|')
          .append(call.routingGateway())
          .append("|||||||||\n");
    }
    return text.toString().getBytes(UTF_8);
  }
}
