package hangup.digest;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandLines;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.outbox.Outbox;
import hangup.outbox.PostState;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.report.DigestReports;
import hangup.schedule.Days;
import hangup.schedule.Schedule;
import hangup.schedule.ScheduleText;
import hangup.schedule.TimeOfDay;
import hangup.schedule.Until;
import hangup.schedule.Zones;
import hangup.state.AuditLog;
import hangup.state.ChannelSettings.Changers;
import hangup.state.ChannelSettingsStore;
import hangup.state.Jobs;
import hangup.state.StateDatabase;
import hangup.state.StateException;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import hangup.text.DidYouMean;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /digest}: the digests of the channel it is asked in. */
public final class DigestCommand implements Command {

  private static final Logger log = LoggerFactory.getLogger(DigestCommand.class);
  private static final int MOST = 20;
  private static final DateTimeFormatter NEXT =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm", Locale.ENGLISH);
  private static final List<String> READING = List.of("list", "now");

  /** The options that go with an action, besides itself. */
  private static final Map<String, Set<String>> GOING_WITH =
      Map.of(
          "list", Set.of(),
          "off", Set.of("id"),
          "resume", Set.of("id"),
          "pause", Set.of("id", "until"));

  private final StateDatabase database;
  private final Subscriptions subscriptions;
  private final ChannelSettingsStore channels;
  private final AuditLog audit;
  private final Outbox outbox;
  private final Jobs jobs;
  private final DigestReports reports;
  private final DigestMaker maker;
  private final Clock clock;

  DigestCommand(
      StateDatabase database,
      Subscriptions subscriptions,
      ChannelSettingsStore channels,
      AuditLog audit,
      Outbox outbox,
      Jobs jobs,
      DigestReports reports,
      DigestMaker maker,
      Clock clock) {
    this.database = database;
    this.subscriptions = subscriptions;
    this.channels = channels;
    this.audit = audit;
    this.outbox = outbox;
    this.jobs = jobs;
    this.reports = reports;
    this.maker = maker;
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    return DigestSpec.SPEC;
  }

