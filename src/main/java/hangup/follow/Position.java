package hangup.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hangup.cdr.CdrSource.Range;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a source has been read, as it is kept with the calls in the store. All times are places
 * in the source, UTC epoch ms.
 *
 * @param head every row before it was read once at least, as far as it was there then
 * @param settled rows before it are in {@code hours}; those from here on are counted again after a
 *     restart
 * @param block the day that is being read backwards in time
 * @param hours rows read by the start of their hour, of the last days
 * @param late CDRs that appeared later than the window allows, ever
 */
record Position(long head, long settled, Block block, SortedMap<Long, Long> hours, long late) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  Position {
    hours = new TreeMap<>(hours);
  }

  /**
   * A part of the past.
   *
   * @param next rows from {@code from} to here were read
   */
  record Block(long from, long to, long next) {
    boolean isDone() {
      return next >= to;
    }
  }

  /** The places between which all rows were read. */
  Range covered() {
    return new Range(block.isDone() ? block.from() : block.to(), head);
  }

  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers always make JSON", e);
    }
  }

  /** Empty if it is no position of a followed source, but for example that of an import. */
  static Optional<Position> parse(String text) {
    try {
      Position read = JSON.readValue(text, Position.class);
      return read.head() > 0 && read.block() != null ? Optional.of(read) : Optional.empty();
    } catch (JsonProcessingException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
