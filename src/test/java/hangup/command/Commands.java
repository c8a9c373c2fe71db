package hangup.command;

import hangup.reply.Reply;
import hangup.reply.Severity;
import java.util.List;

/** The product's commands as far as typing goes; each answers with what it was given. */
final class Commands {

  static final CommandSpec REASON =
      new CommandSpec(
              "reason",
              "Says what an end reason means",
              List.of("A code, or words of its name."),
              List.of(Option.required("reason", Option.Kind.REASON, "code or words of its name")),
              Permission.PUBLIC,
              List.of("/reason 22", "/reason no route"))
          .withWords("why", "what is", "meaning", "mean", "warum");

  static final CommandSpec SIP =
      new CommandSpec(
              "sip",
              "Finds the end reasons of a SIP response",
              List.of(),
              List.of(Option.required("code", Option.Kind.INTEGER, "SIP response code")),
              Permission.PUBLIC,
              List.of("/sip 503"))
          .withWords("response");

  static final CommandSpec Q850 =
      new CommandSpec(
              "q850",
              "Finds the end reasons of a Q.850 cause",
              List.of(),
              List.of(Option.required("cause", Option.Kind.INTEGER, "Q.850 cause")),
              Permission.PUBLIC,
              List.of("/q850 34"))
          .withWords("q.850", "cause", "isup");

  static final CommandSpec REASONS =
      new CommandSpec(
              "reasons",
              "Lists all end reasons",
              List.of(),
              List.of(Option.choice("which", "how to list them", "category", "group", "all")),
              Permission.PUBLIC,
              List.of("/reasons", "/reasons group"))
          .withWords("list", "codes");

  static final CommandSpec FIX =
      new CommandSpec(
              "fix",
              "Lists the steps that mend an end reason",
              List.of(),
              List.of(Option.required("reason", Option.Kind.REASON, "code or words of its name")),
              Permission.PUBLIC,
              List.of("/fix 15"))
          .withWords("fix", "how do i", "solve", "repair");

  static final CommandSpec BILLING =
      new CommandSpec(
              "billing",
              "Says what is billed",
              List.of(),
              List.of(Option.optional("reason", Option.Kind.REASON, "code or words of its name")),
              Permission.PUBLIC,
              List.of("/billing 8"))
          .withWords("billed", "bill", "billable", "charged");

  static final CommandSpec SUMMARY =
      new CommandSpec(
              "summary",
              "Counts calls and failures",
              List.of(),
              List.of(
                  Option.optional("period", Option.Kind.PERIOD, "which time"),
                  Option.choice(
                      "by", "how to group", "reason", "category", "gateway", "customer", "hour"),
                  Option.named("code", Option.Kind.REASON, "only this end reason"),
                  Option.named("gateway", Option.Kind.GATEWAY, "only this gateway"),
                  Option.named("customer", Option.Kind.CUSTOMER, "only this customer"),
                  new Option(
                      "direction",
                      Option.Kind.CHOICE,
                      false,
                      false,
                      "who ended the call",
                      List.of("caller", "callee", "server")),
                  Option.named("quiet", Option.Kind.FLAG, "answer for me alone")),
              Permission.FIGURES,
              List.of("/summary today", "/summary last 24h by gateway"))
          .withWords(
              "failed", "fail", "failing", "failures", "happened", "summary", "fehler", "problems");

  static final CommandSpec CALLS =
      new CommandSpec(
          "calls",
          "Shows the last failed calls",
          List.of(),
          List.of(
              Option.required("who", Option.Kind.TEXT, "number, customer or gateway"),
              Option.optional("code", Option.Kind.REASON, "only this end reason"),
              Option.optional("period", Option.Kind.PERIOD, "which time")),
          Permission.CALLS,
          List.of("/calls 88017 22 today"));

  static final List<CommandSpec> SPECS =
      List.of(REASON, SIP, Q850, REASONS, FIX, BILLING, SUMMARY, CALLS);

  private Commands() {}

  /** A command that answers with its name as the title and its arguments as data. */
  static Command echo(CommandSpec spec) {
    return new Command() {
      @Override
      public CommandSpec spec() {
        return spec;
      }

      @Override
      public Reply run(Arguments arguments, Context context) {
        return Reply.builder(spec.name(), Severity.OK).data(arguments.values()).build();
      }
    };
  }

  static List<Command> all() {
    return SPECS.stream().map(Commands::echo).toList();
  }
}
