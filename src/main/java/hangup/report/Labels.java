package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.stats.Names;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How the keys of counted calls read. */
final class Labels {

  static final String NEVER_ROUTED = "(never routed)";
  static final String NO_NAME = "(not given)";

  private final Catalog catalog;
  private final Names names;
  private final Map<String, String> customers = new HashMap<>();

  Labels(Catalog catalog, Names names) {
    this.catalog = catalog;
    this.names = names;
  }

  Optional<EndReason> reason(String key) {
    OptionalInt code = ReasonLookup.code(key);
    return code.isPresent() ? catalog.byCode(code.getAsInt()) : Optional.empty();
  }

  /** The name of a reason. */
  String nameOf(String key) {
    return reason(key).map(EndReason::name).orElse("(not in the catalogue)");
  }

  /** {@code 22 No Available Route}. */
  String codeAndName(String key) {
    return key.isEmpty() ? "(no reason given)" : key + " " + nameOf(key);
  }

  static String gateway(String key) {
    return key.isEmpty() ? NEVER_ROUTED : key;
  }

  /** The customer's name, with the account where they differ. */
  String customer(String account) {
    if (account.isEmpty()) {
      return NO_NAME;
    }
    if (customers.isEmpty()) {
      names.customers().forEach(c -> customers.putIfAbsent(c.account(), c.name()));
    }
    String name = customers.getOrDefault(account, "");
    return name.isEmpty() || name.equals(account) ? account : name + " (" + account + ")";
  }
}
