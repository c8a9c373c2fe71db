package hangup.catalog;

import hangup.reply.Severity;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One code of a code table and all that is known of it. What is empty is unknown: nothing is
 * assumed.
 *
 * @param code the code as the CDR stores it; may be negative
 * @param table the code table that defines it, for example {@code vos3000-25}
 * @param aliases other words that people type for it, lower case
 * @param group the functional group; a code may stand in none. Impact and action are of the same
 *     provenance
 * @param severity the reason's own where it has one, else the group's
 * @param cdrGenerated whether a CDR is written for such a call
 * @param billingModes the billing mode codes such a CDR can have
 * @param sip equivalent SIP response codes
 * @param q850 equivalent ITU-T Q.850 causes
 * @param tellApart how to tell it from others with the same SIP or Q.850 code
 * @param failure whether an unanswered call with this code is a failure
 * @param networkEffective whether an unanswered call with this code counts as effective in the NER
 *     (ITU-T E.425: user busy, no answer and other rejections by the terminal side)
 * @param contact whom the operator wants to be asked
 * @param runbook the operator's own page
 */
public record EndReason(
    int code,
    String name,
    String table,
    List<String> aliases,
    Optional<Fact<String>> category,
    Optional<Fact<ReasonGroup>> group,
    Severity severity,
    Optional<Fact<String>> cause,
    Optional<Fact<String>> resolution,
    Optional<Fact<Boolean>> cdrGenerated,
    Fact<Billable> billable,
    Optional<Fact<List<Integer>>> billingModes,
    Optional<Fact<List<Integer>>> sip,
    Optional<Fact<List<Integer>>> q850,
    List<Fact<String>> notes,
    Optional<String> tellApart,
    List<Remedy> remedies,
    boolean failure,
    boolean networkEffective,
    Optional<String> contact,
    Optional<URI> runbook) {

  public EndReason {
    aliases = List.copyOf(aliases);
    notes = List.copyOf(notes);
    remedies = List.copyOf(remedies);
  }
}
