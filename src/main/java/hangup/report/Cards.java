package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The cards of a catalogue, each made when it is first asked for. Thread-safe. */
final class Cards {

  private volatile @Nullable Shelf shelf;

  /**
   * The card of a reason.
   *
   * @param reason one of this catalogue
   */
  Card of(Catalog catalog, EndReason reason) {
    Shelf current = shelf;
    if (current == null || current.catalog != catalog) {
      current = new Shelf(catalog);
      shelf = current;
    }
    Card card = current.cards.get(reason.code());
    if (card == null) {
      card = new Card(catalog, reason);
      current.cards.put(reason.code(), card);
    }
    return card;
  }

  private static final class Shelf {
    private final Catalog catalog;
    private final ConcurrentMap<Integer, Card> cards = new ConcurrentHashMap<>();

    Shelf(Catalog catalog) {
      this.catalog = catalog;
    }
  }
}
