package hangup.report;

import hangup.catalog.Billable;
import hangup.catalog.Catalog;
import hangup.catalog.EndReason;
import hangup.catalog.Fact;
import hangup.catalog.Provenance;
import hangup.catalog.ReasonGroup;
import hangup.catalog.Remedy;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of an end reason, ready to be shown. Immutable; made once for a catalogue
 * and a code.
 */
final class Card {

  private final EndReason reason;
  private final List<Block> facts;
  private final List<Block> steps;
  private final RichText source;
  private final Map<String, @Nullable Object> data;
  private final Reply reply;

  Card(Catalog catalog, EndReason reason) {
    this.reason = reason;
    this.facts = List.of(new Block.Fields(fields(catalog, reason)));
    this.steps = steps(reason);
    this.source = RichText.of(sourceOf(catalog, reason));
    this.data = CardData.of(reason);
    this.reply = with(List.of(), RichText.empty(), Map.of());
  }

  EndReason reason() {
    return reason;
  }

  /** The card without any figures. */
  Reply reply() {
    return reply;
  }

  /** The card with more between the facts and the steps. */
  Reply with(List<Block> figures, RichText footer, Map<String, ?> moreData) {
    Reply.Builder builder = Reply.builder(title(reason), reason.severity());
    facts.forEach(builder::add);
    figures.forEach(builder::add);
    steps.forEach(builder::add);
    builder.footer(footer.isEmpty() ? source : source.plus(" · ").plus(footer));
    builder.button("The steps alone", "/fix " + reason.code());
    builder.button("Its calls today", "/summary today code:" + reason.code());
    equivalents(builder);
    return builder.data(data).data(moreData).build();
  }

  /** {@code 22 No Available Route}. */
  static String title(EndReason reason) {
    return reason.code() + " " + reason.name();
  }

  /** The steps as a block each; empty when there are none. */
  static List<Block> steps(EndReason reason) {
    List<Block> blocks = new ArrayList<>();
    boolean ours =
        reason.remedies().stream().anyMatch(step -> step.provenance() == Provenance.PRACTICE);
    if (!reason.remedies().isEmpty()) {
      blocks.add(new Block.Heading(ours ? "What to do (our practice)" : "What to do"));
      blocks.add(
          new Block.Steps(
              reason.remedies().stream()
                  .map(step -> new Block.Step(stepText(step), step.where().orElse("")))
                  .toList()));
    }
    reason
        .tellApart()
        .ifPresent(
            text ->
                blocks.add(
                    new Block.Text(
                        RichText.strong("Tell apart: ")
                            .plus(text)
                            .plusMuted(Marks.of(Provenance.PRACTICE)))));
    if (!reason.notes().isEmpty()) {
      blocks.add(new Block.Bullets(reason.notes().stream().map(Marks::marked).toList()));
    }
    return List.copyOf(blocks);
  }

  private static RichText stepText(Remedy step) {
    String kind =
        switch (step.kind()) {
          case CHECK -> "Check: ";
          case FIX -> "Fix: ";
          case ESCALATE -> "Escalate: ";
        };
    boolean said = step.text().startsWith(kind.substring(0, kind.length() - 2));
    RichText text = said ? RichText.of(step.text()) : RichText.strong(kind).plus(step.text());
    return switch (step.provenance()) {
      case DOCUMENTED -> text.plusMuted(" (documented)");
      case PRACTICE -> text;
      case OPERATOR -> text.plusMuted(Marks.of(Provenance.OPERATOR));
    };
  }

