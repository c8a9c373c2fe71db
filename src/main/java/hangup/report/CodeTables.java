package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** The code tables that are shipped, each read when it is first needed. Thread-safe. */
public final class CodeTables {

  public static final String VOS3000_25 = "vos3000-25";
  public static final String VOS3000_SIGNED = "vos3000-signed";
  public static final String SIP = "sip";
  public static final String Q850 = "q850";

  /** In the order in which a code is looked up. */
  private static final List<String> ALL = List.of(VOS3000_25, VOS3000_SIGNED, SIP, Q850);

  private final Function<String, Catalog> loader;
  private final ConcurrentMap<String, Catalog> loaded = new ConcurrentHashMap<>();

  /**
   * @param loader reads a shipped table by its name
   */
  public CodeTables(Function<String, Catalog> loader) {
    this.loader = loader;
  }

  /** What the SIP table says of a response code. */
  Optional<EndReason> sip(int code) {
    return table(SIP).byCode(code);
  }

  /** What the Q.850 table says of a cause. */
  Optional<EndReason> q850(int cause) {
    return table(Q850).byCode(cause);
  }

  /** What the other shipped tables say of a code; each meaning once, under the table it is from. */
  List<EndReason> elsewhere(int code, Catalog current) {
    List<EndReason> found = new ArrayList<>();
    for (String name : ALL) {
      if (!name.equals(current.table())) {
        table(name)
            .byCode(code)
            .filter(reason -> found.stream().noneMatch(f -> f.table().equals(reason.table())))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private Catalog table(String name) {
    return loaded.computeIfAbsent(name, loader);
  }
}
