package hangup.command;

import java.util.Set;

/** The small words of questions; the commonest ones in a few further languages. */
final class SpokenWords {

  /** They carry no meaning of their own here. */
  static final Set<String> NOISE =
      Set.of(
          "a",
          "about",
          "all",
          "an",
          "and",
          "any",
          "are",
          "at",
          "been",
          "can",
          "could",
          "calls",
          "code",
          "codes",
          "did",
          "do",
          "does",
          "error",
          "errors",
          "for",
          "from",
          "get",
          "give",
          "had",
          "has",
          "have",
          "hey",
          "how",
          "i",
          "in",
          "is",
          "it",
          "many",
          "me",
          "most",
          "much",
          "my",
          "of",
          "on",
          "our",
          "please",
          "see",
          "show",
          "tell",
          "that",
          "the",
          "there",
          "these",
          "this",
          "those",
          "to",
          "top",
          "us",
          "was",
          "we",
          "went",
          "were",
          "what",
          "what's",
          "whats",
          "when",
          "where",
          "which",
          "who",
          "with",
          "you",
          "bitte",
          "das",
          "der",
          "die",
          "es",
          "gab",
          "ich",
          "ist",
          "mir",
          "mit",
          "sind",
          "und",
          "von",
          "welche",
          "wie",
          "zeig",
          "zeige",
          "de",
          "el",
          "en",
          "la",
          "las",
          "los",
          "por",
          "que",
          "un",
          "una",
          "le",
          "les",
          "des",
          "du",
          "est",
          "et",
          "qu'est-ce");

  static final Set<String> BY = Set.of("by", "per", "each", "nach", "pro", "je", "por", "par");

  /** A gateway's name follows. */
  static final Set<String> GATEWAY = Set.of("gateway", "gw", "trunk", "carrier");

  /** A customer's name follows. */
  static final Set<String> CUSTOMER = Set.of("customer", "client", "account", "kunde", "cliente");

  /** A gateway's name may follow, if it looks like one. */
  static final Set<String> ON = Set.of("on", "via", "through", "over", "auf", "über");

  private SpokenWords() {}
}