  private static List<Block.Field> fields(Catalog catalog, EndReason reason) {
    List<Block.Field> fields = new ArrayList<>();
    reason.cause().ifPresent(fact -> fields.add(field("Cause", Marks.marked(fact))));
    reason.resolution().ifPresent(fact -> fields.add(field("Resolution", Marks.marked(fact))));
    Optional<Fact<ReasonGroup>> group = reason.group();
    group.ifPresent(
        g -> fields.add(field("Action", Marks.marked(g.value().action(), g.provenance()))));
    reason.contact().ifPresent(c -> fields.add(field("Contact", operators(c))));
    reason.runbook().ifPresent(page -> fields.add(field("Runbook", link(page))));
    reason.category().ifPresent(fact -> fields.add(brief("Category", Marks.marked(fact))));
    group.ifPresent(
        g -> {
          fields.add(brief("Group", Marks.marked(g.value().name(), g.provenance())));
          fields.add(brief("Impact", Marks.marked(g.value().impact(), g.provenance())));
        });
    if (group.isEmpty() && isFromSource(reason) && !catalog.groups().isEmpty()) {
      fields.add(
          field("Group", RichText.of("none: the source gives it no impact level and no action")));
    }
    fields.add(field("Billing", billing(reason)));
    signalling(fields, "SIP", reason.sip());
    signalling(fields, "Q.850", reason.q850());
    return fields;
  }

  private static boolean isFromSource(EndReason reason) {
    return reason.category().filter(Fact::documented).isPresent();
  }

  private static void signalling(
      List<Block.Field> fields, String name, Optional<Fact<List<Integer>>> codes) {
    RichText text =
        codes
            .filter(fact -> !fact.value().isEmpty())
            .map(fact -> Marks.marked(numbers(fact.value()), fact.provenance()))
            .orElse(RichText.of("unknown"));
    fields.add(brief(name, text));
  }

  /** What is known of a reason's billing, in one line; what is unknown is called so. */
  static RichText billing(EndReason reason) {
    Fact<Billable> billable = reason.billable();
    if (reason.cdrGenerated().isEmpty()
        && billable.value() == Billable.UNKNOWN
        && reason.billingModes().isEmpty()) {
      return RichText.of("unknown: the source does not say");
    }
    RichText text =
        switch (billable.value()) {
          case YES -> RichText.of("billable");
          case NO -> RichText.of("not billable");
          case PARTIAL -> RichText.of("billable in part");
          case UNKNOWN -> RichText.of("billable: unknown");
        };
    if (billable.value() != Billable.UNKNOWN) {
      text = marked(text, billable.provenance());
    }
    if (reason.billingModes().isPresent()) {
      Fact<List<Integer>> modes = reason.billingModes().get();
      text = marked(text.plus(", mode " + alternatives(modes.value())), modes.provenance());
    }
    if (reason.cdrGenerated().isPresent()) {
      Fact<Boolean> written = reason.cdrGenerated().get();
      text =
          marked(
              text.plus(written.value() ? ", a CDR is written" : ", no CDR is written"),
              written.provenance());
    } else {
      text = text.plus("; whether a CDR is written: unknown");
    }
    return text;
  }

  private void equivalents(Reply.Builder builder) {
    reason
        .sip()
        .filter(fact -> fact.provenance() != Provenance.PRACTICE)
        .flatMap(fact -> fact.value().stream().findFirst())
        .ifPresent(code -> builder.button("All with SIP " + code, "/sip " + code));
  }

  /** Where the facts come from, and what the marks mean. */
  static String sourceOf(Catalog catalog, EndReason reason) {
    String source =
        reason.table().equals(catalog.table())
            ? catalog.title() + " (" + catalog.table() + ")"
            : "table " + reason.table() + ", part of " + catalog.table();
    return "Source: " + source + " · " + Marks.legend(reason);
  }

  private static RichText marked(RichText text, Provenance provenance) {
    return provenance == Provenance.DOCUMENTED ? text : text.plusMuted(Marks.of(provenance));
  }

  private static RichText operators(String text) {
    return Marks.marked(text, Provenance.OPERATOR);
  }

  private static RichText link(URI page) {
    return RichText.empty().plusLink("your page", page);
  }

  /** {@code 1, 3}. */
  static String numbers(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** {@code 0 or 1}. */
  static String alternatives(List<Integer> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private static Block.Field field(String name, RichText value) {
    return new Block.Field(name, value, false);
  }

  private static Block.Field brief(String name, RichText value) {
    return new Block.Field(name, value, true);
  }
}
