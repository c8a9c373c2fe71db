package hangup.chat.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.CompletionMatcher;
import org.jline.reader.LineReader;
import org.jspecify.annotations.Nullable;

/**
 * Shows all candidates: they were chosen for what was typed, and need not begin with it ("no av"
 * completes to 22).
 */
final class GivenCandidates implements CompletionMatcher {

  private String typed = "";
  private List<Candidate> candidates = List.of();

  @Override
  public void compile(
      Map<LineReader.Option, Boolean> options,
      boolean prefix,
      CompletingParsedLine line,
      boolean caseInsensitive,
      int errors,
      String originalGroupName) {
    typed = line.word();
  }

  @Override
  public List<Candidate> matches(List<Candidate> offered) {
    candidates = offered;
    return offered;
  }

  @Override
  public @Nullable Candidate exactMatch() {
    for (Candidate candidate : candidates) {
      if (candidate.value().equalsIgnoreCase(typed)) {
        return candidate;
      }
    }
    return null;
  }

  /** What all candidates begin with, where it goes on from what was typed. */
  @Override
  public String getCommonPrefix() {
    if (candidates.isEmpty()) {
      return typed;
    }
    String prefix = candidates.get(0).value();
    for (Candidate candidate : candidates) {
      int same = 0;
      String value = candidate.value();
      while (same < prefix.length()
          && same < value.length()
          && prefix.charAt(same) == value.charAt(same)) {
        same++;
      }
      prefix = prefix.substring(0, same);
    }
    return prefix.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))
        ? prefix
        : typed;
  }
}
