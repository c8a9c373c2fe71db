package hangup.page;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.ChannelRef;
import hangup.config.StateSettings;
import hangup.follow.FollowState;
import hangup.ops.Health;
import hangup.outbox.Outbox;
import hangup.outbox.Post;
import hangup.outbox.PostState;
import hangup.reply.Reply;
import hangup.reply.Severity;
import hangup.schedule.ScheduleText;
import hangup.state.StateDatabase;
import hangup.state.Subscription;
import hangup.state.Subscription.Origin;
import hangup.state.Subscription.Pause;
import hangup.state.Subscriptions;
import hangup.stats.Filter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingReaderTest {

  /** Half an hour before the clocks in New York go back. */
  private static final Instant NOW = Instant.parse("2026-11-01T05:30:00Z");

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ChannelRef NOC =
      new ChannelRef("discord", Optional.of("1"), "10", Optional.of("7"));

  @TempDir Path dir;

  @Test
  void tellsDigestsWithTheirNextRunAndTheLastDeliveries() {
    try (StateDatabase database = StateDatabase.open(StateSettings.FILE, dir)) {
      add(database, "all 09:00", Pause.NONE);
      add(database, "mon-fri 09:00", new Pause(true, Optional.empty(), "no right to post"));
      Outbox outbox =
          new Outbox(
              database, new Subscriptions(database), name -> Optional.empty(), t -> {}, CLOCK);
      Post post =
          new Post(
              "digest/1",
              Optional.of(new Post.Origin(1, NOW)),
              NOC,
              Reply.builder("Digest", Severity.OK).build(),
              NOW.plusSeconds(60));
      boolean unused =
          database.write(
              handle -> {
                outbox.nothing(handle, post, PostState.MISSED, "nobody was there");
                return true;
              });

      Standing standing = read(database);

      assertThat(standing.trouble()).isEmpty();
      assertThat(standing.digests()).hasSize(2);
      assertThat(standing.digests().get(0).next()).hasValue(Instant.parse("2026-11-01T14:00:00Z"));
      assertThat(standing.digests().get(0).what())
          .contains("every day at 09:00 (America/New_York)", "yesterday", "GW-7");
      assertThat(standing.digests().get(1).next()).isEmpty();
      assertThat(standing.digests().get(1).rest()).isEqualTo("paused: no right to post");
      assertThat(standing.deliveries())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.channel()).isEqualTo(NOC);
                assertThat(line.subscription()).hasValue(1L);
                assertThat(line.state()).isEqualTo(PostState.MISSED);
                assertThat(line.reason()).isEqualTo("nobody was there");
                assertThat(line.at()).isEqualTo(NOW);
              });
    }
  }

  @Test
  void saysWhyDigestsCannotBeToldAndTellsTheRest() {
    StateDatabase database = StateDatabase.open(StateSettings.FILE, dir);
    database.close();

    Standing standing = read(database);

    assertThat(standing.trouble().orElseThrow()).contains("The bot's own database");
    assertThat(standing.sources()).extracting(FollowState::source).containsExactly("vos3000");
  }

  private static Standing read(StateDatabase database) {
    return new StandingReader(
            new Health(List.of()),
            () -> List.of(FollowState.starting("vos3000")),
            Optional.of(database),
            CLOCK)
        .read();
  }

  private static void add(StateDatabase database, String schedule, Pause pause) {
    Subscription wanted =
        new Subscription(
            0,
            Origin.CHAT,
            "",
            NOC,
            ScheduleText.read(schedule),
            ZoneId.of("America/New_York"),
            "yesterday",
            Filter.NONE.withGateway("GW-7"),
            false,
            false,
            pause,
            NOW,
            "Ann",
            NOW);
    long unused = database.write(handle -> new Subscriptions(database).add(handle, wanted));
  }
}
