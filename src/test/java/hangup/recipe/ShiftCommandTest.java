package hangup.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.chat.console.TextRenderer;
import hangup.command.Access;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.Request;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of a command: asked as people ask, through the dispatcher. */
class ShiftCommandTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T17:30:00Z"), ZoneId.of("UTC"));

  private final Dispatcher dispatcher =
      new Dispatcher(List.of(new ShiftCommand(CLOCK)), Access.LOCAL);

  private String ask(String line) {
    Context context = Context.console(ZoneId.of("Asia/Dhaka"));
    return new TextRenderer(100, false).render(dispatcher.answer(new Request.Line(line, context)));
  }

  @Test
  void answersInTheZoneOfTheChannel() {
    assertThat(ask("/shift")).contains("Shift at 23:00", "The night shift");
    assertThat(ask("/shift 14")).contains("The late shift");
    assertThat(ask("who works")).contains("The night shift");
  }

  @Test
  void saysWhatIsAllowed() {
    assertThat(ask("/shift 24")).contains("24 is no hour", "0 to 23", "/shift 14");
  }
}
