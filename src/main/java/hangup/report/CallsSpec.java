package hangup.report;

import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.Permission;
import java.util.List;

/** How {@code /calls} is declared. */
final class CallsSpec {
  static final String NAME = "calls";

  /** Fewer digits would match too many numbers. */
  static final int LEAST_DIGITS = 5;

  static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "The last failed calls of a number, a customer or a gateway, and what to do",
              List.of(
                  "Give a number or its first digits ("
                      + LEAST_DIGITS
                      + " at least), a customer's account or name, or a gateway. A number is looked"
                      + " for on both sides of a call.",
                  "The period is today unless you give one. The newest calls are shown, as far back"
                      + " as the CDR database can be searched in a few seconds.",
                  "The last digits of numbers are hidden, unless a rule allows you numbers."),
              List.of(
                  Option.required("who", Option.Kind.TEXT, "A number, a customer or a gateway"),
                  Option.optional("code", Option.Kind.REASON, "Only calls with this end reason"),
                  Option.optional(
                      "period",
                      Option.Kind.PERIOD,
                      "today, yesterday, last 15m, a date, a range (default: today)"),
                  new Option(
                      "as",
                      Option.Kind.CHOICE,
                      false,
                      false,
                      "What who is, where it could be several",
                      List.of("number", "customer", "gateway")),
                  SourceOption.OPTION),
              Permission.CALLS,
              List.of(
                  "/calls 8801712",
                  "/calls 8801712345678 22 yesterday",
                  "/calls GW-7",
                  "/calls 10023 as:customer"))
          .withWords("failed calls of", "calls of", "calls to", "calls from");

  /** Declares nothing that can be typed: who may see full numbers. */
  static final CommandSpec NUMBERS =
      new CommandSpec(
          "numbers",
          "Full phone numbers in /calls",
          List.of(),
          List.of(),
          Permission.NUMBERS,
          List.of());

  private CallsSpec() {}
}
