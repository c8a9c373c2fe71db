package hangup.command;

import hangup.text.Fold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a sentence names, whatever it asks: names, a period, numbers. */
record Facts(
    List<String> gateways, List<String> customers, @Nullable String period, List<String> numbers) {

  // Names of more words than this are found by their first ones only.
  private static final int LONGEST_NAME = 6;

  /** Finds the facts and marks their words as used. */
  static Facts in(Sentence sentence, Vocabulary vocabulary, Set<String> meaningful) {
    Map<String, String> gatewayNames = byKey(vocabulary.gateways().get());
    Map<String, String> customerNames = byKey(vocabulary.customers().get());
    List<String> gateways = new ArrayList<>();
    List<String> customers = new ArrayList<>();
    int at = 0;
    while (at < sentence.size()) {
      boolean asCustomer = sentence.is(at - 1, SpokenWords.CUSTOMER);
      boolean asGateway = sentence.is(at - 1, SpokenWords.GATEWAY);
      int length = 0;
      if (!asCustomer) {
        length = known(sentence, at, gatewayNames, gateways, meaningful, asGateway);
      }
      if (length == 0 && !asGateway) {
        length = known(sentence, at, customerNames, customers, meaningful, asCustomer);
      }
      if (length > 0) {
        int from = asCustomer || asGateway ? at - 1 : at;
        sentence.use(from, at + length);
      }
      at += Math.max(1, length);
    }
    String period = period(sentence);
    unknownNames(sentence, gateways, customers, meaningful);
    return new Facts(gateways, customers, period, numbers(sentence));
  }

  private static Map<String, String> byKey(Collection<String> names) {
    Map<String, String> keys = new HashMap<>();
    for (String name : names) {
      String key = Fold.compact(name);
      if (key.length() >= 2) {
        keys.putIfAbsent(key, name);
      }
    }
    return keys;
  }

  /** How many words the longest known name here has; 0 if there is none. */
  private static int known(
      Sentence sentence,
      int at,
      Map<String, String> names,
      List<String> found,
      Set<String> meaningful,
      boolean announced) {
    if (names.isEmpty()) {
      return 0;
    }
    for (int count = Math.min(LONGEST_NAME, sentence.size() - at); count > 0; count--) {
      String key = Fold.compact(sentence.typed(at, at + count));
      String name = names.get(key);
      // A customer called "22" or "today" must be called a customer.
      boolean weak = Numbers.isInteger(key) || (count == 1 && meaningful.contains(key));
      if (name != null && (announced || !weak)) {
        found.add(name);
        return count;
      }
    }
    return 0;
  }

  private static @Nullable String period(Sentence sentence) {
    for (int at = 0; at < sentence.size(); at++) {
      int from = sentence.word(at).start();
      PeriodGrammar.Match match =
          sentence.isFree(at) && !sentence.is(at, PeriodWords.FILLERS)
              ? PeriodGrammar.longest(sentence.folded(), from).orElse(null)
              : null;
      if (match != null) {
        int to = sentence.wordsUntil(match.end());
        boolean whole = to > at && areFree(sentence, at, to);
        if (whole) {
          sentence.use(at, to);
          return sentence.folded().substring(from, match.end());
        }
      }
    }
    return null;
  }

  private static boolean areFree(Sentence sentence, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!sentence.isFree(i)) {
        return false;
      }
    }
    return true;
  }

  /** "gateway XY", "customer Miller": a name because it is called one; "on GW-99" by its look. */
  private static void unknownNames(
      Sentence sentence, List<String> gateways, List<String> customers, Set<String> meaningful) {
    for (int at = 1; at < sentence.size(); at++) {
      boolean open =
          sentence.isFree(at)
              && sentence.isFree(at - 1)
              && !sentence.is(at, meaningful)
              && !sentence.is(at - 2, SpokenWords.BY);
      if (open && sentence.is(at - 1, SpokenWords.GATEWAY)) {
        gateways.add(sentence.typed(at, at + 1));
      } else if (open && sentence.is(at - 1, SpokenWords.CUSTOMER)) {
        customers.add(sentence.typed(at, at + 1));
      } else if (open && sentence.is(at - 1, SpokenWords.ON) && isIdentifier(sentence.lower(at))) {
        gateways.add(sentence.typed(at, at + 1));
      } else {
        continue;
      }
      sentence.use(at - 1, at + 1);
    }
  }

  private static boolean isIdentifier(String word) {
    return word.chars().anyMatch(Character::isDigit) && word.chars().anyMatch(Character::isLetter);
  }

  private static List<String> numbers(Sentence sentence) {
    List<String> numbers = new ArrayList<>();
    for (int at = 0; at < sentence.size(); at++) {
      String word = sentence.lower(at);
      String number = Numbers.integer(word.startsWith("#") ? word.substring(1) : word);
      if (number != null && sentence.isFree(at)) {
        sentence.use(at, at + 1);
        numbers.add(number);
      }
    }
    return numbers;
  }
}
