package hangup.report;

import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.ReasonGroup;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Block.Align;
import hangup.reply.Block.Column;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.text.DidYouMean;
import hangup.text.Fold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /reasons}: the table of all end reasons, by group or by category, or a part of it. */
public final class ReasonsCommand implements Command {

  static final String NO_GROUP = "In no group";
  private static final String NO_CATEGORY = "In no category";

  private static final CommandSpec SPEC =
      new CommandSpec(
              "reasons",
              "All end reasons, by group or category",
              List.of(
                  "group (as usual): by functional group, with its impact and what it asks for;"
                      + " codes that the source puts in no group stand apart. category: by the"
                      + " category of the code table. all: one table with everything.",
                  "The name of one group or category shows that one alone."),
              List.of(
                  Option.optional(
                      "which",
                      Option.Kind.TEXT,
                      "group, category, all, or the name of one group or category")),
              Permission.PUBLIC,
              List.of("/reasons", "/reasons category", "/reasons billing", "/reasons all"))
          .withWords("list", "codes", "all codes", "list codes", "end reasons", "groups");

  private final Supplier<Catalog> catalogs;

  public ReasonsCommand(Supplier<Catalog> catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Catalog catalog = catalogs.get();
    String which = arguments.get("which").orElse("");
    String folded = Fold.words(which);
    return switch (folded) {
      case "" -> catalog.groups().isEmpty() ? byCategory(catalog) : byGroup(catalog);
      case "group", "groups" -> byGroup(catalog);
      case "category", "categories" -> byCategory(catalog);
      case "all" -> all(catalog);
      default -> named(catalog, which, folded);
    };
  }

  private static Reply byGroup(Catalog catalog) {
    Reply.Builder reply = start(catalog, "by group");
    for (ReasonGroup group : catalog.groups()) {
      section(
          reply,
          headingOf(group),
          "Category",
          ReasonsCommand::category,
          reasonsOf(catalog, group.name(), ReasonsCommand::group));
    }
    List<EndReason> ungrouped = reasonsOf(catalog, NO_GROUP, ReasonsCommand::group);
    section(
        reply,
        NO_GROUP + ": the source gives them no impact and no action",
        "Category",
        ReasonsCommand::category,
        ungrouped);
    return reply
        .button("By category", "/reasons category")
        .button("Everything", "/reasons all")
        .data(data(catalog, catalog.all()))
        .build();
  }

  private static Reply byCategory(Catalog catalog) {
    Reply.Builder reply = start(catalog, "by category");
    for (String category : names(catalog, ReasonsCommand::category)) {
      section(
          reply,
          category,
          "Group",
          ReasonsCommand::groupOrNone,
          reasonsOf(catalog, category, ReasonsCommand::category));
    }
    reply.button(
        catalog.groups().isEmpty() ? "Everything" : "By group",
        catalog.groups().isEmpty() ? "/reasons all" : "/reasons group");
    return reply.data(data(catalog, catalog.all())).build();
  }

  private static Reply all(Catalog catalog) {
    return start(catalog, "everything")
        .add(
            new Block.Table(
                "",
                List.of(
                    new Column("Code", Align.RIGHT, true),
                    new Column("End reason", Align.LEFT, true),
                    new Column("Category", Align.LEFT, false),
                    new Column("Group", Align.LEFT, false),
                    new Column("SIP", Align.LEFT, false),
                    new Column("Q.850", Align.LEFT, false),
                    new Column("Billable", Align.LEFT, false)),
                catalog.all().stream().map(ReasonsCommand::fullRow).toList()))
        .note("SIP, Q.850 and billable: what is documented; an empty place is unknown.")
        .button("By group", "/reasons group")
        .data(data(catalog, catalog.all()))
        .build();
  }

  private static Reply named(Catalog catalog, String which, String folded) {
    if (ReasonLookup.code(which).isPresent()) {
      throw new CommandException(
          "/reasons lists many; one code is asked with /reason.", "/reason " + which.strip());
    }
    Set<String> known = new LinkedHashSet<>();
    known.addAll(catalog.groups().stream().map(ReasonGroup::name).toList());
    known.addAll(names(catalog, ReasonsCommand::category));
    if (hasUngrouped(catalog)) {
      known.add(NO_GROUP);
    }
    for (String name : known) {
      if (Fold.words(name).equals(folded)) {
        return one(catalog, name);
      }
    }
    List<String> near = new ArrayList<>(DidYouMean.among(which, known, 3));
    known.stream()
        .filter(name -> Fold.words(name).contains(folded) && !near.contains(name))
        .forEach(near::add);
    if (near.size() == 1) {
      return one(catalog, near.get(0));
    }
    throw new CommandException(
        "“"
            + ReasonLookup.echo(which)
            + "” is no group and no category. Allowed: group, category, all, or one of "
            + String.join(", ", known)
            + ".",
        near.isEmpty()
            ? List.of("/reasons", "/reasons all")
            : near.stream().map(name -> "/reasons " + name).toList());
  }

