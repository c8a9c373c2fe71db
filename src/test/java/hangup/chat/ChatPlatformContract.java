package hangup.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every chat platform does with replies, whatever it looks like. A platform's test extends
 * this and plays the people and the service around it with a {@link Stage}.
 */
public abstract class ChatPlatformContract {

  /** A started platform, the commands of the contract behind it, and somebody who asks. */
  public interface Stage extends AutoCloseable {

    /** The asker types a command line into the shared channel; what answers it, oldest first. */
    List<Shown> ask(String line);

    /** The asker presses a button; what the asker is shown then: the changed or a new message. */
    List<Shown> press(Shown message, String label);

    /** Posts into the shared channel, or into {@link #gone()}. */
    Delivery send(ChannelRef channel, Reply reply, String key);

    /** The channel that the asker asks in. */
    ChannelRef channel();

    /** A channel that does not exist any more. */
    ChannelRef gone();

    /** What {@link #send} put into the shared channel, oldest first. */
    List<Shown> posted();

    /** The next {@code times} posts fail for a moment, as when the service has trouble. */
    void failPosts(int times);

    /** Whether a reply can be shown to the asker alone in a shared channel. */
    boolean hasPrivateAnswers();

    /** Whether messages can be changed and posted later; a terminal cannot. */
    boolean hasMessages();

    @Override
    void close();
  }

  /**
   * A message as it is read: without markup, with attached text files at its end.
   *
   * @param privately whether the asker alone sees it
   * @param buttons the labels of its buttons
   */
  public record Shown(String id, String text, boolean privately, List<String> buttons) {}

  /**
   * Text that breaks markup, forges lines, or calls people, if anything of it is taken for more.
   */
  public static final List<String> HOSTILE =
      List.of(
          "*bold* _it_ ~~gone~~ ||spoiler|| `code` ```fence```",
          "<b>bold</b> </pre> <a href=\"tg://user?id=1\">x</a> &amp; &lt;",
          "@everyone @here <@1> <@&2> <#3> <:emoji:4> <t:5:R> </reason:6>",
          "# heading > quote - list 1. one",
          "[label](https://example.org) https://example.org/_x_",
          "'; DROP TABLE cdr; -- \" \\ \\\\",
          "中文网关 ГШ-7 بوابة \u202eevil\u2066 👩‍👩‍👧 e\u0301",
          "${jndi:ldap://x} {{7*7}} %s %n");

  @TempDir Path dataDir;

  /** Starts the platform with these commands; everybody may run them. */
  protected abstract Stage open(List<Command> commands, Path dataDirectory);

  @Test
  void anAnswerIsShownOnce() {
    try (Stage stage = open(commands(), dataDir)) {
      List<Shown> shown = stage.ask("/plain");
      assertThat(all(shown)).containsOnlyOnce("A plain answer").containsOnlyOnce("with one line");
      assertThat(shown).noneMatch(Shown::privately);
    }
  }

  @Test
  void hostileTextIsShownAsItIsAndNowhereTakenForMarkup() {
    try (Stage stage = open(commands(), dataDir)) {
      String shown = squeezed(all(stage.ask("/hostile")));
      for (String text : HOSTILE) {
        // Five places: paragraph, strong text, field, table cell, list item.
        assertThat(count(shown, squeezed(neutral(text)))).as(text).isGreaterThanOrEqualTo(5);
      }
    }
  }

  @Test
  void aPrivateAnswerIsShownToTheAskerAlone() {
    try (Stage stage = open(commands(), dataDir)) {
      assumeTrue(stage.hasPrivateAnswers());
      List<Shown> shown = stage.ask("/secret");
      assertThat(all(shown)).contains("for you alone");
      assertThat(shown).allMatch(Shown::privately);
    }
  }

  @Test
  void anEmptyReplyStillShowsSomething() {
    try (Stage stage = open(commands(), dataDir)) {
      List<Shown> shown = stage.ask("/empty");
      assertThat(shown).hasSize(1);
      assertThat(shown.get(0).text()).contains("Nothing to tell");
    }
  }

  @Test
  void aVeryLongReplyLosesNothing() {
    try (Stage stage = open(commands(), dataDir)) {
      assertInOrder(all(stage.ask("/long")), "paragraph", 600);
    }
  }

  @Test
  void aVeryLongTableLosesNoRow() {
    try (Stage stage = open(commands(), dataDir)) {
      assertInOrder(all(stage.ask("/table")), "row", 400);
    }
  }

  @Test
  void anInternalErrorTellsAnIdAndNothingElse() {
    try (Stage stage = open(commands(), dataDir)) {
      String shown = all(stage.ask("/broken"));
      assertThat(shown).contains("Something went wrong").doesNotContain("secret detail");
      assertThat(shown).doesNotContain("Exception");
    }
  }

  @Test
  void aButtonChangesItsMessageInPlace() {
    try (Stage stage = open(commands(), dataDir)) {
      assumeTrue(stage.hasMessages());
      Shown first = stage.ask("/buttons").get(0);
      assertThat(first.buttons()).contains("Next", "Again");
      List<Shown> then = stage.press(first, "Next");
      assertThat(then).hasSize(1);
      assertThat(then.get(0).id()).isEqualTo(first.id());
      assertThat(then.get(0).text()).contains("A plain answer").doesNotContain("Press one");
    }
  }

  @Test
  void aPostAppearsOnceInTheChannel() {
    try (Stage stage = open(commands(), dataDir)) {
      assumeTrue(stage.hasMessages());
      Delivery delivery = stage.send(stage.channel(), plain(), "digest/1/2026-11-01");
      assertThat(delivery).isInstanceOf(Delivery.Sent.class);
      assertThat(((Delivery.Sent) delivery).messageId()).isNotEmpty();
      assertThat(all(stage.posted())).containsOnlyOnce("A plain answer");
    }
  }

