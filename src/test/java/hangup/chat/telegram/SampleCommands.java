package hangup.chat.telegram;

import hangup.catalog.Catalog;
import hangup.catalog.CatalogLoader;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.HelpCommand;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Menu;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.report.CodeTables;
import hangup.report.FixCommand;
import hangup.report.ReasonCommand;
import hangup.report.ReasonsCommand;
import hangup.stats.RollupStore;
import hangup.stats.StoreSettings;
import hangup.yaml.Problems;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The catalogue's own commands, and a few that do what a test needs. */
final class SampleCommands {

  private SampleCommands() {}

  /** /reason, /fix and /reasons of the shipped catalogue, without any call data. */
  static List<Command> catalogue(Path dir) {
    Catalog catalog = CatalogLoader.builtIn("vos3000-25").load(new Problems()).orElseThrow();
    CodeTables tables =
        new CodeTables(name -> CatalogLoader.builtIn(name).load(new Problems()).orElseThrow());
    Supplier<Catalog> catalogs = () -> catalog;
    RollupStore stats =
        new RollupStore(StoreSettings.of(dir.resolve("no-calls.duckdb")), Clock.systemUTC());
    List<Command> all = new ArrayList<>();
    all.add(
        new ReasonCommand(
            catalogs,
            tables,
            stats,
            stats.names(),
            (spec, context) -> Optional.empty(),
            Clock.systemUTC()));
    all.add(new FixCommand(catalogs));
    all.add(new ReasonsCommand(catalogs));
    return all;
  }

  /** Shows figures: refused unless a rule allows it. Has a chart, buttons and a menu. */
  static Command summary() {
    return command(
        "summary",
        Permission.FIGURES,
        (arguments, context) -> {
          String by = arguments.get("by").orElse("reason");
          return Reply.builder("Calls by " + by, Severity.MEDIUM)
              .text("1,234 calls, 56 failed")
              .chart(
                  new Chart(
                      "Failures",
                      "Failures by hour, most at 10:00",
                      List.of("09:00", "10:00"),
                      List.of(new Chart.Series("No route", List.of(1L, (long) by.length()))),
                      Optional.empty()))
              .button("By gateway", "/summary by:gateway")
              .button("In words", "/words")
              .button("Refresh", "/summary by:" + by)
              .menu(
                  new Menu(
                      "Period",
                      List.of(
                          new Button("Today", "/summary today"),
                          new Button("Yesterday", "/summary yesterday"))))
              .build();
        });
  }

  /** The same without a chart. */
  static Command words() {
    return command(
        "words",
        Permission.FIGURES,
        (arguments, context) ->
            Reply.builder("In words", Severity.INFO)
                .text("56 failed")
                .button("Chart", "/summary")
                .build());
  }

  /** Tells something to the asker alone. */
  static Command secret() {
    return command(
        "secret",
        Permission.PUBLIC,
        (arguments, context) ->
            Reply.builder("Hush", Severity.INFO).forAskerOnly().text("for you alone").build());
  }

  /** Takes its time, and counts how often it ran. */
  static Command slow(AtomicInteger runs, Runnable during) {
    return command(
        "slow",
        Permission.PUBLIC,
        (arguments, context) -> {
          runs.incrementAndGet();
          during.run();
          return Reply.builder("Slow", Severity.INFO).text(what(arguments)).build();
        });
  }

  /** Says what it was asked. */
  static Command echo() {
    return command(
        "echo",
        Permission.PUBLIC,
        (arguments, context) ->
            Reply.builder("Echo", Severity.OK)
                .text(RichText.of(what(arguments)))
                .add(
                    new Block.Fields(
                        List.of(new Block.Field("Asker", RichText.of(context.asker().id()), true))))
                .build());
  }

  /** Says whether the asker administrates the chat. */
  static Command admins() {
    return command(
        "admins",
        Permission.CHANGE,
        (arguments, context) ->
            Reply.builder("For admins", Severity.OK).text("you are one").build());
  }

  private static String what(Arguments arguments) {
    return "what=" + arguments.get("what").orElse("nothing");
  }

  static Command help(List<Command> commands) {
    return new HelpCommand(commands.stream().map(Command::spec).toList(), Access.LOCAL);
  }

  static Command command(
      String name, Permission permission, BiFunction<Arguments, Context, Reply> answer) {
    CommandSpec spec =
        new CommandSpec(
            name,
            "Does " + name,
            List.of(),
            List.of(
                Option.optional("what", Option.Kind.TEXT, "Anything"),
                Option.named("by", Option.Kind.TEXT, "By what")),
            permission,
            List.of("/" + name));
    return new Command() {
      @Override
      public CommandSpec spec() {
        return spec;
      }

      @Override
      public Reply run(Arguments arguments, Context context) {
        return answer.apply(arguments, context);
      }
    };
  }
}
