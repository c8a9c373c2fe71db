package hangup.audit;

import hangup.chat.ChannelRef;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.PeriodParser;
import hangup.command.Permission;
import hangup.command.Topic;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.state.AuditLog.Entry;
import hangup.state.AuditLog.Found;
import hangup.state.AuditLog.Kind;
import hangup.state.AuditLog.Search;
import hangup.state.StateException;
import hangup.stats.Period;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code /audit}: who asked and changed what, everywhere; for admins. */
public final class AuditCommand implements Command {

  private static final String DEFAULT_PERIOD = "last 24h";
  private static final int PAGE = 20;
  private static final int MOST_PAGES = 1_000;
  private static final int LONGEST_ASKED = 120;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** The words of the chat for the outcomes that the log keeps. */
  private static final Map<String, String> OUTCOMES = outcomes();

  private static final CommandSpec SPEC =
      new CommandSpec(
              "audit",
              "Who asked and changed what: by user, command, period and outcome; for admins",
              List.of(
                  "Shows the last 24 hours unless you give a period, newest first, of every channel"
                      + " and platform. Ends of numbers are hidden, and what was not understood is"
                      + " not kept.",
                  "who is the id of a user or a part of their name. Outcomes: ok, mistake (the"
                      + " question could not be answered as it was put), refused, unavailable (no"
                      + " figures), failed (our side), changed, lost."),
              List.of(
                  Option.optional(
                      "period", Option.Kind.PERIOD, "today, last 24h (default), 2026-11-01"),
                  Option.choice(
                      "outcome",
                      "Only answers that ended so",
                      OUTCOMES.keySet().toArray(String[]::new)),
                  Option.named("who", Option.Kind.TEXT, "A user's id, or a part of the name"),
                  Option.named("command", Option.Kind.TEXT, "Only this command"),
                  Option.named("page", Option.Kind.INTEGER, "Further back: 2 and so on")),
              Permission.ADMIN,
              List.of(
                  "/audit",
                  "/audit yesterday refused",
                  "/audit last 7d who:ann command:digest",
                  "/audit changed"))
          .withWords("who asked", "who changed", "audit log")
          .withTopic(Topic.SETTINGS);

  private final AuditSource source;
  private final PeriodParser periods;

  public AuditCommand(AuditSource source, PeriodParser periods) {
    this.source = source;
    this.periods = periods;
  }