  @Override
  public Permission permission(Arguments arguments) {
    return READING.contains(action(arguments)) ? Permission.FIGURES : Permission.CHANGE;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    String action = action(arguments);
    requireFitting(action, arguments);
    try {
      if (!READING.contains(action)) {
        requireChanger(context);
      }
      return switch (action) {
        case "on" -> on(arguments, context);
        case "off" -> off(chosen(arguments, context), context);
        case "now" -> now(arguments, context);
        case "pause" -> pause(arguments, context);
        case "resume" -> resume(chosen(arguments, context), context);
        default -> list(context);
      };
    } catch (StateException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  private static String action(Arguments arguments) {
    return arguments.get("do").orElse("list");
  }

  /** What would be left out without a word might have been meant. */
  private static void requireFitting(String action, Arguments arguments) {
    for (String option : new TreeSet<>(arguments.values().keySet())) {
      boolean fits =
          option.equals("do")
              || (GOING_WITH.containsKey(action)
                  ? GOING_WITH.get(action).contains(option)
                  : !option.equals("until") && !(option.equals("id") && action.equals("on")));
      if (!fits) {
        throw new CommandException(
            "“" + option + "” does not go with /digest " + action + ".", example(action));
      }
    }
  }

  private static String example(String action) {
    return switch (action) {
      case "on" -> "/digest on at 09:00 days mon-fri";
      case "off", "resume" -> "/digest " + action + " id 3";
      case "pause" -> "/digest pause until monday";
      case "now" -> "/digest now id 3";
      default -> "/digest list";
    };
  }

  private void requireChanger(Context context) {
    if (channels.of(context.channel()).changers() == Changers.ADMINS && !context.asker().admin()) {
      throw new CommandException(
          "In this channel only its administrators may change digests. See /settings.",
          "/digest list");
    }
  }

  // --- on ---

  private Reply on(Arguments arguments, Context context) {
    List<Subscription> there = subscriptions.of(context.channel());
    if (there.size() >= MOST) {
      throw new CommandException(
          "This channel has " + MOST + " digests already. Remove one first.", "/digest list");
    }
    Subscription wanted = subscription(arguments, context);
    Optional<Subscription> same = there.stream().filter(one -> isSame(one, wanted)).findFirst();
    if (same.isPresent()) {
      throw new CommandException(
          "This channel has that digest already: number " + same.get().id() + ".", "/digest list");
    }
    long id =
        database.write(
            handle -> {
              long added = subscriptions.add(handle, wanted);
              audit.note(
                  handle,
                  context.channel(),
                  context.asker(),
                  "digest on",
                  "digest " + added + ": " + DigestWords.of(wanted));
              return added;
            });
    Instant next = wanted.next(clock.instant()).orElseThrow();
    soon(() -> jobs.ensure(DigestRuns.JOB, Long.toString(id), next));
    return Reply.builder("Digest " + id + " is on", Severity.OK)
        .text(RichText.strong(DigestWords.of(wanted)).plus("."))
        .text(RichText.of("Next: ").plusMoment(next, local(next, wanted.zone())))
        .button("Preview", "/digest now id:" + id)
        .button("All digests here", "/digest list")
        .data(Map.of("id", id, "next", next.toEpochMilli()))
        .build();
  }

  private static boolean isSame(Subscription one, Subscription other) {
    return one.schedule().equals(other.schedule())
        && one.zone().equals(other.zone())
        && one.period().equals(other.period())
        && one.filter().equals(other.filter());
  }

  private Subscription subscription(Arguments arguments, Context context) {
    LocalTime at =
        arguments
            .get("at")
            .map(
                text ->
                    TimeOfDay.parse(text)
                        .orElseThrow(
                            () ->
                                new CommandException(
                                    "“"
                                        + text
                                        + "” is not a time of day. Allowed: 09:00, 9:30pm or 0930.",
                                    "/digest on at 09:00")))
            .orElse(LocalTime.of(9, 0));
    Set<DayOfWeek> days =
        arguments
            .get("days")
            .map(
                text ->
                    Days.parse(text)
                        .orElseThrow(
                            () ->
                                new CommandException(
                                    "“" + text + "” are not days. Allowed: " + Days.ALLOWED + ".",
                                    "/digest on at 09:00 days mon-fri")))
            .orElse(EnumSet.allOf(DayOfWeek.class));
    Schedule schedule = new Schedule(days, at, every(arguments));
    ZoneId zone = arguments.get("zone").map(DigestCommand::zone).orElse(context.zone());
    String period = arguments.get("period").orElse("yesterday");
    reports.check(period, zone);
    Instant now = clock.instant();
    return new Subscription(
        0,
        Origin.CHAT,
        "",
        context.channel(),
        schedule,
        zone,
        period,
        filter(arguments, context),
        arguments.flag("quiet-when-ok"),
        arguments.flag("csv"),
        Pause.NONE,
        now,
        context.asker().name(),
        now);
  }

  private static int every(Arguments arguments) {
    Optional<String> text = arguments.get("every");
    if (text.isEmpty()) {
      return 24;
    }
    String digits = text.get().toLowerCase(Locale.ROOT).replaceFirst(" ?h(ours?)?$", "");
    for (int hours : Schedule.HOURS) {
      if (digits.equals(Integer.toString(hours)) || (hours == 24 && digits.equals("day"))) {
        return hours;
      }
    }
    throw new CommandException(
        "every takes 1h, 2h, 3h, 4h, 6h, 8h, 12h or 24h, not “"
            + text.get()
            + "”. For once a week name the day.",
        "/digest on every 4h period last 4h",
        "/digest on at 09:00 days mon period last 7d");
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
                        + " Write a name such as Asia/Dhaka, or an offset such as +06:00."));
  }

