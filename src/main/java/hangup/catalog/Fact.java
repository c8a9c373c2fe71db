package hangup.catalog;

/** A value and where it comes from. */
public record Fact<T>(T value, Provenance provenance) {

  public boolean documented() {
    return provenance == Provenance.DOCUMENTED;
  }
}
