package hangup.channel;

import hangup.chat.ChannelRef;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Topic;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.schedule.Zones;
import hangup.state.AuditLog;
import hangup.state.ChannelSettings;
import hangup.state.ChannelSettings.Changers;
import hangup.state.ChannelSettings.Dates;
import hangup.state.ChannelSettings.Numbers;
import hangup.state.ChannelSettingsStore;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import hangup.stats.Filter;
import hangup.text.DidYouMean;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code /settings}: how a channel wants its answers; shown, changed, and audited. */
public final class SettingsCommand implements Command {

  private static final String NAME = "settings";
  private static final Set<String> NONE = Set.of("none", "default", "off", "-");
  private static final int HISTORY = 5;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private static final CommandSpec SPEC =
      new CommandSpec(
              NAME,
              "How this channel wants its answers: zone, what it is about, numbers, who may change",
              List.of(
                  "Without options it shows what is set here, and who changed it last.",
                  "source, gateway and customer are what a question here is about if it names"
                      + " nothing else; gateway:all in a question asks of everything. none takes a"
                      + " setting back."),
              List.of(
                  Option.named("zone", Option.Kind.TEXT, "Time zone of days, such as Asia/Dhaka"),
                  Option.named("source", Option.Kind.SOURCE, "Ask of this source only"),
                  Option.named("gateway", Option.Kind.GATEWAY, "Ask of this gateway only"),
                  Option.named("customer", Option.Kind.CUSTOMER, "Ask of this customer only"),
                  choice("numbers", "How numbers are written", "point", "comma", "space", "plain"),
                  choice("dates", "How dates are written", "iso", "dmy", "mdy"),
                  choice("masked", "Whether phone numbers are shown with hidden ends", "yes", "no"),
                  choice("changers", "Who may change settings and digests", "allowed", "admins")),
              Permission.FIGURES,
              List.of(
                  "/settings",
                  "/settings zone:Asia/Dhaka",
                  "/settings customer:ACME numbers:comma dates:dmy",
                  "/settings customer:none"))
          .withTopic(Topic.SETTINGS);

  private final StateDatabase database;
  private final ChannelSettingsStore settings;
  private final AuditLog audit;
  private final UnaryOperator<String> sources;

  /**
   * @param sources the name of a source as it is written; throws a {@link CommandException} if
   *     there is none
   */
  public SettingsCommand(
      StateDatabase database,
      ChannelSettingsStore settings,
      AuditLog audit,
      UnaryOperator<String> sources) {
    this.sources = sources;
    this.database = database;
    this.settings = settings;
    this.audit = audit;
  }

