package hangup.cdr.csv;

/** What a column of a file means to us. */
enum Role {
  ID("id"),
  START("start time"),
  STOP("stop time"),
  TALK("talk time"),
  BILLED("billed time"),
  /** In ms; 0 is a value. */
  PDD("post-dial delay"),
  /** In ms; 0 where none was measured, as VOS3000 stores it. */
  CALLER_PDD("post-dial delay of the caller"),
  /** In ms; 0 where none was measured. */
  CALLEE_PDD("post-dial delay of the callee"),
  REASON("end reason"),
  ENDED_BY("end direction"),
  CALLER("caller"),
  CALLEE("callee"),
  MAPPING_GATEWAY("mapping gateway"),
  ROUTING_GATEWAY("routing gateway"),
  /** A channel name, which holds the routing gateway's and more. */
  ROUTING_CHANNEL("outgoing channel"),
  CUSTOMER_ACCOUNT("customer account"),
  CUSTOMER_NAME("customer name"),
  FEE("fee");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /** For messages. */
  String words() {
    return words;
  }
}
