package hangup.report;

import hangup.follow.FolderState;
import hangup.follow.FollowSettings;
import hangup.follow.FollowState;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How following each source goes, in words: how fresh it is, how far it is, what is wrong. */
final class SourcesReport {

  /** Up to so much is as good as now. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private static final int MOST_TROUBLES = 5;

  private final List<FollowState> sources;
  private final Instant now;
  private final ZoneId zone;
  private final boolean admin;

  /**
   * @param admin whether the reader may see what only an admin can mend: servers, users, files
   */
  SourcesReport(List<FollowState> sources, Instant now, ZoneId zone, boolean admin) {
    this.sources = sources;
    this.now = now;
    this.zone = zone;
    this.admin = admin;
  }

  /** Whether somebody has to mend something. */
  boolean isTroubled() {
    return sources.stream()
        .anyMatch(one -> one.problem().isPresent() || !warnings(one).isEmpty() || broken(one) > 0);
  }

  void addTo(Reply.Builder reply) {
    if (sources.isEmpty()) {
      return;
    }
    reply.heading("What is being read");
    reply.add(new Block.Bullets(sources.stream().map(this::line).toList()));
    List<RichText> toMend = sources.stream().flatMap(one -> toMend(one).stream()).toList();
    if (admin && !toMend.isEmpty()) {
      reply.heading("To be mended");
      reply.add(new Block.Bullets(toMend));
    }
  }

  private RichText line(FollowState one) {
    List<String> parts = new ArrayList<>();
    parts.add(reached(one));
    past(one).ifPresent(parts::add);
    one.folder().ifPresent(folder -> files(one, folder, parts));
    if (one.late() > 0) {
      parts.add(
          Figures.calls(one.late())
              + " appeared later than the window, found within "
              + FollowSettings.CHECKED.toDays()
              + " days; they count");
    }
    if (one.unnamed() > 0) {
      parts.add(
          Figures.calls(one.unnamed()) + " since the start counted under “others”: too many names");
    }
    int warnings = warnings(one).size();
    if (!admin && warnings > 0) {
      parts.add(Figures.plural(warnings, "warning") + " for the admin");
    }
    return RichText.strong(one.source()).plus(": " + String.join("; ", parts));
  }

  private String reached(FollowState one) {
    Optional<String> asOf = one.asOf().map(at -> "as of " + Figures.near(at, now, zone));
    if (one.failingSince().isPresent()) {
      return (one.unreachable() ? "unreachable for " : "cannot be read for ")
          + Freshness.span(Duration.between(one.failingSince().get(), now))
          + ", "
          + asOf.orElse("nothing read yet");
    }
    if (asOf.isEmpty()) {
      return "nothing read yet";
    }
    if (one.asOf().get().isBefore(now.minus(FRESH))) {
      return asOf.get() + ", " + Freshness.span(one.behind()) + " behind and catching up";
    }
    return "up to date, " + asOf.get();
  }

  private static Optional<String> past(FollowState one) {
    if (one.isBackfilled()) {
      return one.folder().isEmpty() && one.daysWanted() > 0
          ? Optional.of("all of the past is read (" + Figures.plural(one.daysWanted(), "day") + ")")
          : Optional.empty();
    }
    return Optional.of(
        one.daysRead()
            + " of "
            + one.daysWanted()
            + (one.folder().isPresent()
                ? " files read, newest first"
                : " days of the past read, newest first"));
  }

  private void files(FollowState one, FolderState folder, List<String> parts) {
    parts.add(
        Figures.plural(folder.files(), "file") + (folder.files() == 1 ? " counts" : " count"));
    if (folder.open() > 0) {
      parts.add(folder.open() + " still being written");
    }
    if (broken(one) > 0) {
      parts.add(Figures.plural(broken(one), "file") + " cannot be read");
    }
    if (folder.rejected() > 0) {
      parts.add(
          Figures.plural(folder.rejected(), "line")
              + " could not be understood"
              + (admin ? ", kept in rejects/" + one.source() : ""));
    }
  }

  private static int broken(FollowState one) {
    return one.folder().map(folder -> folder.troubles().size()).orElse(0);
  }

  private static List<String> warnings(FollowState one) {
    return one.warnings().orElse(List.of());
  }

  private List<RichText> toMend(FollowState one) {
    List<String> sentences = new ArrayList<>();
    one.problem().ifPresent(problem -> sentences.add(bare(problem, one.source())));
    sentences.addAll(warnings(one));
    List<String> troubles = one.folder().map(FolderState::troubles).orElse(List.of());
    sentences.addAll(troubles.subList(0, Math.min(MOST_TROUBLES, troubles.size())));
    if (troubles.size() > MOST_TROUBLES) {
      sentences.add(troubles.size() - MOST_TROUBLES + " more files; the log has all");
    }
    return sentences.stream()
        .map(sentence -> RichText.strong(one.source()).plus(": " + sentence))
        .toList();
  }

  /** Without the name, which stands before it here. */
  private static String bare(String problem, String source) {
    String prefix = "Source " + source + ": ";
    return problem.startsWith(prefix) ? problem.substring(prefix.length()) : problem;
  }

  /** For programs; times in UTC epoch ms. */
  List<Map<String, @Nullable Object>> data() {
    return sources.stream().map(this::data).toList();
  }

  private Map<String, @Nullable Object> data(FollowState one) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("source", one.source());
    data.put("asOf", one.asOf().map(Instant::toEpochMilli).orElse(null));
    data.put("behindSeconds", one.behind().toSeconds());
    data.put("failingSince", one.failingSince().map(Instant::toEpochMilli).orElse(null));
    data.put("unreachable", one.unreachable());
    data.put(one.folder().isPresent() ? "filesRead" : "daysRead", one.daysRead());
    data.put(one.folder().isPresent() ? "filesWanted" : "daysWanted", one.daysWanted());
    data.put("late", one.late());
    data.put("unnamed", one.unnamed());
    one.folder()
        .ifPresent(
            folder -> {
              data.put("files", folder.files());
              data.put("openFiles", folder.open());
              data.put("brokenFiles", folder.troubles().size());
              data.put("rejectedLines", folder.rejected());
            });
    if (admin) {
      data.put("problem", one.problem().orElse(null));
      data.put("warnings", warnings(one));
      one.folder().ifPresent(folder -> data.put("troubles", folder.troubles()));
    }
    return data;
  }
}
