package hangup.digest;

import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Topic;
import java.util.List;

/** How {@code /digest} is declared. */
final class DigestSpec {

  static final String NAME = "digest";

  /** What a digest is about if nothing else is said. */
  static final String PERIOD = "yesterday";

  static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "A digest of what failed, posted here at a set time: on, off, list, now, pause,"
                  + " resume",
              List.of(
                  "on adds one: at which time, on which days, of which period. The time is local"
                      + " time in the zone, also across changes of clocks.",
                  "now shows the digest to you without posting it; it does not count as the"
                      + " scheduled one. list shows what is set up here and when it runs next.",
                  "quiet-when-ok posts nothing on days when nothing stands out. csv attaches the"
                      + " figures as a file.",
                  "Digests from the settings file are listed too, but changed there."),
              List.of(
                  new Option(
                      "do",
                      Option.Kind.CHOICE,
                      false,
                      true,
                      "What to do (default: list)",
                      List.of("list", "now", "on", "off", "pause", "resume")),
                  Option.named("at", Option.Kind.TEXT, "Time of day, such as 09:00 (default)"),
                  Option.named("zone", Option.Kind.TEXT, "Time zone, such as Asia/Dhaka"),
                  Option.named("days", Option.Kind.TEXT, "Such as mon-fri (default: all)"),
                  Option.named(
                      "every", Option.Kind.TEXT, "Every so many hours, such as 4h (default: 24h)"),
                  Option.named("period", Option.Kind.PERIOD, "Of what (default: yesterday)"),
                  Option.named("source", Option.Kind.SOURCE, "Only calls of this source"),
                  Option.named("gateway", Option.Kind.GATEWAY, "Only calls through this gateway"),
                  Option.named("customer", Option.Kind.CUSTOMER, "Only calls of this customer"),
                  Option.named("code", Option.Kind.INTEGER, "Only calls with this end reason"),
                  Option.named("quiet-when-ok", Option.Kind.FLAG, "Post only when something is up"),
                  Option.named("csv", Option.Kind.FLAG, "Attach the figures as a CSV file"),
                  Option.named("id", Option.Kind.INTEGER, "Which one, where there are several"),
                  Option.named(
                      "until", Option.Kind.TEXT, "End of a pause: monday, 3d, 2026-12-24 12:00")),
              Permission.FIGURES,
              List.of(
                  "/digest",
                  "/digest now",
                  "/digest on at 09:00 days mon-fri",
                  "/digest on every 4h period last 4h quiet-when-ok",
                  "/digest pause until monday",
                  "/digest off id 3"))
          .withTopic(Topic.SETTINGS);

  private DigestSpec() {}
}
