package hangup.catalog;

import java.util.List;
import java.util.Map;

/**
 * A code table or an overlay as its file has it.
 *
 * @param include the names of the tables it takes in
 * @param groups by name, in the file's order
 * @param reasons by code, in the file's order
 */
record TableDraft(
    String table,
    String title,
    String source,
    List<String> include,
    Map<String, GroupDraft> groups,
    Map<Integer, ReasonDraft> reasons) {}
