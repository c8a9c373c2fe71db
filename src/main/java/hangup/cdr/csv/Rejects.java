package hangup.cdr.csv;

/** Takes the lines that are not CDRs. */
public interface Rejects {

  /** Forgets them; they are still counted and reported. */
  Rejects NONE = (file, header, line, raw) -> {};

  /**
   * Takes one line.
   *
   * @param file the name of the file it came from
   * @param header the header line of that file, empty when it has none
   * @param line where it was and what was wrong
   * @param raw the line as it was, without its line end, in UTF-8 (bytes that are no valid UTF-8
   *     are kept); it holds personal data
   * @throws CdrFileException if it cannot be kept
   */
  void add(String file, String header, RejectedLine line, byte[] raw);
}
