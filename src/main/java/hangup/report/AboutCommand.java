package hangup.report;

import hangup.catalog.Catalog;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.command.Topic;
import hangup.follow.FollowState;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.CallStats;
import hangup.stats.CallStats.DataState;
import hangup.stats.Names;
import hangup.stats.StatsUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code /about}: the version, the code table, and the state of the call data. */
public final class AboutCommand implements Command {

  private static final CommandSpec SPEC =
      new CommandSpec(
              "about",
              "Version, code table, and how fresh the call data is",
              List.of(),
              List.of(),
              Permission.PUBLIC,
              List.of("/about"))
          .withWords("version", "about", "who are you", "how fresh")
          .withTopic(Topic.BOT);

  /** Never asked by itself: who may see what an admin sees, sees how the sources are set up. */
  private static final CommandSpec ADMIN =
      new CommandSpec(
          "aboutsources",
          "Servers, users and files of the sources, and what is wrong with them",
          List.of(),
          List.of(),
          Permission.ADMIN,
          List.of());

  private final String version;
  private final Supplier<Catalog> catalogs;
  private final CallStats stats;
  private final Names names;
  private final Supplier<List<FollowState>> followed;
  private final Access access;
  private final Clock clock;

  /**
   * @param version as the build wrote it
   * @param followed how following each source goes now
   * @param access asked whether the asker may see figures, as for {@code /summary}
   */
  public AboutCommand(
      String version,
      Supplier<Catalog> catalogs,
      CallStats stats,
      Names names,
      Supplier<List<FollowState>> followed,
      Access access,
      Clock clock) {
    this.version = version;
    this.catalogs = catalogs;
    this.stats = stats;
    this.names = names;
    this.followed = followed;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Catalog catalog = catalogs.get();
    ZoneId zone = context.zone();
    List<Block.Field> fields = new ArrayList<>();
    fields.add(field("Version", "Hangup " + version));
    fields.add(
        field(
            "Code table",
            catalog.table() + ", " + catalog.title() + ", " + catalog.all().size() + " codes"));
    fields.add(field("Taken from", catalog.source()));
    fields.add(field("Zone", Freshness.zone(zone)));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("version", version);
    data.put("table", catalog.table());
    data.put("codes", catalog.all().size());
    data.put("zone", zone.getId());
    boolean figures = access.refusal(SummarySpec.SPEC, context).isEmpty();
    SourcesReport sources =
        new SourcesReport(
            figures ? followed.get() : List.of(),
            clock.instant(),
            zone,
            access.refusal(ADMIN, context).isEmpty());
    if (figures) {
      data(fields, data, zone);
      data.put("followed", sources.data());
    }
    Reply.Builder reply =
        Reply.builder(
                "Hangup says why calls failed",
                sources.isTroubled() ? Severity.MEDIUM : Severity.INFO)
            .add(new Block.Fields(fields));
    sources.addTo(reply);
    return reply.button("What it can do", "/help").data(data).build();
  }

  private void data(List<Block.Field> fields, Map<String, @Nullable Object> data, ZoneId zone) {
    DataState state;
    try {
      state = stats.state();
    } catch (StatsUnavailableException e) {
      fields.add(field("Call data", "not readable now: " + e.getMessage()));
      data.put("calls", null);
      return;
    }
    data.put("calls", state.calls());
    data.put("firstCall", millis(state.firstCall().orElse(null)));
    data.put("lastCall", millis(state.lastCall().orElse(null)));
    data.put("updatedAt", millis(state.updatedAt().orElse(null)));
    data.put("sources", state.sources());
    if (state.isEmpty()) {
      fields.add(field("Call data", "none yet: " + EmptyData.why(state, names.sources())));
      return;
    }
    Instant now = clock.instant();
    String span =
        state.firstCall().map(at -> " from " + Figures.dayTime(at, zone)).orElse("")
            + state.lastCall().map(at -> " to " + Figures.dayTime(at, zone)).orElse("");
    fields.add(field("Call data", Figures.calls(state.calls()) + span));
    if (!state.sources().isEmpty()) {
      fields.add(field("Sources", String.join(", ", state.sources())));
    }
    state
        .updatedAt()
        .ifPresent(
            at ->
                fields.add(
                    field(
                        "Updated",
                        Figures.dayTime(at, zone) + ", " + ago(Duration.between(at, now)))));
    state.note().ifPresent(note -> fields.add(field("Note", note)));
  }

  private static String ago(Duration age) {
    if (age.compareTo(Duration.ofMinutes(1)) < 0) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  private static Block.Field field(String name, String value) {
    return new Block.Field(name, RichText.of(value), false);
  }
}
