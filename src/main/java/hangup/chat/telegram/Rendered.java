package hangup.chat.telegram;

import java.util.List;
import java.util.Optional;

/**
 * A reply as messages: first the photo, if there is one, then the pages.
 *
 * @param photo a PNG
 * @param caption of the photo
 * @param pages the text messages; empty if the caption says it all
 */
record Rendered(Optional<Png> photo, Optional<Page> caption, List<Page> pages) {
  Rendered {
    pages = List.copyOf(pages);
  }
}
