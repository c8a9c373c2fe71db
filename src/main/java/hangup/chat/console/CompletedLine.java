package hangup.chat.console;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A line of which the part from {@code start} to the cursor is being completed. It is not cut into
 * words otherwise: what is typed is read by our own parser, and no quote or backslash in it may
 * make the terminal ask for more.
 */
record CompletedLine(String line, int cursor, int start) implements CompletingParsedLine {

  @Override
  public String word() {
    return line.substring(start, cursor);
  }

  @Override
  public int wordCursor() {
    return cursor - start;
  }

  @Override
  public int wordIndex() {
    return start == 0 ? 0 : 1;
  }

  @Override
  public List<String> words() {
    return start == 0 ? List.of(word()) : List.of(line.substring(0, start), word());
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor();
  }

  @Override
  public int rawWordLength() {
    return cursor - start;
  }
}
