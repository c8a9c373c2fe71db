package hangup.digest;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.reply.Reply;
import hangup.report.DigestReports;
import hangup.stats.Filter;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /digest} where nothing can be posted later, such as a terminal: {@code now} alone. */
public final class DigestPreviewCommand implements Command {

  private final DigestReports reports;
  private final Clock clock;

  /** A command that keeps and posts nothing. */
  public DigestPreviewCommand(DigestReports reports, Clock clock) {
    this.reports = reports;
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    return DigestSpec.SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    if (!arguments.get("do").orElse("").equals("now")) {
      throw new CommandException(
          "Nothing can be posted to a terminal later. Set digests up in the channel of Discord or"
              + " Telegram that wants them, by /digest on at 09:00, or in the settings file under"
              + " digests. Here you can look at one.",
          "/digest now",
          "/digest now period:today");
    }
    return reports.digest(
        new DigestReports.Wanted(
            arguments.get("period").orElse(DigestSpec.PERIOD),
            new Filter(
                arguments
                    .get("code")
                    .map(code -> OptionalInt.of(Integer.parseInt(code)))
                    .orElse(OptionalInt.empty()),
                arguments.get("gateway"),
                arguments.get("customer"),
                Optional.empty(),
                arguments.get("source")),
            context.zone(),
            clock.instant(),
            arguments.flag("csv")));
  }
}
