package hangup.catalog;

import java.util.Optional;

/**
 * One step of a remedy.
 *
 * @param text what to do, one sentence
 * @param where the menu, table or log to do it in
 */
public record Remedy(Kind kind, String text, Optional<String> where, Provenance provenance) {

  /** What kind of step it is. */
  public enum Kind {
    CHECK,
    FIX,
    ESCALATE
  }
}
