package hangup.command;

/** What a command reveals or changes; chat platforms refuse all but {@link #PUBLIC} by default. */
public enum Permission {
  /** Shows only the catalogue. */
  PUBLIC,
  /** Shows the operator's own figures, gateways and customers. */
  FIGURES,
  /** Shows single calls, their numbers masked. */
  CALLS,
  /** Shows phone numbers in full. */
  NUMBERS,
  /** Changes something. */
  CHANGE,
  /** Shows what others did. */
  ADMIN
}
