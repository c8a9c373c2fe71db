package hangup.catalog;

/** Where a fact of the catalogue comes from. */
public enum Provenance {
  /** The table's source states it. */
  DOCUMENTED,
  /** Advice of this project, from practice; no source states it. */
  PRACTICE,
  /** The operator's own overlay file. */
  OPERATOR
}