  private Filter filter(Arguments arguments, Context context) {
    Filter defaults = channels.of(context.channel()).defaults();
    return new Filter(
        arguments
            .get("code")
            .map(code -> OptionalInt.of(Integer.parseInt(code)))
            .orElse(OptionalInt.empty()),
        arguments.get("gateway").or(defaults::gateway),
        arguments.get("customer").or(defaults::customer),
        Optional.empty(),
        arguments
            .get("source")
            .map(
                typed ->
                    reports.source(
                        typed, name -> "/digest on at 09:00 source:" + CommandLines.value(name)))
            .or(defaults::source));
  }

  // --- off, pause, resume ---

  private Reply off(Subscription subscription, Context context) {
    requireFromChat(subscription);
    boolean gone =
        database.write(
            handle -> {
              audit.note(
                  handle,
                  context.channel(),
                  context.asker(),
                  "digest off",
                  "digest " + subscription.id() + ": " + DigestWords.of(subscription));
              return subscriptions.remove(handle, subscription.id());
            });
    return Reply.builder(
            gone
                ? "Digest " + subscription.id() + " is off"
                : "Digest " + subscription.id() + " was off already",
            Severity.OK)
        .text("It was: " + DigestWords.of(subscription) + ".")
        .button("All digests here", "/digest list")
        .build();
  }

  private Reply pause(Arguments arguments, Context context) {
    Subscription subscription = chosen(arguments, context);
    Instant now = clock.instant();
    Optional<Instant> until =
        arguments
            .get("until")
            .map(
                text ->
                    Until.parse(text, now, subscription.zone())
                        .orElseThrow(
                            () ->
                                new CommandException(
                                    "“"
                                        + text
                                        + "” is no moment to come. Allowed: "
                                        + Until.ALLOWED
                                        + ".",
                                    "/digest pause until monday")));
    Pause pause = new Pause(true, until, "by " + context.asker().name());
    change(subscription, pause, context, "digest pause", handle -> {});
    until
        .flatMap(end -> subscriptions.find(subscription.id()).flatMap(s -> s.next(now)))
        .ifPresent(
            next -> soon(() -> jobs.at(DigestRuns.JOB, Long.toString(subscription.id()), next)));
    return Reply.builder("Digest " + subscription.id() + " rests", Severity.OK)
        .text(
            until
                .map(end -> "Until " + local(end, subscription.zone()) + ".")
                .orElse("Until you say /digest resume."))
        .button("Resume", "/digest resume id:" + subscription.id())
        .build();
  }

  private Reply resume(Subscription subscription, Context context) {
    Instant now = clock.instant();
    // What was due while it rested is not made up for.
    change(
        subscription,
        Pause.NONE,
        context,
        "digest resume",
        handle -> subscriptions.settle(handle, subscription.id(), now));
    Instant next = subscription.schedule().next(now, subscription.zone());
    soon(() -> jobs.at(DigestRuns.JOB, Long.toString(subscription.id()), next));
    return Reply.builder("Digest " + subscription.id() + " goes on", Severity.OK)
        .text(RichText.of("Next: ").plusMoment(next, local(next, subscription.zone())))
        .build();
  }

  private void change(
      Subscription subscription,
      Pause pause,
      Context context,
      String action,
      Consumer<Handle> also) {
    boolean unused =
        database.write(
            handle -> {
              also.accept(handle);
              audit.note(
                  handle,
                  context.channel(),
                  context.asker(),
                  action,
                  "digest "
                      + subscription.id()
                      + pause.until().map(end -> " until " + end).orElse(""));
              return subscriptions.pause(handle, subscription.id(), pause);
            });
  }

  /** Gives a run its time, after the change itself was kept. */
  private static void soon(Runnable work) {
    try {
      work.run();
    } catch (StateException e) {
      // What was kept counts: every minute all that is kept is given its time.
      log.warn("A digest gets its time a little later: {}", e.getMessage());
    }
  }

  private static void requireFromChat(Subscription subscription) {
    if (subscription.origin() == Origin.CONFIG) {
      throw new CommandException(
          "Digest "
              + subscription.id()
              + " stands in the settings file as "
              + subscription.name()
              + ": remove it there. It can be paused here.",
          "/digest pause id:" + subscription.id());
    }
  }

