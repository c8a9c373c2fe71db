package hangup.cdr.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import hangup.cdr.Cdr;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What comes out of a file: its CDRs, the report, and the rejected lines. */
record Reading(List<Cdr> cdrs, ReadReport report, List<String> rejects) {
  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  static final Path SAMPLES = Path.of("src/test/resources/hangup/cdr/csv");

  static Reading of(String text) {
    return of(text, ReadOptions.in(SHANGHAI));
  }

  static Reading of(String text, ReadOptions options) {
    return of(text.getBytes(UTF_8), options);
  }

  static Reading of(byte[] bytes, ReadOptions options) {
    CdrFiles files = CdrFiles.find(List.of("-"), SAMPLES, new ByteArrayInputStream(bytes), options);
    return of(files, files.list().get(0));
  }

  static Reading ofSample(String name, ReadOptions options) {
    CdrFiles files =
        CdrFiles.find(List.of(name), SAMPLES, new ByteArrayInputStream(new byte[0]), options);
    return of(files, files.list().get(0));
  }

  static Reading of(CdrFiles files, CdrFile file) {
    List<Cdr> cdrs = new ArrayList<>();
    List<String> rejects = new ArrayList<>();
    try (CdrReader reader =
        files.open(
            file,
            (name, header, line, raw) -> rejects.add(line.line() + ":" + new String(raw, UTF_8)))) {
      int read;
      do {
        read = reader.readBatch(cdrs, 100);
      } while (read > 0);
      return new Reading(cdrs, reader.report(), rejects);
    }
  }
}