  private static Option choice(String name, String description, String... choices) {
    return new Option(name, Option.Kind.CHOICE, false, false, description, List.of(choices));
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Permission permission(Arguments arguments) {
    return arguments.values().isEmpty() ? Permission.FIGURES : Permission.CHANGE;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    try {
      return arguments.values().isEmpty()
          ? shown("Settings of this channel", context.channel())
          : changed(arguments, context);
    } catch (StateException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  // --- change ---

  private Reply changed(Arguments arguments, Context context) {
    ChannelSettings before = settings.of(context.channel());
    if (before.changers() == Changers.ADMINS && !context.asker().admin()) {
      throw new CommandException(
          "In this channel only its administrators may change settings.", "/settings");
    }
    ChannelSettings after = before;
    List<String> changes = new ArrayList<>();
    for (Map.Entry<String, String> one : arguments.values().entrySet()) {
      after = change(after, one.getKey(), one.getValue());
      changes.add(one.getKey() + ":" + one.getValue());
    }
    ChannelSettings wanted = after;
    boolean unused =
        database.write(
            handle -> {
              settings.put(handle, context.channel(), wanted);
              audit.note(
                  handle,
                  context.channel(),
                  context.asker(),
                  NAME,
                  String.join(" ", changes.stream().sorted().toList()));
              return true;
            });
    settings.refresh();
    return shown("Settings changed", context.channel());
  }

  private ChannelSettings change(ChannelSettings now, String option, String value) {
    Optional<String> name =
        NONE.contains(value.toLowerCase(Locale.ROOT)) ? Optional.empty() : Optional.of(value);
    Filter filter = now.defaults();
    return switch (option) {
      case "zone" -> now.withZone(name.map(SettingsCommand::zone));
      case "source" ->
          now.withDefaults(with(name.map(sources), filter.gateway(), filter.customer()));
      case "gateway" -> now.withDefaults(with(filter.source(), name, filter.customer()));
      case "customer" -> now.withDefaults(with(filter.source(), filter.gateway(), name));
      case "numbers" -> now.withNumbers(Numbers.valueOf(value.toUpperCase(Locale.ROOT)));
      case "dates" -> now.withDates(Dates.valueOf(value.toUpperCase(Locale.ROOT)));
      case "masked" -> now.withMasked(value.equals("yes"));
      default -> now.withChangers(Changers.valueOf(value.toUpperCase(Locale.ROOT)));
    };
  }

  private static Filter with(
      Optional<String> source, Optional<String> gateway, Optional<String> customer) {
    return new Filter(Filter.NONE.code(), gateway, customer, Optional.empty(), source);
  }

  private static ZoneId zone(String text) {
    return Zones.parse(text)
        .orElseThrow(
            () ->
                new CommandException(
                    "“"
                        + text
                        + "” is not a time zone."
                        + DidYouMean.best(text, ZoneId.getAvailableZoneIds())
                            .map(near -> " Did you mean " + near + "?")
                            .orElse("")
                        + " Write a name such as Asia/Dhaka, or an offset such as +06:00.",
                    "/settings zone:Asia/Dhaka"));
  }

  // --- show ---

  private Reply shown(String title, ChannelRef channel) {
    ChannelSettings now = settings.of(channel);
    Filter about = now.defaults();
    List<Block.Field> fields =
        List.of(
            field(
                "Zone",
                now.zone()
                    .map(ZoneId::getId)
                    .orElse(settings.zoneOtherwise().getId() + " (the bot's)")),
            field("Source", about.source().orElse("all")),
            field("Gateway", about.gateway().orElse("all")),
            field("Customer", about.customer().orElse("all")),
            field("Numbers", now.numbers().example()),
            field("Dates", now.dates().example()),
            field(
                "Phone numbers",
                now.masked() ? "masked for everybody" : "in full for those who may see them"),
            field(
                "Who may change",
                now.changers() == Changers.ADMINS
                    ? "administrators of this place"
                    : "whoever the access rules allow to"));
    Reply.Builder reply = Reply.builder(title, Severity.INFO).add(new Block.Fields(fields));
    List<AuditLog.Entry> history = audit.of(channel, HISTORY);
    if (!history.isEmpty()) {
      ZoneId zone = settings.zone(channel);
      reply.heading("Last changes");
      reply.add(
          new Block.Bullets(
              history.stream()
                  .map(
                      one ->
                          RichText.of(
                              TIME.format(one.at().atZone(zone))
                                  + " "
                                  + one.actorName()
                                  + ": "
                                  + one.action()
                                  + " "
                                  + one.detail()))
                  .toList()));
    }
    return reply
        .data(
            Map.of(
                "zone", settings.zone(channel).getId(),
                "source", about.source().orElse(""),
                "gateway", about.gateway().orElse(""),
                "customer", about.customer().orElse(""),
                "numbers", now.numbers().name().toLowerCase(Locale.ROOT),
                "dates", now.dates().name().toLowerCase(Locale.ROOT),
                "masked", now.masked(),
                "changers", now.changers().name().toLowerCase(Locale.ROOT)))
        .build();
  }

  private static Block.Field field(String name, String value) {
    return new Block.Field(name, RichText.of(value), true);
  }
}