  /** The codes of a group, and those that only the category of that name has. */
  private static Reply one(Catalog catalog, String name) {
    List<EndReason> grouped = reasonsOf(catalog, name, ReasonsCommand::group);
    List<EndReason> categorised =
        new ArrayList<>(reasonsOf(catalog, name, ReasonsCommand::category));
    categorised.removeAll(grouped);
    Reply.Builder reply = start(catalog, name);
    catalog.groups().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .ifPresent(group -> reply.severity(group.severity()));
    String heading =
        catalog.groups().stream()
            .filter(group -> group.name().equals(name))
            .findFirst()
            .map(ReasonsCommand::headingOf)
            .orElse(name);
    section(reply, heading, "Category", ReasonsCommand::category, grouped);
    section(
        reply,
        grouped.isEmpty() ? "Category " + name : "Of the category " + name + ", in another group",
        "Group",
        ReasonsCommand::groupOrNone,
        categorised);
    List<EndReason> both = new ArrayList<>(grouped);
    both.addAll(categorised);
    return reply.button("All groups", "/reasons").data(data(catalog, both)).build();
  }

  private static Reply.Builder start(Catalog catalog, String how) {
    return Reply.builder("End reasons: " + how, Severity.INFO)
        .footer(RichText.of(catalog.title() + " (" + catalog.table() + ")"));
  }

  private static void section(
      Reply.Builder reply,
      String heading,
      String third,
      Function<EndReason, String> value,
      List<EndReason> reasons) {
    if (reasons.isEmpty()) {
      return;
    }
    reply.add(
        new Block.Table(
            heading,
            List.of(
                new Column("Code", Align.RIGHT, true),
                new Column("End reason", Align.LEFT, true),
                new Column(third, Align.LEFT, false)),
            reasons.stream()
                .map(r -> List.of(Integer.toString(r.code()), r.name(), value.apply(r)))
                .toList()));
  }

  private static String headingOf(ReasonGroup group) {
    return group.name() + ": impact " + group.impact() + ". " + group.action();
  }

  private static List<String> fullRow(EndReason reason) {
    Map<String, @Nullable Object> data = CardData.of(reason);
    return List.of(
        Integer.toString(reason.code()),
        reason.name(),
        reason.category().map(c -> c.value()).orElse(""),
        reason.group().map(g -> g.value().name()).orElse("none"),
        list(data.get("sip")),
        list(data.get("q850")),
        "unknown".equals(data.get("billable")) ? "" : String.valueOf(data.get("billable")));
  }

  private static String list(@Nullable Object value) {
    return value instanceof List<?> list
        ? String.join(" ", list.stream().map(String::valueOf).toList())
        : "";
  }

  private static String group(EndReason reason) {
    return reason.group().map(g -> g.value().name()).orElse(NO_GROUP);
  }

  private static String groupOrNone(EndReason reason) {
    return reason.group().map(g -> g.value().name()).orElse("none");
  }

  private static String category(EndReason reason) {
    return reason.category().map(c -> c.value()).orElse(NO_CATEGORY);
  }

  private static boolean hasUngrouped(Catalog catalog) {
    return !catalog.groups().isEmpty()
        && catalog.all().stream().anyMatch(reason -> reason.group().isEmpty());
  }

  private static Set<String> names(Catalog catalog, Function<EndReason, String> by) {
    Set<String> names = new LinkedHashSet<>();
    catalog.all().forEach(reason -> names.add(by.apply(reason)));
    return names;
  }

  private static List<EndReason> reasonsOf(
      Catalog catalog, String name, Function<EndReason, String> by) {
    return catalog.all().stream().filter(reason -> by.apply(reason).equals(name)).toList();
  }

  private static Map<String, @Nullable Object> data(Catalog catalog, List<EndReason> reasons) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (EndReason reason : reasons) {
      Map<String, @Nullable Object> all = CardData.of(reason);
      Map<String, @Nullable Object> some = new LinkedHashMap<>();
      for (String field : List.of("code", "name", "category", "group", "impact", "action")) {
        some.put(field, all.get(field));
      }
      list.add(some);
    }
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("table", catalog.table());
    data.put("reasons", list);
    return data;
  }
}
