package hangup.demo;

import hangup.cdr.EndDirection;

/**
 * How a call ends.
 *
 * @param code the end reason in the table vos3000-25
 * @param routed how probable it is that a routing gateway is in the CDR, 0–1
 * @param endedBy who ends it
 * @param rings whether the callee rings before it ends unanswered
 * @param fewCustomers the customers it happens to, by rank from 0; empty for any
 */
record Outcome(int code, double routed, EndDirection endedBy, boolean rings, Ranks fewCustomers) {

  /** Some customers, from one rank to another. */
  record Ranks(int from, int count) {
    static final Ranks ANY = new Ranks(0, 0);
    static final Ranks NOBODY = new Ranks(-1, 0);
  }

  static final Outcome GATEWAY_DOWN = routed(21, EndDirection.SERVER);
  static final Outcome NO_ROUTE = new Outcome(22, 0.25, EndDirection.SERVER, false, Ranks.ANY);
  static final Outcome NO_ROUTE_AFTER_IT = routed(22, EndDirection.SERVER);

  /** Shares of the ends of answered calls, in per cent. */
  static Weighted<Outcome> answered() {
    return Weighted.of(routed(11, EndDirection.CALLER), 46)
        .and(routed(12, EndDirection.CALLEE), 39)
        .and(routed(1, EndDirection.CALLER), 6)
        .and(routed(1, EndDirection.CALLEE), 6)
        .and(new Outcome(24, 1, EndDirection.SERVER, false, new Ranks(20, 9)), 1.2)
        .and(routed(15, EndDirection.SERVER), 0.9)
        .and(routed(14, EndDirection.SERVER), 0.4)
        .and(routed(13, EndDirection.SERVER), 0.5)
        .build();
  }

  /** Shares of the ends of unanswered calls. */
  static Weighted<Outcome> unanswered() {
    return Weighted.of(ringing(3, EndDirection.SERVER), 16)
        .and(ringing(3, EndDirection.CALLEE), 9)
        .and(routed(2, EndDirection.CALLEE), 17)
        .and(ringing(11, EndDirection.CALLER), 13)
        .and(ringing(12, EndDirection.CALLEE), 0.8)
        .and(ringing(1, EndDirection.CALLER), 0.7)
        .and(routed(4, EndDirection.CALLEE), 8)
        .and(routed(23, EndDirection.CALLEE), 6)
        .and(routed(5, EndDirection.CALLEE), 5)
        .and(NO_ROUTE, 4.5)
        .and(GATEWAY_DOWN, 2.4)
        .and(early(6), 3.6)
        .and(early(7), 2.3)
        .and(new Outcome(8, 0, EndDirection.SERVER, false, new Ranks(14, 4)), 3.4)
        .and(new Outcome(9, 0, EndDirection.SERVER, false, new Ranks(41, 2)), 0.6)
        .and(new Outcome(10, 0, EndDirection.SERVER, false, new Ranks(52, 2)), 0.5)
        .and(new Outcome(13, 0.5, EndDirection.SERVER, false, Ranks.ANY), 0.4)
        .and(new Outcome(16, 0, EndDirection.SERVER, false, new Ranks(33, 2)), 1.7)
        .and(new Outcome(17, 0, EndDirection.SERVER, false, Ranks.NOBODY), 1.5)
        .and(new Outcome(18, 0, EndDirection.SERVER, false, new Ranks(0, 3)), 1.5)
        .and(new Outcome(19, 0, EndDirection.SERVER, false, new Ranks(0, 2)), 1.0)
        .and(new Outcome(20, 0, EndDirection.SERVER, false, new Ranks(27, 3)), 0.8)
        .and(new Outcome(25, 0, EndDirection.SERVER, false, new Ranks(46, 3)), 0.3)
        .build();
  }

  private static Outcome routed(int code, EndDirection endedBy) {
    return new Outcome(code, 1, endedBy, false, Ranks.ANY);
  }

  private static Outcome ringing(int code, EndDirection endedBy) {
    return new Outcome(code, 1, endedBy, true, Ranks.ANY);
  }

  /** Ended before a gateway was chosen. */
  private static Outcome early(int code) {
    return new Outcome(code, 0, EndDirection.SERVER, false, Ranks.ANY);
  }
}