  /** The one that is meant. */
  private Subscription chosen(Arguments arguments, Context context) {
    List<Subscription> there = subscriptions.of(context.channel());
    if (there.isEmpty()) {
      throw new CommandException("This channel has no digest.", "/digest on at 09:00");
    }
    Optional<String> id = arguments.get("id");
    if (id.isEmpty() && there.size() == 1) {
      return there.get(0);
    }
    List<String> lines =
        there.stream()
            .limit(5)
            .map(one -> "/digest " + action(arguments) + " id:" + one.id())
            .toList();
    return there.stream()
        .filter(one -> id.filter(Long.toString(one.id())::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    id.isEmpty()
                        ? "This channel has " + there.size() + " digests. Say which."
                        : "This channel has no digest " + id.get() + ".",
                    lines));
  }

  // --- list, now ---

  private Reply list(Context context) {
    List<Subscription> there = subscriptions.of(context.channel());
    Reply.Builder reply = Reply.builder("Digests of this channel", Severity.INFO);
    if (there.isEmpty()) {
      return reply
          .text(
              RichText.of("None yet. For one every morning: ")
                  .plusCode("/digest on at 09:00 days mon-fri"))
          .button("Preview", "/digest now")
          .data(Map.of("digests", List.of()))
          .build();
    }
    Instant now = clock.instant();
    List<RichText> items = new ArrayList<>();
    List<Map<String, Object>> data = new ArrayList<>();
    for (Subscription one : there) {
      items.add(item(one, now));
      data.add(data(one, now));
    }
    return reply
        .add(new Block.Bullets(items))
        .button("Preview", "/digest now id:" + there.get(0).id())
        .data(Map.of("digests", data))
        .build();
  }

  private RichText item(Subscription one, Instant now) {
    RichText text = RichText.strong(one.id() + " ").plus(DigestWords.of(one) + ".");
    Optional<Instant> next = one.next(now);
    if (one.pause().paused()) {
      text =
          text.plusStrong(" Paused")
              .plus(
                  one.pause().until().map(end -> " until " + local(end, one.zone())).orElse("")
                      + (one.pause().reason().isEmpty() ? "" : ": " + one.pause().reason())
                      + ".");
    }
    if (next.isPresent()) {
      text = text.plus(" Next: ").plusMoment(next.get(), local(next.get(), one.zone())).plus(".");
    }
    Optional<Outbox.Last> last = outbox.last(one.id());
    if (last.isPresent() && last.get().state() != PostState.SENT) {
      text =
          text.plusMuted(
              " Last, "
                  + local(last.get().slot(), one.zone())
                  + ": "
                  + last.get().state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                  + (last.get().reason().isEmpty() ? "" : " (" + last.get().reason() + ")")
                  + ".");
    }
    return text.plusMuted(
        one.origin() == Origin.CONFIG
            ? " From the settings file (" + one.name() + ")."
            : " Set up by " + one.createdBy() + ".");
  }

  private static Map<String, Object> data(Subscription one, Instant now) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", one.id());
    data.put("origin", one.origin().name().toLowerCase(Locale.ROOT));
    data.put("schedule", ScheduleText.of(one.schedule()));
    data.put("zone", one.zone().getId());
    data.put("period", one.period());
    data.put("paused", one.pause().paused());
    one.next(now).ifPresent(next -> data.put("next", next.toEpochMilli()));
    return data;
  }

  private Reply now(Arguments arguments, Context context) {
    boolean given =
        arguments.values().keySet().stream().anyMatch(name -> !Set.of("do", "id").contains(name));
    List<Subscription> there = given ? List.of() : subscriptions.of(context.channel());
    Subscription wanted =
        there.isEmpty()
            ? subscription(arguments, context)
            : arguments.get("id").isPresent() || there.size() == 1
                ? chosen(arguments, context)
                : there.get(0);
    Reply reply = maker.preview(DigestMaker.wanted(wanted, clock.instant()));
    return reply.toBuilder().forAskerOnly().build();
  }

  private static String local(Instant at, ZoneId zone) {
    return NEXT.format(at.atZone(zone)) + " " + zone.getId();
  }
}
