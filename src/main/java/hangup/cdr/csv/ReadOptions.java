package hangup.cdr.csv;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * How files are to be read; what is empty is found out from the file.
 *
 * @param zone the zone of times that are written as local text
 * @param format the name of one of {@link CdrFiles#formats()}
 * @param columns names of the columns, for files without a header line; {@code -} for a column that
 *     does not matter
 * @param encoding the encoding of the text
 * @param withNumbers whether callers and callees are read; if not, they are empty in every CDR
 */
public record ReadOptions(
    ZoneId zone,
    Optional<String> format,
    Optional<List<String>> columns,
    Optional<Charset> encoding,
    boolean withNumbers) {

  public ReadOptions {
    columns = columns.map(List::copyOf);
  }

  /** Everything found out, numbers included. */
  public static ReadOptions in(ZoneId zone) {
    return new ReadOptions(zone, Optional.empty(), Optional.empty(), Optional.empty(), true);
  }

  public ReadOptions withFormat(String name) {
    return new ReadOptions(zone, Optional.of(name), columns, encoding, withNumbers);
  }

  public ReadOptions withColumns(List<String> names) {
    return new ReadOptions(zone, format, Optional.of(names), encoding, withNumbers);
  }

  public ReadOptions withEncoding(Charset charset) {
    return new ReadOptions(zone, format, columns, Optional.of(charset), withNumbers);
  }

  /** For statistics, which need no numbers: reads faster. */
  public ReadOptions withoutNumbers() {
    return new ReadOptions(zone, format, columns, encoding, false);
  }
}
