package hangup.cdr.csv;

import java.util.Map;

/**
 * Where everything is in one file.
 *
 * @param fields how many a line has
 * @param columns the index of each column we read, from 0
 * @param header the header line, empty without one
 * @param skip how many lines come before the first CDR
 * @param reason how we know, in words
 */
record Layout(
    FileFormat format,
    Dialect dialect,
    int fields,
    Map<Role, Integer> columns,
    String header,
    int skip,
    String reason) {

  /** The layout of a file that holds nothing. */
  static final Layout NOTHING =
      new Layout(
          FileFormat.CANONICAL, Dialect.rfc4180(','), 0, Map.of(), "", 0, "the file is empty");

  /** Whether the file holds nothing. */
  boolean isEmpty() {
    return fields == 0;
  }

  boolean isHeaded() {
    return !header.isEmpty();
  }
}