  private static Map<String, String> outcomes() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("ok", "ok");
    words.put("mistake", "user");
    words.put("refused", "refused");
    words.put("unavailable", "unavailable");
    words.put("failed", "internal");
    words.put("changed", "changed");
    words.put("lost", "lost");
    return words;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Period period = periods.parse(arguments.get("period").orElse(DEFAULT_PERIOD), context.zone());
    int page = page(arguments);
    Search search =
        new Search(
            period.from(),
            period.to(),
            arguments.get("who").map(who -> who.startsWith("@") ? who.substring(1) : who),
            arguments.get("command").map(AuditCommand::name),
            arguments.get("outcome").map(OUTCOMES::get));
    try {
      return shown(source.find(search, (page - 1) * PAGE, PAGE), period, page, arguments);
    } catch (StateException e) {
      throw new CommandException(
          e.kind() == StateException.Kind.LOCKED
              ? "Another Hangup runs and holds the audit log. Ask /audit in one of its chats, or on"
                  + " its local page."
              : String.valueOf(e.getMessage()));
    }
  }

  private static int page(Arguments arguments) {
    String text = arguments.get("page").orElse("1");
    if (text.length() <= 4) {
      int page = Integer.parseInt(text);
      if (page >= 1 && page <= MOST_PAGES) {
        return page;
      }
    }
    throw new CommandException(
        "page is a number from 1 to " + MOST_PAGES + "; 1 has the newest.", "/audit page:2");
  }

  private static String name(String command) {
    String name = command.startsWith("/") ? command.substring(1) : command;
    return name.toLowerCase(Locale.ROOT);
  }

  private Reply shown(Found found, Period period, int page, Arguments arguments) {
    long total = found.total();
    Reply.Builder reply =
        Reply.builder("Audit: " + period.label(), Severity.INFO)
            .forAskerOnly()
            .text(counted(found));
    if (!found.entries().isEmpty()) {
      days(found.entries(), period.zone(), reply);
    } else if (total > 0) {
      reply.text("There are " + pages(total) + " pages; this one is empty.");
    }
    List<String> footer = new ArrayList<>();
    footer.add("Times in " + period.zone().getId());
    if (total > PAGE) {
      footer.add("page " + page + " of " + pages(total));
    }
    source.keeps().ifPresent(keep -> footer.add("kept for " + keep.toDays() + " days"));
    reply.footer(RichText.of(String.join(" · ", footer)));
    if (page < pages(total)) {
      reply.button("Older", line(arguments, page + 1));
    }
    if (page > 1) {
      reply.button("Newer", line(arguments, page - 1));
    }
    if (source.lost() > 0) {
      reply.note(
          source.lost()
              + " answers could not be kept: the bot's own database was away or too slow.");
    }
    return reply.data(data(found, page)).build();
  }

  private static String counted(Found found) {
    if (found.total() == 0) {
      return "Nothing was asked or changed then that fits.";
    }
    List<String> each = new ArrayList<>();
    found
        .outcomes()
        .forEach(
            (outcome, count) ->
                each.add(String.format(Locale.ROOT, "%,d ", count) + word(outcome)));
    return String.format(Locale.ROOT, "%,d in all: ", found.total())
        + String.join(", ", each)
        + ".";
  }

  private static long pages(long total) {
    return Math.min(MOST_PAGES, (total + PAGE - 1) / PAGE);
  }

  /** A list and no table: on a phone, the columns would be too narrow for what was asked. */
  private static void days(List<Entry> entries, ZoneId zone, Reply.Builder reply) {
    Map<LocalDate, List<RichText>> days = new LinkedHashMap<>();
    for (Entry entry : entries) {
      days.computeIfAbsent(entry.at().atZone(zone).toLocalDate(), day -> new ArrayList<>())
          .add(line(entry, zone));
    }
    days.forEach(
        (day, lines) -> {
          reply.heading(day.toString());
          reply.add(new Block.Bullets(lines));
        });
  }

  private static RichText line(Entry entry, ZoneId zone) {
    String who = entry.actorName().isBlank() ? entry.actor() : entry.actorName();
    RichText text =
        RichText.of(TIME.format(entry.at().atZone(zone)) + " ").plusStrong(who).plus(" ");
    text =
        entry.kind() == Kind.COMMAND && !entry.action().isEmpty()
            ? text.plusCode(asked(entry))
            : text.plus(asked(entry));
    List<String> rest = new ArrayList<>();
    rest.add(word(entry.outcome()));
    entry.took().ifPresent(took -> rest.add(took(took)));
    rest.add(where(entry.channel()));
    return text.plus(" · " + String.join(" · ", rest));
  }

  private static String asked(Entry entry) {
    String text =
        switch (entry.kind()) {
          case COMMAND ->
              entry.action().isEmpty()
                  ? ("(not read) " + entry.detail()).strip()
                  : ("/" + entry.action() + " " + entry.detail()).strip();
          case CHANGE -> entry.action() + ": " + entry.detail();
          case GAP -> entry.detail();
        };
    return text.codePointCount(0, text.length()) <= LONGEST_ASKED
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_ASKED - 1)) + "…";
  }

  private static String took(Duration took) {
    return took.toMillis() < 1_000
        ? took.toMillis() + " ms"
        : String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }

  private static String where(ChannelRef channel) {
    return (channel.platform() + " " + channel.channel()).strip()
        + channel.thread().map(thread -> "/" + thread).orElse("");
  }

  private static String word(String outcome) {
    return OUTCOMES.entrySet().stream()
        .filter(one -> one.getValue().equals(outcome))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(outcome);
  }

  private static String line(Arguments arguments, int page) {
    StringBuilder line = new StringBuilder("/audit");
    for (Option option : SPEC.options()) {
      if (!option.name().equals("page")) {
        arguments
            .get(option.name())
            .ifPresent(
                value ->
                    line.append(' ')
                        .append(option.name())
                        .append(":\"")
                        .append(value.replace("\"", ""))
                        .append('"'));
      }
    }
    return page == 1 ? line.toString() : line.append(" page:").append(page).toString();
  }

  private static Map<String, Object> data(Found found, int page) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Entry entry : found.entries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("at", entry.at().toString());
      one.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
      one.put("user", entry.actor());
      one.put("name", entry.actorName());
      one.put("platform", entry.channel().platform());
      one.put("channel", entry.channel().channel());
      one.put(entry.kind() == Kind.COMMAND ? "command" : "action", entry.action());
      one.put("detail", entry.detail());
      one.put("outcome", word(entry.outcome()));
      entry.took().ifPresent(took -> one.put("tookMs", took.toMillis()));
      entries.add(one);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("total", found.total());
    data.put("page", page);
    data.put("entries", entries);
    return data;
  }
}
