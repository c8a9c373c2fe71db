package hangup.command;

/** The quotation marks that keyboards make. Any double one opens, any double one closes. */
final class Quotes {

  private Quotes() {}

  static boolean isDouble(char c) {
    return c == '"' || (c > '~' && "“”„‟«»＂".indexOf(c) >= 0);
  }

  static boolean isSingle(char c) {
    return c == '\'' || (c > '~' && "‘’‚‛＇".indexOf(c) >= 0);
  }
}
