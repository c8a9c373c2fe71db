package hangup.report;

import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.PeriodParser;
import hangup.command.Permission;
import java.util.List;

/** How {@code /summary} is declared; whoever may run it may see figures elsewhere too. */
final class SummarySpec {

  static final String NAME = "summary";
  static final String CSV = "csv";

  static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "What failed and why: ASR, failures by reason, gateway, customer; what stands out",
              List.of(
                  "The period is today unless you give one: " + PeriodParser.ALLOWED + ".",
                  "It is compared with the period before: today with the same hours yesterday, the"
                      + " last 15 minutes with the 15 minutes before.",
                  "A call is a seizure: one CDR of a terminated call. Answered: it has talk time."
                      + " Failure: unanswered, and its reason is not in the group Normal. ASR ="
                      + " answered / calls; NER also counts busy, no answer and the like as"
                      + " effective; ACD = talk time / answered.",
                  "What stands out is found by rules with minimum counts, in the data of the period"
                      + " alone."),
              List.of(
                  Option.optional(
                      "period",
                      Option.Kind.PERIOD,
                      "today, yesterday, last 15m, a date, a range (default: today)"),
                  Option.choice(
                      "by", "What to list", "reason", "category", "gateway", "customer", "hour"),
                  Option.named("code", Option.Kind.REASON, "Only calls with this end reason"),
                  Option.named(
                      "gateway",
                      Option.Kind.GATEWAY,
                      "Only calls through this gateway, either side"),
                  Option.named("customer", Option.Kind.CUSTOMER, "Only calls of this customer"),
                  new Option(
                      "direction",
                      Option.Kind.CHOICE,
                      false,
                      false,
                      "Only calls ended by this side",
                      List.of("caller", "callee", "server", "unknown")),
                  SourceOption.OPTION,
                  Option.named(CSV, Option.Kind.FLAG, "Attach the figures as a CSV file")),
              Permission.FIGURES,
              List.of(
                  "/summary",
                  "/summary yesterday by gateway",
                  "/summary last 15m code:22",
                  "/summary 2026-11-01 09:00-12:00 gateway:GW-7"))
          .withWords(
              "what failed",
              "what happened",
              "failed",
              "failing",
              "failures",
              "failure",
              "summary",
              "statistics",
              "stats",
              "asr",
              "calls",
              "problems",
              "errors",
              "fehler");

  private SummarySpec() {}
}
