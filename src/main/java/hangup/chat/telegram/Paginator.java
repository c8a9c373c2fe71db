package hangup.chat.telegram;

import java.util.ArrayList;
import java.util.List;

/** Spreads pieces over as few messages as hold them, parting between pieces where possible. */
final class Paginator {

  /** Characters of a message after its markup is read (Bot API, sendMessage). */
  static final int TEXT_LIMIT = 4_096;

  /** Characters of a photo's caption (Bot API, sendPhoto). */
  static final int CAPTION_LIMIT = 1_024;

  /** Entities beyond these are not shown. */
  private static final int ENTITY_LIMIT = 100;

  /** A piece longer than this is rather parted than moved to the next message whole. */
  private static final int WORTH_PARTING = TEXT_LIMIT / 2;

  private final int limit;
  private final List<List<Piece>> pages = new ArrayList<>();
  private List<Piece> page = new ArrayList<>();
  private int units;
  private int entities;

  private Paginator(int limit) {
    this.limit = limit;
  }

  /** Pages of at most {@code limit} units each. */
  static List<List<Piece>> spread(List<Piece> pieces, int limit) {
    Paginator paginator = new Paginator(limit);
    pieces.forEach(paginator::add);
    paginator.turn();
    return paginator.pages;
  }

  private void add(Piece piece) {
    if (piece.lines().isEmpty()) {
      return;
    }
    if (fits(piece)) {
      put(piece);
      return;
    }
    if (piece.units() <= Math.min(limit, WORTH_PARTING) && piece.entities() <= ENTITY_LIMIT) {
      turnButKeepHeadings();
      if (fits(piece)) {
        put(piece);
        return;
      }
    }
    part(piece);
  }

  private void part(Piece piece) {
    List<List<Run>> lines = new ArrayList<>();
    int least = piece.head().stream().mapToInt(line -> Run.units(line) + 1).sum();
    for (List<Run> line : piece.lines()) {
      lines.addAll(Run.broken(line, Math.max(100, limit - least - 2)));
    }
    List<List<Run>> taken = new ArrayList<>();
    for (List<Run> line : lines) {
      taken.add(line);
      if (fits(piece.withLines(taken))) {
        continue;
      }
      taken.remove(taken.size() - 1);
      boolean onlyHead =
          taken.size() <= piece.head().size()
              && taken.equals(piece.head().subList(0, taken.size()));
      if (!onlyHead) {
        put(piece.withLines(taken));
        turn();
        taken = new ArrayList<>(piece.head());
      } else {
        turnButKeepHeadings();
        if (!fits(piece.withLines(List.of(line)))) {
          turn();
        }
      }
      taken.add(line);
    }
    put(piece.withLines(taken));
  }

  private boolean fits(Piece piece) {
    int gap = page.isEmpty() ? 0 : piece.apart() ? 2 : 1;
    return units + gap + piece.units() <= limit && entities + piece.entities() <= ENTITY_LIMIT;
  }

  private void put(Piece piece) {
    units += (page.isEmpty() ? 0 : piece.apart() ? 2 : 1) + piece.units();
    entities += piece.entities();
    page.add(piece);
  }

  private void turn() {
    if (!page.isEmpty()) {
      pages.add(page);
    }
    page = new ArrayList<>();
    units = 0;
    entities = 0;
  }

  private void turnButKeepHeadings() {
    int from = page.size();
    while (from > 0 && page.get(from - 1).staysWithNext()) {
      from--;
    }
    if (from == 0) {
      // Nothing but headings: they alone are no reason for a message.
      return;
    }
    List<Piece> headings = List.copyOf(page.subList(from, page.size()));
    page = new ArrayList<>(page.subList(0, from));
    turn();
    headings.forEach(this::put);
  }
}
