package hangup.cdr;

import org.jspecify.annotations.Nullable;

/**
 * One call detail record of a terminated call, in the canonical form that every source is read
 * into. Empty strings mean that the source does not say.
 *
 * @param id the unique number of the CDR ({@code flowno} in VOS3000), or for sources whose id is a
 *     text its 64-bit hash; meaningful only when {@code hasId}
 * @param hasId false when the source has no id: equal rows are then told apart by their position
 * @param startMs start of the call, UTC epoch milliseconds
 * @param stopMs end of the call, UTC epoch milliseconds; 0 when unknown
 * @param talkSeconds conversation time in s; the call was answered when it is above 0
 * @param billedSeconds billed time in s; 0 when not billed or unknown
 * @param pddMillis post-dial delay in ms; −1 when unknown
 * @param reason the end reason as a code of the source's code table; meaningful only when {@code
 *     reasonText} is null
 * @param reasonText the end reason as text, when the source gives no code
 * @param mappingGateway the gateway the call came in by (customer side)
 * @param routingGateway the gateway the call went out by (vendor side); empty when never routed
 * @param fee what the customer was charged, in the source's currency
 */
public record Cdr(
    long id,
    boolean hasId,
    long startMs,
    long stopMs,
    int talkSeconds,
    int billedSeconds,
    int pddMillis,
    int reason,
    @Nullable String reasonText,
    EndDirection endedBy,
    String caller,
    String callee,
    String mappingGateway,
    String routingGateway,
    String customerAccount,
    String customerName,
    double fee) {

  /** Whether there was a conversation. */
  public boolean answered() {
    return talkSeconds > 0;
  }

  /** Without the numbers: they are personal data and must reach no log. */
  @Override
  public String toString() {
    return "Cdr[id="
        + (hasId ? id : "none")
        + ", startMs="
        + startMs
        + ", reason="
        + (reasonText == null ? reason : reasonText)
        + ", talkSeconds="
        + talkSeconds
        + "]";
  }
}
