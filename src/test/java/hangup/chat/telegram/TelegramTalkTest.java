package hangup.chat.telegram;

import static hangup.chat.telegram.TelegramBench.ADA;
import static hangup.chat.telegram.TelegramBench.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.access.AccessRule;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeUser;
import hangup.chat.telegram.fake.RecordedCall;
import hangup.command.Command;
import hangup.reply.Button;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How people and the bot talk, over real HTTP with the real client library. */
class TelegramTalkTest {

  private static final long GROUP = -1_001_111_111_111L;

  @TempDir Path dir;
  private TelegramBench bench;
  private FakeChat group;
  private final AtomicInteger slowRuns = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);

  @BeforeEach
  void open() {
    List<Command> commands = new ArrayList<>(SampleCommands.catalogue(dir));
    commands.add(SampleCommands.echo());
    commands.add(SampleCommands.summary());
    commands.add(SampleCommands.words());
    commands.add(SampleCommands.secret());
    commands.add(SampleCommands.admins());
    commands.add(SampleCommands.slow(slowRuns, this::waitAtTheGate));
    commands.add(SampleCommands.help(List.copyOf(commands)));
    bench = new TelegramBench(dir, commands, false);
    group = bench.telegram().supergroup(GROUP, "Support");
  }

  @AfterEach
  void close() {
    gate.countDown();
    bench.closeCleanly();
  }

  private void waitAtTheGate() {
    try {
      assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void nothingIsSaid(FakeChat chat) {
    bench.settle();
    bench.awaitQuiet();
    assertThat(chat.fromBot()).isEmpty();
  }

  @Test
  void aCommandInAPrivateChatIsAnswered() {
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    bench.telegram().say(chat, ADA, "/reason 22");
    FakeMessage answer = TelegramBench.awaitOne(chat);
    assertThat(answer.text()).contains("22").contains("What to do");
    assertThat(answer.replyTo()).isZero();
  }

  @Test
  void aCommandInAGroupIsAnsweredAsAReply() {
    bench.start().telegram().say(group, ADA, "/reason 22");
    FakeMessage answer = TelegramBench.awaitOne(group);
    assertThat(answer.replyTo()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/echo@HangupTestBot hi", "/echo@hanguptestbot hi", "/echo hi", "/ECHO hi"})
  void aCommandForThisBotIsAnswered(String line) {
    bench.start().telegram().say(group, ADA, line);
    assertThat(TelegramBench.awaitOne(group).text()).contains("what=hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/echo@OtherBot hi",
        "/echo@HangupTestBot2 hi",
        "what does 22 mean?",
        "mail to x@HangupTestBotty.org",
        "good morning"
      })
  void whatIsNotForThisBotIsLeftAlone(String line) {
    bench.start().telegram().say(group, ADA, line);
    nothingIsSaid(group);
  }

  @Test
  void plainWordsAreUnderstoodWhenMentionedRepliedToOrInPrivate() {
    bench.start().telegram().say(group, ADA, "@HangupTestBot what does 22 mean?");
    FakeMessage answer = TelegramBench.awaitOne(group);
    assertThat(answer.text()).contains("Understood as /reason 22");
    bench.telegram().reply(group, ADA, answer, "and what does 8 mean?");
    assertThat(TelegramBench.await(group, 2).get(1).text()).contains("/reason 8");
    FakeChat chat = bench.telegram().privateChat(ADA);
    bench.telegram().say(chat, ADA, "why 22");
    assertThat(TelegramBench.awaitOne(chat).text()).contains("/reason 22");
  }

  @Test
  void anAnswerGoesIntoTheTopicOfItsQuestion() {
    group.openTopic(77);
    bench.start().telegram().sayInTopic(group, 77, ADA, "/echo there");
    assertThat(TelegramBench.awaitOne(group).thread()).isEqualTo(77);
  }

  @Test
  void aTopicThatWasDeletedDoesNotLoseTheAnswer() {
    bench.start().telegram().sayInTopic(group, 78, ADA, "/echo there");
    assertThat(TelegramBench.awaitOne(group).thread()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/start reason_22,22",
    "/start@HangupTestBot reason_22,22",
    "/start echo_a_b,what=a b",
    "/start reason_-9,-9",
    "/start echo,what=nothing",
    "/start,/reason",
    "/start nonsense,/reason"
  })
  void startOpensWhatItsLinkNames(String line, String shown) {
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    bench.telegram().say(chat, ADA, line);
    assertThat(TelegramBench.awaitOne(chat).text()).contains(shown);
  }

  @Test
  void aBareReasonAsksForItAndOffersTodaysTop() {
    bench.offering(
        List.of(new Button("22 No route", "/reason 22"), new Button("8 Busy", "/reason 8")));
    bench.start().telegram().say(group, ADA, "/reason");
    List<FakeMessage> asked = TelegramBench.await(group, 2);
    assertThat(asked.get(0).forcesReply()).isTrue();
    assertThat(asked.get(1).buttons())
        .extracting(FakeMessage.InlineButton::label)
        .containsExactly("22 No route", "8 Busy");
    bench.stop();
    bench.start();
    // The bot has forgotten everything, and still knows what its prompt asked for.
    bench.telegram().reply(group, ADA, asked.get(0), "8");
    assertThat(TelegramBench.await(group, 3).get(2).text()).contains("8");
    bench.telegram().press(ADA, asked.get(1), asked.get(1).buttons().get(0).data());
    TelegramBench.until(() -> group.find(asked.get(1).id()).orElseThrow().edits() == 1);
    assertThat(group.find(asked.get(1).id()).orElseThrow().text()).contains("22");
  }

  @Test
  void aButtonChangesTheMessageInPlaceAndIsAnsweredAtOnce() {
    bench.start().telegram().say(group, ADA, "/summary");
    FakeMessage chart = TelegramBench.awaitOne(group);
    assertThat(chart.photo()).isPresent();
    assertThat(chart.text()).contains("56 failed").contains("most at 10:00");
    String query = bench.telegram().press(ADA, chart, data(chart, "By gateway"));
    TelegramBench.until(() -> group.find(chart.id()).orElseThrow().edits() == 1);
    assertThat(bench.telegram().callbackAnswer(query)).contains("");
    assertThat(group.fromBot()).hasSize(1);
    assertThat(group.fromBot().get(0).text()).contains("Calls by gateway");
    assertThat(group.fromBot().get(0).photo()).isPresent();
  }

  @Test
  void aPhotoThatCannotBecomeTextIsReplacedAndTextBecomesAPhotoInPlace() {
    bench.start().telegram().say(group, ADA, "/summary");
    FakeMessage chart = TelegramBench.awaitOne(group);
    bench.telegram().press(ADA, chart, data(chart, "In words"));
    TelegramBench.until(
        () -> group.fromBot().size() == 1 && group.fromBot().get(0).photo().isEmpty());
    FakeMessage words = group.fromBot().get(0);
    bench.telegram().press(ADA, words, data(words, "Chart"));
    TelegramBench.until(() -> group.find(words.id()).orElseThrow().photo().isPresent());
  }

  @Test
  void aRefreshThatChangesNothingIsNoError() {
    bench.start().telegram().say(group, ADA, "/words");
    FakeMessage words = TelegramBench.awaitOne(group);
    bench.telegram().press(ADA, words, bench.button("/words"));
    bench.settle();
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(1);
    assertThat(group.fromBot().get(0).edits()).isZero();
  }

  @Test
  void aForgedButtonAndAStrangersPressChangeNothing() {
    bench.start().telegram().say(group, ADA, "/words");
    FakeMessage words = TelegramBench.awaitOne(group);
    String forged = bench.telegram().press(ADA, words, "aAAAAAAAAAAAA!today");
    String strange = bench.telegram().press(BOB, words, data(words, "Chart"));
    TelegramBench.until(() -> bench.telegram().callbackAnswer(strange).isPresent());
    TelegramBench.until(() -> bench.telegram().callbackAnswer(forged).isPresent());
    assertThat(bench.telegram().callbackAnswer(forged).orElseThrow()).contains("no longer works");
    assertThat(bench.telegram().callbackAnswer(strange).orElseThrow())
        .contains("You may not use /summary here");
    bench.awaitQuiet();
    assertThat(group.fromBot()).extracting(FakeMessage::edits).containsExactly(0);
  }

  @Test
  void aSlowCommandDelaysNeitherAnotherChatNorAButton() {
    FakeChat chat = bench.start().telegram().privateChat(ADA);
    bench.telegram().say(group, ADA, "/words");
    FakeMessage words = TelegramBench.awaitOne(group);
    bench.telegram().say(group, ADA, "/slow");
    TelegramBench.until(() -> slowRuns.get() == 1);
    bench.telegram().say(chat, ADA, "/echo quick");
    assertThat(TelegramBench.awaitOne(chat).text()).contains("what=quick");
    String query = bench.telegram().press(ADA, words, data(words, "Chart"));
    TelegramBench.until(() -> bench.telegram().callbackAnswer(query).isPresent());
    assertThat(group.fromBot()).hasSize(1);
    gate.countDown();
    TelegramBench.await(group, 2);
  }

  @Test
  void questionsOfOneChatAreAnsweredInTheirOrder() {
    bench.start();
    for (int i = 0; i < 15; i++) {
      bench.telegram().say(group, ADA, "/echo " + i);
    }
    List<FakeMessage> answers = TelegramBench.await(group, 15);
    for (int i = 0; i < 15; i++) {
      assertThat(answers.get(i).text()).contains("what=" + i + "\n");
    }
  }

  @Test
  void tooManyQuestionsAtOnceAreTurnedAwayWithAWord() {
    bench.start();
    for (int i = 0; i < 60; i++) {
      bench.telegram().say(group, ADA, "/slow " + i);
    }
    TelegramBench.until(
        () -> group.fromBot().stream().anyMatch(m -> m.text().contains("Too many at once")));
    gate.countDown();
    bench.settle();
    bench.awaitQuiet();
    assertThat(bench.platform().counters().turnedAway()).isPositive();
    assertThat(slowRuns.get()).isLessThan(60);
    bench.telegram().say(group, ADA, "/echo again");
    TelegramBench.until(
        () -> group.fromBot().stream().anyMatch(m -> m.text().contains("what=again")));
  }

  @Test
  void figuresAreRefusedInOnePlainSentence() {
    bench.start().telegram().say(group, BOB, "/summary");
    String text = TelegramBench.awaitOne(group).text();
    assertThat(text).contains("You may not use /summary here").doesNotContain("1,234", "56");
    assertThat(TelegramBench.awaitOne(group).photo()).isEmpty();
  }

  @Test
  void thePublicCommandsAreOpenInAGroup() {
    bench.start().telegram().say(group, BOB, "/reason 22");
    assertThat(TelegramBench.awaitOne(group).text()).contains("22");
  }

  @Test
  void aPrivateChatIsRefusedUntilTheUserIsLinkedByAnAdminsCode() {
    FakeChat admin = bench.start().telegram().privateChat(ADA);
    FakeChat chat = bench.telegram().privateChat(BOB);
    for (String line : List.of("/reason 22", "/start", "hello", "/help")) {
      bench.telegram().say(chat, BOB, line);
    }
    assertThat(TelegramBench.await(chat, 4))
        .allMatch(m -> m.text().contains("for its team only") && m.buttons().isEmpty());
    bench.telegram().say(chat, BOB, "/link ABCD-EFGH-JKMN");
    assertThat(TelegramBench.await(chat, 5).get(4).text()).contains("does not work");

    bench.telegram().say(admin, ADA, "/link");
    String invitation = TelegramBench.awaitOne(admin).text();
    String code = invitation.replaceAll("(?s).*(\\w{4}-\\w{4}-\\w{4}).*", "$1");
    bench.telegram().say(chat, BOB, "/start link_" + code.replace("-", ""));
    assertThat(TelegramBench.await(chat, 6).get(5).text()).contains("Linked");
    bench.telegram().say(chat, BOB, "/reason 22");
    assertThat(TelegramBench.await(chat, 7).get(6).text()).contains("What to do");
    bench.telegram().say(chat, BOB, "/summary");
    assertThat(TelegramBench.await(chat, 8).get(7).text()).contains("You may not use /summary");

    FakeUser eve = FakeUser.person(503, "Eve");
    FakeChat other = bench.telegram().privateChat(eve);
    bench.telegram().say(other, eve, "/link " + code);
    assertThat(TelegramBench.awaitOne(other).text()).contains("does not work");
  }

  @Test
  void guessingCodesIsOfNoUse() {
    FakeChat chat = bench.start().telegram().privateChat(BOB);
    for (int i = 0; i < 8; i++) {
      bench.telegram().say(chat, BOB, "/link ABCD-EFGH-JKM" + (i + 2));
    }
    List<FakeMessage> answers = TelegramBench.await(chat, 8);
    assertThat(answers.subList(0, 5)).allMatch(m -> m.text().contains("does not work"));
    assertThat(answers.subList(5, 8)).allMatch(m -> m.text().contains("for its team only"));
  }

  @Test
  void aRuleForAdminsHoldsForTheGroupsAdministrators() {
    FakeUser chief = FakeUser.person(504, "Chief");
    group.promote(chief);
    bench
        .with(TelegramSettings::askingWhoIsAdmin)
        .with(
            new AccessRule(
                Optional.of("telegram"),
                Optional.of(Long.toString(GROUP)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Set.of("change")));
    bench.start().telegram().say(group, BOB, "/admins");
    assertThat(TelegramBench.awaitOne(group).text()).contains("You may not");
    bench.telegram().say(group, chief, "/admins");
    assertThat(TelegramBench.await(group, 2).get(1).text()).contains("you are one");
    bench.telegram().say(group, chief, "/admins");
    TelegramBench.await(group, 3);
    assertThat(bench.telegram().calls("getChatMember")).hasSize(2);
  }

  @Test
  void anAnswerForOneAloneIsSentPrivatelyOrSaysHowToGetIt() {
    bench.start().telegram().say(group, BOB, "/secret");
    FakeMessage hint = TelegramBench.awaitOne(group);
    assertThat(hint.text()).contains("private chat").doesNotContain("for you alone.");
    FakeChat chat = bench.telegram().privateChat(BOB);
    bench.telegram().say(group, BOB, "/secret");
    assertThat(TelegramBench.awaitOne(chat).text()).contains("for you alone");
    assertThat(group.fromBot()).hasSize(1);
  }

  @Test
  void inlineModeGivesCardsAndNeverFigures() {
    bench.start();
    ObjectNode answer = inline(ADA, "22");
    assertThat(answer.path("is_personal").asBoolean()).isTrue();
    JsonNode card = answer.path("results").path(0);
    assertThat(card.path("title").asText()).contains("22");
    assertThat(card.path("input_message_content").path("message_text").asText()).contains("22");
    assertThat(inline(ADA, "route").path("results")).hasSizeGreaterThan(0);
    assertThat(inline(ADA, "   ").path("results")).isEmpty();
    assertThat(inline(ADA, "zzzzqqqq").path("results")).isEmpty();
    ObjectNode stranger = inline(BOB, "22");
    assertThat(stranger.path("results")).isEmpty();
    assertThat(stranger.path("button").path("start_parameter").asText()).isEqualTo("link");
  }

  private ObjectNode inline(FakeUser user, String text) {
    String query = bench.telegram().inline(user, text);
    TelegramBench.until(() -> bench.telegram().inlineAnswer(query).isPresent());
    return bench.telegram().inlineAnswer(query).orElseThrow();
  }

  @Test
  void theMenuIsSetForEachScopeAndOnlyWhenItChanged() {
    bench.start();
    List<RecordedCall> set = bench.telegram().calls("setMyCommands");
    assertThat(set).hasSize(3);
    assertThat(set)
        .extracting(call -> call.parameters().path("scope").path("type").asText())
        .containsExactly("all_private_chats", "all_group_chats", "all_chat_administrators");
    assertThat(names(set.get(0))).contains("reason", "link", "admins");
    assertThat(names(set.get(1))).contains("reason").doesNotContain("link", "admins");
    bench.stop();
    bench.start();
    assertThat(bench.telegram().calls("setMyCommands")).hasSize(3);
  }

  private static List<String> names(RecordedCall call) {
    List<String> names = new ArrayList<>();
    call.parameters().path("commands").forEach(c -> names.add(c.path("command").asText()));
    return names;
  }

  @Test
  void oldCommandsAreLeftOutWithOneNoteForTheChat() {
    bench.start();
    for (int i = 0; i < 4; i++) {
      bench.telegram().sayEarlier(group, ADA, "/echo " + i, Duration.ofHours(1));
    }
    bench.telegram().say(group, ADA, "/echo now");
    TelegramBench.until(
        () -> group.fromBot().stream().anyMatch(m -> m.text().contains("what=now")));
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(2);
    assertThat(group.fromBot().get(0).text()).contains("I was away").contains("10 minutes");
    assertThat(bench.platform().counters().stale()).isEqualTo(4);
  }

  @Test
  void otherBotsAndOwnCardsAreNotAnswered() {
    FakeUser robot = new FakeUser(600, "Robot", true, "RobotBot");
    bench.start().telegram().say(group, robot, "/echo loop");
    bench.settle();
    bench.awaitQuiet();
    assertThat(group.messages()).hasSize(1);
  }

  @Test
  void healthTellsWhenTelegramWasLastHeardOf() {
    bench.start();
    TelegramBench.until(() -> bench.telegram().pollers() == 1);
    bench.telegram().say(group, ADA, "/echo x");
    TelegramBench.awaitOne(group);
    assertThat(bench.platform().lastHeard()).isPresent();
    assertThat(bench.platform().stopped()).isEmpty();
    assertThat(bench.platform().botName()).contains("HangupTestBot");
  }

  private static String data(FakeMessage message, String label) {
    return message.buttons().stream()
        .filter(button -> button.label().equals(label))
        .findFirst()
        .orElseThrow()
        .data();
  }
}