  @Test
  void aPostToAChannelThatIsGoneIsRefusedForGood() {
    try (Stage stage = open(commands(), dataDir)) {
      assumeTrue(stage.hasMessages());
      for (int i = 0; i < 3; i++) {
        assertThat(stage.send(stage.gone(), plain(), "digest/2/" + i))
            .isInstanceOf(Delivery.Refused.class);
      }
      assertThat(stage.send(stage.channel(), plain(), "digest/3"))
          .isInstanceOf(Delivery.Sent.class);
    }
  }

  @Test
  void aPostThatFailsForAMomentArrivesOnceInTheEnd() {
    try (Stage stage = open(commands(), dataDir)) {
      assumeTrue(stage.hasMessages());
      stage.failPosts(2);
      Delivery delivery = stage.send(stage.channel(), plain(), "digest/4");
      for (int i = 0; i < 5 && !(delivery instanceof Delivery.Sent); i++) {
        assertThat(delivery).isNotInstanceOf(Delivery.Refused.class);
        delivery = stage.send(stage.channel(), plain(), "digest/4");
      }
      assertThat(delivery).isInstanceOf(Delivery.Sent.class);
      assertThat(all(stage.posted())).containsOnlyOnce("A plain answer");
    }
  }

  /** All the text, one message after the other. */
  protected static String all(List<Shown> messages) {
    return messages.stream().map(Shown::text).collect(Collectors.joining("\n"));
  }

  /** Without blanks: a narrow screen may break a line anywhere. */
  private static String squeezed(String text) {
    return text.replaceAll("[\\s\u200b]+", "");
  }

  /** What data looks like where nothing in it can steer; a platform may exchange backquotes. */
  private static String neutral(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(hangup.reply.Neutral::of).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static int count(String text, String wanted) {
    String plain = text.replace('ˋ', '`');
    int count = 0;
    for (int at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + 1)) {
      count++;
    }
    return count;
  }

  private static void assertInOrder(String text, String word, int many) {
    int at = 0;
    for (int i = 0; i < many; i++) {
      int next = text.indexOf(word + "-" + i + ".", at);
      assertThat(next).as(word + "-" + i).isGreaterThanOrEqualTo(0);
      at = next;
    }
  }

  private static Reply plain() {
    return Reply.builder("A plain answer", Severity.OK).text("with one line").build();
  }

  private static List<Command> commands() {
    List<Command> all = new ArrayList<>();
    all.add(command("plain", (a, c) -> plain()));
    all.add(command("empty", (a, c) -> Reply.builder("Nothing to tell", Severity.INFO).build()));
    all.add(
        command(
            "secret",
            (a, c) ->
                Reply.builder("Hush", Severity.LOW).forAskerOnly().text("for you alone").build()));
    all.add(
        command(
            "broken",
            (a, c) -> {
              throw new IllegalStateException("secret detail");
            }));
    all.add(
        command(
            "buttons",
            (a, c) ->
                Reply.builder("Press one", Severity.INFO)
                    .button("Next", "/plain")
                    .button("Again", "/buttons")
                    .build()));
    all.add(command("hostile", (a, c) -> hostile()));
    all.add(command("long", (a, c) -> longReply()));
    all.add(command("table", (a, c) -> longTable()));
    return all;
  }

  private static Reply hostile() {
    Reply.Builder reply = Reply.builder(HOSTILE.get(0), Severity.HIGH);
    for (String text : HOSTILE) {
      reply.text(text);
      reply.text(RichText.strong(text));
      reply.add(new Block.Fields(List.of(new Block.Field("Name", RichText.of(text), true))));
      reply.add(
          new Block.Table(
              "",
              List.of(new Block.Column("Gateway", Block.Align.LEFT, true)),
              List.of(List.of(text))));
      reply.add(new Block.Bullets(List.of(RichText.of(text))));
    }
    reply.text(
        RichText.of("At ")
            .plusMoment(Instant.EPOCH, "00:00")
            .plusLink("docs", URI.create("https://example.org/a_(b)"))
            .plusCode("/reason `22`"));
    return reply.build();
  }

  private static Reply longReply() {
    Reply.Builder reply = Reply.builder("Long", Severity.INFO);
    for (int i = 0; i < 600; i++) {
      reply.text("paragraph-" + i + ". " + "words and words ".repeat(5));
    }
    return reply.build();
  }

  private static Reply longTable() {
    List<List<String>> rows =
        IntStream.range(0, 400).mapToObj(i -> List.of("row-" + i + ".", "" + i)).toList();
    return Reply.builder("Table", Severity.INFO)
        .add(
            new Block.Table(
                "Calls",
                List.of(
                    new Block.Column("Gateway", Block.Align.LEFT, true),
                    new Block.Column("Calls", Block.Align.RIGHT, true)),
                rows))
        .build();
  }

  private static Command command(String name, BiFunction<Arguments, Context, Reply> answer) {
    CommandSpec spec =
        new CommandSpec(
            name,
            "Does " + name,
            List.of(),
            List.of(Option.optional("what", Option.Kind.TEXT, "Anything")),
            Permission.PUBLIC,
            List.of("/" + name));
    return new Command() {
      @Override
      public CommandSpec spec() {
        return spec;
      }

      @Override
      public Reply run(Arguments arguments, Context context) {
        return answer.apply(arguments, context);
      }
    };
  }
}
