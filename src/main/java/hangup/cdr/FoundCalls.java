package hangup.cdr;

import java.util.List;

/**
 * The calls that a search found.
 *
 * @param calls newest first
 * @param complete whether the whole period was searched, or as many calls as were asked for are the
 *     newest there are
 * @param searchedFromMs if not complete: every call that started after this was looked at, UTC
 *     epoch ms; older ones perhaps
 * @param gone at most so many calls that fit and are not older were counted once, but are no longer
 *     in the source
 */
public record FoundCalls(List<Cdr> calls, boolean complete, long searchedFromMs, int gone) {
  public FoundCalls {
    calls = List.copyOf(calls);
  }
}
