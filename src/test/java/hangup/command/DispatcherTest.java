package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.reply.Audience;
import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Prompt;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.StatsUnavailableException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DispatcherTest {

  private static final Context CONSOLE = Context.console(ZoneId.of("Europe/Berlin"));
  private static final Context CHAT =
      new Context(
          new ChannelRef("telegram", Optional.empty(), "-100", Optional.empty()),
          new Asker("7", "Ann", Set.of(), false),
          ZoneId.of("Asia/Dhaka"));

  private final Dispatcher dispatcher = new Dispatcher(Commands.all(), Access.LOCAL);

  private Reply ask(String line) {
    return dispatcher.answer(new Request.Line(line, CONSOLE));
  }

  private static Dispatcher failing(Throwable failure) {
    return new Dispatcher(
        List.of(
            new Command() {
              @Override
              public CommandSpec spec() {
                return Commands.CALLS;
              }

              @Override
              public Reply run(Arguments arguments, Context context) {
                throw DispatcherTest.<RuntimeException>unchecked(failure);
              }
            }),
        Access.LOCAL);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  private static String text(Reply reply) {
    StringBuilder text = new StringBuilder();
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Text paragraph) {
        text.append(paragraph.text().plainText());
      }
    }
    return text.toString();
  }

  @Test
  void runsTheCommandThatIsTyped() {
    Reply reply = ask("/reason 22");

    assertThat(reply.title()).isEqualTo("reason");
    assertThat(reply.data()).isEqualTo(Map.of("reason", "22"));
  }

  @Test
  void runsTheCommandThatAPlatformCalls() {
    Reply reply =
        dispatcher.answer(
            new Request.Call("summary", Map.of("by", "hour", "customer", "ACME Ltd"), CONSOLE));

    assertThat(reply.data()).isEqualTo(Map.of("by", "hour", "customer", "ACME Ltd"));
  }

  @Test
  void saysHowItUnderstoodPlainWords() {
    Reply reply = ask("why 22?");

    assertThat(reply.title()).isEqualTo("reason");
    assertThat(reply.blocks())
        .first()
        .isEqualTo(new Block.Note(RichText.of("Understood as ").plusCode("/reason 22")));
    assertThat(reply.data())
        .containsEntry("reason", "22")
        .containsEntry("understood", "/reason 22");
  }

  @Test
  void offersWhatPlainWordsMayMean() {
    Reply reply = ask("why 22 and 15?");

    assertThat(reply.title()).isEqualTo("Not sure what you mean");
    assertThat(text(reply)).isEqualTo("I am not sure what “why 22 and 15?” asks. Did you mean:");
    assertThat(reply.buttons())
        .containsExactly(
            new Button("/reason 22", "/reason 22"), new Button("/reason 15", "/reason 15"));
    assertThat(reply.data()).containsEntry("error", "user");
  }

  @Test
  void answersAnEmptyLineWithExamples() {
    for (String line : List.of("", "  ", "\u200b", "🎉")) {
      assertThat(ask(line).buttons())
          .extracting(Button::command)
          .containsExactly("/reason 22", "/sip 503", "/q850 34");
    }
  }

  @Test
  void showsWhatTheUserDidWrongAndWhatWorks() {
    Reply reply = ask("/reson 22");

    assertThat(reply.severity()).isEqualTo(Severity.LOW);
    assertThat(text(reply)).startsWith("There is no command /reson. Did you mean /reason");
    assertThat(reply.blocks())
        .contains(
            new Block.Bullets(List.of(RichText.code("/reason 22"), RichText.code("/reasons"))));
    assertThat(reply.buttons())
        .containsExactly(
            new Button("/reason 22", "/reason 22"), new Button("/reasons", "/reasons"));
    assertThat(reply.data()).containsEntry("suggestions", List.of("/reason 22", "/reasons"));
  }

  @Test
  void showsExamplesWhereTheErrorHasNone() {
    Reply reply =
        failing(new CommandException("No such number."))
            .answer(new Request.Line("/calls 1", CONSOLE));

    assertThat(text(reply)).isEqualTo("No such number.");
    assertThat(reply.buttons())
        .containsExactly(new Button("/calls 88017 22 today", "/calls 88017 22 today"));
  }

  @Test
  void asksForTheMissingPart() {
    assertThat(ask("/reason").prompt())
        .hasValue(new Prompt("/reason", "code or words of its name"));
  }

  @Test
  void saysWhyThereAreNoFigures() {
    Reply reply =
        failing(new StatsUnavailableException("The file is held by process 42."))
            .answer(new Request.Line("/calls 1", CONSOLE));

    assertThat(text(reply)).isEqualTo("The file is held by process 42.");
    assertThat(reply.data()).containsEntry("error", "unavailable");
  }

  @Test
  void logsWhatItDoesNotUnderstandAndGivesTheId() {
    Logger logger = (Logger) LoggerFactory.getLogger(Dispatcher.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    List<Throwable> failures =
        List.of(
            new IllegalStateException("jdbc:password=secret"),
            new StackOverflowError(),
            new java.io.IOException("checked"));
    try {
      for (Throwable failure : failures) {
        Reply reply = failing(failure).answer(new Request.Line("/calls 8801712345678", CONSOLE));

        assertThat(reply.severity()).isEqualTo(Severity.HIGH);
        String id = (String) reply.data().get("id");
        assertThat(id).matches("[0-9a-f]{8}");
        assertThat(text(reply)).endsWith(id).doesNotContain("secret", "Exception");
        ILoggingEvent event = logged.list.get(logged.list.size() - 1);
        assertThat(event.getFormattedMessage())
            .isEqualTo("Error " + id + " in /calls [who]")
            .doesNotContain("8801712345678");
        assertThat(event.getThrowableProxy().getClassName())
            .isEqualTo(failure.getClass().getName());
      }
    } finally {
      logger.detachAppender(logged);
    }
  }

  @Test
  void refusesForTheAskerAloneAndRunsNothing() {
    List<String> run = new ArrayList<>();
    Command figures =
        new Command() {
          @Override
          public CommandSpec spec() {
            return Commands.SUMMARY;
          }

          @Override
          public Reply run(Arguments arguments, Context context) {
            run.add("summary");
            return Reply.builder("summary", Severity.OK).build();
          }
        };
    Access access =
        (spec, context) ->
            context.asker().admin() ? Optional.empty() : Optional.of("Ask your administrator.");
    Dispatcher guarded = new Dispatcher(List.of(figures), access);

    for (Request request :
        List.of(
            new Request.Line("/summary", CHAT),
            new Request.Line("what failed today", CHAT),
            new Request.Call("summary", Map.of(), CHAT))) {
      Reply reply = guarded.answer(request);

      assertThat(reply.audience()).isEqualTo(Audience.ASKER);
      assertThat(text(reply)).isEqualTo("Ask your administrator.");
      assertThat(reply.data()).containsEntry("error", "refused");
    }
    assertThat(run).isEmpty();
    assertThat(guarded.answer(new Request.Line("/summary", CONSOLE)).title()).isEqualTo("summary");
  }

  @Test
  void refusesTwoCommandsOfOneName() {
    assertThatThrownBy(
            () ->
                new Dispatcher(
                    List.of(Commands.echo(Commands.REASON), Commands.echo(Commands.REASON)),
                    Access.LOCAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two commands are named /reason");
  }

  @Test
  void answersALineThatIsTooLong() {
    assertThat(text(ask("/reason " + "x".repeat(10_000)))).startsWith("That is too long: 10008");
    assertThat(text(ask("why ".repeat(1_000)))).startsWith("That is too long");
  }

  @Property
  void alwaysAnswers(@ForAll String text) {
    for (String line : List.of(text, "/" + text, "/summary " + text, "why " + text)) {
      assertThat(ask(line).title()).isNotBlank();
    }
    assertThat(
            dispatcher
                .answer(new Request.Call(text, Map.of(text, text, "by", text), CONSOLE))
                .title())
        .isNotBlank();
  }
}
