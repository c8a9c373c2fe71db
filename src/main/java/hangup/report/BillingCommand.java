package hangup.report;

import hangup.catalog.Billable;
import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.command.Arguments;
import hangup.command.Command;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /billing}: what is billed, and what is unknown. */
public final class BillingCommand implements Command {

  static final String NAME = "billing";

  private static final List<String> FIELDS =
      List.of("code", "name", "cdrGenerated", "billable", "billingModes");

  private static final RichText UNKNOWN = RichText.of("unknown");

  private static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "Whether calls with an end reason are billed, and what is unknown",
              List.of(
                  "Without a code: every code whose billing is known. Unknown is not the same as"
                      + " not billable."),
              List.of(
                  Option.optional(
                      "reason",
                      Option.Kind.REASON,
                      "An end reason: its code or words of its name")),
              Permission.PUBLIC,
              List.of("/billing", "/billing 7"))
          .withWords("billed", "billable", "billing", "charged", "is it billed");

  private final Supplier<Catalog> catalogs;

  public BillingCommand(Supplier<Catalog> catalogs) {
    this.catalogs = catalogs;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Catalog catalog = catalogs.get();
    if (arguments.get("reason").isEmpty()) {
      return table(catalog);
    }
    String asked = arguments.get("reason").get();
    ReasonLookup.Result result = ReasonLookup.find(catalog, asked, NAME);
    if (result instanceof ReasonLookup.Several several) {
      return ReasonLookup.offer(several, NAME);
    }
    return one(ReasonLookup.one(catalog, asked, NAME));
  }

  private static Reply one(EndReason reason) {
    Reply.Builder reply =
        Reply.builder("Billing of " + Card.title(reason), Severity.INFO)
            .add(
                new Block.Fields(
                    List.of(
                        field(
                            "Billable",
                            marked(reason.billable().value().word(), reason.billable())),
                        field(
                            "Billing mode",
                            reason
                                .billingModes()
                                .map(fact -> marked(Card.alternatives(fact.value()), fact))
                                .orElse(UNKNOWN)),
                        field(
                            "CDR written",
                            reason
                                .cdrGenerated()
                                .map(fact -> marked(fact.value() ? "yes" : "no", fact))
                                .orElse(UNKNOWN)))));
    reason.notes().stream()
        .filter(note -> note.value().contains("bill") || note.value().contains("rated"))
        .forEach(note -> reply.text(Marks.marked(note)));
    if (!known(reason)) {
      reply.note(
          "The source does not say, which is not the same as no: look at billing mode and fee of"
              + " such calls in your CDRs.");
    }
    return reply
        .button("The whole card", "/reason " + reason.code())
        .button("All codes", "/billing")
        .data(data(reason))
        .build();
  }

  private static Block.Field field(String name, RichText value) {
    return new Block.Field(name, value, false);
  }

  private static RichText marked(String text, Fact<?> fact) {
    return fact.value() == Billable.UNKNOWN ? UNKNOWN : Marks.marked(text, fact.provenance());
  }

  private static Reply table(Catalog catalog) {
    List<List<String>> rows = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<Map<String, @Nullable Object>> data = new ArrayList<>();
    for (EndReason reason : catalog.all()) {
      data.add(data(reason));
      if (known(reason)) {
        rows.add(row(reason));
      } else {
        unknown.add(Integer.toString(reason.code()));
      }
    }
    Reply.Builder reply = Reply.builder("What is billed (" + catalog.table() + ")", Severity.INFO);
    if (!rows.isEmpty()) {
      reply.add(
          new Block.Table(
              "",
              List.of(
                  new Column("Code", Align.RIGHT, true),
                  new Column("End reason", Align.LEFT, true),
                  new Column("Billable", Align.LEFT, true),
                  new Column("Mode", Align.LEFT, true),
                  new Column("CDR", Align.LEFT, false)),
              rows));
    }
    if (!unknown.isEmpty()) {
      reply.text(
          RichText.strong(rows.isEmpty() ? "Unknown for every code" : "Unknown for the others")
              .plus(
                  rows.isEmpty() || unknown.size() > 40
                      ? ""
                      : " (" + String.join(", ", unknown) + ")")
              .plus(": the source does not say, which is not the same as no."));
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("table", catalog.table());
    all.put("reasons", data);
    return reply.data(all).build();
  }

  private static boolean known(EndReason reason) {
    return reason.billable().value() != Billable.UNKNOWN
        || reason.cdrGenerated().isPresent()
        || reason.billingModes().isPresent();
  }

  private static List<String> row(EndReason reason) {
    return List.of(
        Integer.toString(reason.code()),
        reason.name(),
        reason.billable().value().word() + mark(reason.billable()),
        reason
            .billingModes()
            .map(fact -> Card.alternatives(fact.value()) + mark(fact))
            .orElse("unknown"),
        reason
            .cdrGenerated()
            .map(fact -> (fact.value() ? "yes" : "no") + mark(fact))
            .orElse("unknown"));
  }

  private static String mark(Fact<?> fact) {
    return fact.value() == Billable.UNKNOWN || fact.provenance() == Provenance.DOCUMENTED
        ? ""
        : Marks.of(fact.provenance());
  }

  private static Map<String, @Nullable Object> data(EndReason reason) {
    Map<String, @Nullable Object> all = CardData.of(reason);
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    FIELDS.forEach(field -> some.put(field, all.get(field)));
    return some;
  }
}
