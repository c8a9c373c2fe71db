package hangup.cdr.csv;

import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What was read from one file so far.
 *
 * @param file its name as given
 * @param format the name of its form, see {@link CdrFiles#formats()}; empty for an empty file
 * @param formatReason why it was taken for that, in words
 * @param lines lines that should hold a CDR: {@code rows + rejected + inProgress}
 * @param rows CDRs handed on
 * @param rejected lines that are no CDR
 * @param firstRejected the first ten of them
 * @param inProgress CDRs left out because the call had not ended when the file was written
 * @param answered how many of the rows were answered
 * @param withoutId how many of the rows have no id of their own
 * @param firstStart the earliest start of a call
 * @param lastStart the latest
 * @param zone the zone that times were read in, where they were local text
 * @param warnings what the user should know, in words
 */
public record ReadReport(
    String file,
    String format,
    String formatReason,
    Charset encoding,
    long lines,
    long rows,
    long rejected,
    List<RejectedLine> firstRejected,
    long inProgress,
    long answered,
    long withoutId,
    Optional<Instant> firstStart,
    Optional<Instant> lastStart,
    Optional<ZoneId> zone,
    List<String> warnings) {
  public ReadReport {
    firstRejected = List.copyOf(firstRejected);
    warnings = List.copyOf(warnings);
  }
}
