package hangup.stats;

/** What calls can be grouped by. */
public enum Dimension {
  /**
   * The end reason; the key is the code in decimal, or the text itself where the source gave a text
   * that the code table does not know.
   */
  REASON,
  /** The vendor-side gateway; an empty key means that the call was never routed. */
  ROUTING_GATEWAY,
  /** The customer-side gateway. */
  MAPPING_GATEWAY,
  /** The customer account. */
  CUSTOMER,
  /** Who ended the call; the key is the word of {@link hangup.cdr.EndDirection}. */
  ENDED_BY,
  /** Time buckets of the asked width; the key is the bucket's start in UTC epoch ms. */
  TIME
}
