package hangup.report;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.command.Access;
import hangup.command.Permission;
import hangup.follow.FolderState;
import hangup.follow.FollowState;
import hangup.reply.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code /about} says of the sources. */
class SourcesReportTest {
  private static final String NOW = "2026-11-20T12:00:00Z";
  private static final Instant AT = Instant.parse(NOW);

  /** Who may see figures, but not what an admin sees. */
  private static final Access SUPPORT =
      (spec, context) ->
          spec.permission() == Permission.ADMIN ? Optional.of("No.") : Optional.empty();

  private static final Access PUBLIC =
      (spec, context) ->
          spec.permission() == Permission.PUBLIC ? Optional.empty() : Optional.of("No.");

  private static Desk desk(Access access, FollowState... states) {
    MemoryStats stats = new MemoryStats(Traffic.withIncident().calls(), AT);
    return Desk.of(
        Desk.VOS3000, stats, stats.names(), List.of(states), NOW, access, ZoneId.of("Asia/Dhaka"));
  }

  private static FollowState state(
      @Nullable Instant asOf, @Nullable Instant failingSince, int days, long late, long unnamed) {
    return new FollowState(
        "dhaka",
        Optional.ofNullable(asOf),
        Duration.ofMinutes(7),
        Optional.ofNullable(failingSince).map(at -> "Source dhaka: no connection to 192.0.2.1."),
        Optional.ofNullable(failingSince),
        failingSince != null,
        days,
        30,
        500,
        400,
        late,
        3,
        unnamed);
  }

  private static String flat(Desk desk) {
    return desk.text("/about").replaceAll("\\s+", " ");
  }

  @Test
  void tellsHowFarAndHowFreshASourceIs() {
    assertThat(flat(desk(Access.LOCAL, state(AT.minusSeconds(2), null, 30, 0, 0))))
        .contains("dhaka: up to date, as of 17:59; all of the past is read (30 days)")
        .doesNotContain("To be mended");
    assertThat(flat(desk(Access.LOCAL, state(AT.minusSeconds(2), null, 3, 12, 1500))))
        .contains("3 of 30 days of the past read, newest first")
        .contains("12 calls appeared later than the window, found within 7 days; they count")
        .contains("1,500 calls since the start counted under “others”: too many names");
    assertThat(flat(desk(Access.LOCAL, state(AT.minusSeconds(420), null, 3, 0, 0))))
        .contains("dhaka: as of 17:53, 7 min behind and catching up");
    assertThat(flat(desk(Access.LOCAL, FollowState.starting("dhaka"))))
        .contains("dhaka: nothing read yet");
  }

  @Test
  void tellsWhatIsToBeMendedToAdminsOnly() {
    FollowState down =
        state(AT.minusSeconds(300), AT.minusSeconds(240), 30, 0, 0)
            .withWarnings(Optional.of(List.of("User hangup may write (INSERT).")));
    Desk admins = desk(Access.LOCAL, down);
    assertThat(flat(admins))
        .contains("dhaka: unreachable for 4 min, as of 17:55")
        .contains("To be mended")
        .contains("dhaka: no connection to 192.0.2.1.")
        .contains("dhaka: User hangup may write (INSERT).");
    assertThat(admins.ask("/about").severity()).isEqualTo(Severity.MEDIUM);
    Desk support = desk(SUPPORT, down);
    assertThat(flat(support))
        .contains("dhaka: unreachable for 4 min, as of 17:55")
        .contains("1 warning for the admin")
        .doesNotContain("192.0.2.1", "may write");
    assertThat(support.json("/about")).doesNotContain("192.0.2.1", "may write");
    assertThat(flat(desk(PUBLIC, down))).doesNotContain("dhaka");
  }

  @Test
  void tellsOfTheFilesOfAFolder() {
    FollowState folder =
        new FollowState(
            "exports",
            Optional.of(AT),
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            false,
            310,
            312,
            500,
            400,
            0,
            3,
            0,
            Optional.of(new FolderState(310, 4, 1, List.of("a.csv.gz is damaged.", "b.csv?"))));
    assertThat(flat(desk(Access.LOCAL, folder)))
        .contains("exports: up to date, as of 18:00; 310 of 312 files read, newest first")
        .contains("310 files count; 1 still being written; 2 files cannot be read")
        .contains("4 lines could not be understood, kept in rejects/exports")
        .contains("exports: a.csv.gz is damaged.")
        .contains("exports: b.csv?");
    assertThat(flat(desk(SUPPORT, folder)))
        .contains("2 files cannot be read")
        .doesNotContain("a.csv.gz");
    assertThat(desk(Access.LOCAL, folder).json("/about"))
        .contains("\"source\":\"exports\"", "\"filesWanted\":312", "\"brokenFiles\":2")
        .contains("\"rejectedLines\":4");
  }
}
