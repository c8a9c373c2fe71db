package hangup.cdr;

import java.util.List;

/**
 * What a source looks like, for the admin.
 *
 * @param server product and version of the database
 * @param facts what was found: tables, columns, units; a sentence each
 * @param warnings what is not as it should be though reading is possible, with the mend
 * @param sample some of the newest rows as they are understood, numbers masked
 */
public record SourceReport(
    String server, List<String> facts, List<String> warnings, List<Cdr> sample) {
  public SourceReport {
    facts = List.copyOf(facts);
    warnings = List.copyOf(warnings);
    sample = List.copyOf(sample);
  }
}
