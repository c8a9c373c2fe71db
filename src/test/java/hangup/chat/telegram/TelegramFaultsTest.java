package hangup.chat.telegram;

import static hangup.chat.telegram.TelegramBench.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hangup.access.AccessRule;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatformException;
import hangup.chat.Delivery;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.Fault;
import hangup.command.Command;
import hangup.reply.Reply;
import hangup.reply.Severity;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What goes wrong between Telegram and the bot, and what must not. */
class TelegramFaultsTest {

  private static final long GROUP = -1_001_222_222_222L;

  @TempDir Path dir;
  private TelegramBench bench;
  private FakeTelegram telegram;
  private FakeChat group;
  private final AtomicInteger slowRuns = new AtomicInteger();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> capture =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getLoggerName()
                  + event.getFormattedMessage()
                  + (event.getThrowableProxy() == null
                      ? ""
                      : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
      };
  private Level rootLevel = Level.INFO;

  @BeforeEach
  void open() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    rootLevel = root.getLevel();
    root.setLevel(Level.TRACE);
    capture.setContext(root.getLoggerContext());
    capture.start();
    root.addAppender(capture);
    List<Command> commands = new ArrayList<>();
    commands.add(SampleCommands.echo());
    commands.add(SampleCommands.words());
    commands.add(SampleCommands.summary());
    commands.add(SampleCommands.slow(slowRuns, this::waitAtTheGate));
    bench = new TelegramBench(dir, commands, false);
    telegram = bench.telegram();
    group = telegram.supergroup(GROUP, "Support");
  }

  private void waitAtTheGate() {
    try {
      assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void close() {
    gate.countDown();
    bench.closeCleanly();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAppender(capture);
    root.setLevel(rootLevel);
    // Whatever a test does, at the finest level of every logger, the client library's too.
    assertThat(logged).noneMatch(line -> line.contains(TelegramBench.TOKEN.substring(10)));
  }

  private static ChannelRef ref(FakeChat chat) {
    String id = Long.toString(chat.id());
    return new ChannelRef("telegram", Optional.of(id), id, Optional.empty());
  }

  private static Reply digest() {
    return Reply.builder("Digest", Severity.OK).text("all is well").build();
  }

  @Test
  void retryAfterIsObeyed() {
    bench.start();
    telegram.faults().next(1, "sendMessage", Fault.flood(1));
    telegram.say(group, ADA, "/echo hi");
    TelegramBench.until(() -> telegram.calls("sendMessage").size() == 2);
    long pause =
        telegram.calls("sendMessage").get(1).arrivedNanos()
            - telegram.calls("sendMessage").get(0).arrivedNanos();
    assertThat(Duration.ofNanos(pause)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(bench.platform().counters().floods()).isEqualTo(1);
    assertThat(bench.platform().waits().count()).isEqualTo(1);
    assertThat(bench.platform().waits().nanos()).isEqualTo(1_000_000_000L);
  }

  @Test
  void serverErrorsAndErrorPagesAreTriedAgainAndAnsweredOnce() {
    bench.start();
    telegram.faults().next(2, "sendMessage", Fault.internal());
    telegram.faults().next(1, "sendMessage", new Fault.Page(502));
    telegram.say(group, ADA, "/echo hi");
    TelegramBench.awaitOne(group);
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(1);
  }

  @Test
  void anAnswerCutShortOrSlowIsStillAnAnswer() {
    bench.start();
    telegram.faults().next(1, "sendMessage", new Fault.Truncated());
    telegram.faults().next(1, "sendMessage", new Fault.Slow(Duration.ofMillis(500)));
    telegram.say(group, ADA, "/echo one");
    telegram.say(group, ADA, "/echo two");
    TelegramBench.await(group, 2);
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereNobodyKnowsWhetherItArrivedTheAskerIsToldAndCanShowIt(boolean arrived) {
    bench.start();
    telegram.faults().next(1, "sendMessage", new Fault.Cut(arrived));
    telegram.say(group, ADA, "/echo hi");
    List<FakeMessage> shown = TelegramBench.await(group, arrived ? 2 : 1);
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(arrived ? 2 : 1);
    FakeMessage note = shown.get(shown.size() - 1);
    assertThat(note.text()).contains("may be missing").contains("/echo hi");
    telegram.press(ADA, note, note.buttons().get(0).data());
    TelegramBench.until(() -> group.find(note.id()).orElseThrow().edits() == 1);
    assertThat(group.find(note.id()).orElseThrow().text()).contains("what=hi");
  }

  @Test
  void aServerThatHangsIsGivenUpAndTold() {
    bench.start();
    telegram.faults().next(1, "sendMessage", new Fault.Hang(Duration.ofSeconds(4)));
    telegram.say(group, ADA, "/echo hi");
    assertThat(TelegramBench.awaitOne(group).text()).contains("may be missing");
  }

  @Test
  void aChangeIsRepeatedUntilItIsThere() {
    bench.start();
    telegram.say(group, ADA, "/words");
    FakeMessage words = TelegramBench.awaitOne(group);
    telegram.faults().next(1, "editMessageMedia", new Fault.Cut(true));
    telegram.faults().next(1, "editMessageMedia", Fault.internal());
    telegram.press(ADA, words, words.buttons().get(0).data());
    TelegramBench.until(() -> group.find(words.id()).orElseThrow().photo().isPresent());
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(1);
  }

  @Test
  void markupThatIsRefusedIsSentAsPlainTextAndCounted() {
    bench.start();
    telegram
        .faults()
        .next(
            1,
            "sendMessage",
            Fault.error(400, "Bad Request: can't parse entities: unsupported start tag"));
    telegram.say(group, ADA, "/echo <b>&amp");
    FakeMessage answer = TelegramBench.awaitOne(group);
    assertThat(answer.text()).contains("what=<b>&amp").doesNotContain("&lt;");
    assertThat(answer.content().entities()).isEmpty();
    assertThat(bench.platform().counters().plainTextResends()).isEqualTo(1);
  }

  @Test
  void aMigrationTellsTheOthersMovesTheRulesAndLosesNothing() {
    FakeChat old = telegram.group(-4_242L, "Old");
    bench.with(
        new AccessRule(
            Optional.of("telegram"),
            Optional.of("-4242"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Set.of("figures")));
    bench.start();
    FakeChat upgraded = telegram.migrate(old, -1_004_242L, false);
    Delivery delivery = bench.platform().send(ref(old), digest(), "digest/1");
    assertThat(delivery).isInstanceOf(Delivery.Sent.class);
    assertThat(upgraded.fromBot()).hasSize(1);
    assertThat(bench.events()).containsExactly("moved -4242 to -1004242");
    telegram.say(upgraded, TelegramBench.BOB, "/words");
    assertThat(TelegramBench.await(upgraded, 2).get(1).text()).contains("56 failed");
    bench.stop();
    bench.start();
    bench.platform().send(ref(old), digest(), "digest/2");
    telegram.say(upgraded, TelegramBench.BOB, "/words");
    assertThat(TelegramBench.await(upgraded, 4).get(3).text()).contains("56 failed");
    assertThat(old.fromBot()).isEmpty();
    assertThat(bench.events()).hasSize(1);
  }

  @Test
  void aMigrationAnnouncedByAMessageIsNoted() {
    FakeChat old = telegram.group(-4_343L, "Old");
    bench.start();
    telegram.migrate(old, -1_004_343L, true);
    TelegramBench.until(() -> !bench.events().isEmpty());
    assertThat(bench.events()).containsExactly("moved -4343 to -1004343");
  }

  @Test
  void aChatThatThrewTheBotOutIsRefusedAtOnceAndTold() {
    bench.start();
    group.refuse("bot was kicked from the supergroup chat");
    FakeChat other = telegram.supergroup(-1_009L, "Other");
    assertThat(bench.platform().send(ref(group), digest(), "a"))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(bench.platform().send(ref(other), digest(), "b")).isInstanceOf(Delivery.Sent.class);
    assertThat(bench.events()).hasSize(1);
    assertThat(bench.events().get(0)).startsWith("gone -1001222222222");
    assertThat(telegram.calls("sendMessage")).hasSize(2);
  }

  @Test
  void anotherPollerIsBackedOffFromAndToldOnce() {
    bench.start();
    TelegramBench.until(() -> telegram.pollers() == 1);
    telegram.faults().next(1, "getUpdates", Fault.error(409, "Conflict: terminated by other"));
    telegram.pollFromElsewhere();
    telegram.say(group, ADA, "/echo hi");
    TelegramBench.awaitOne(group);
    assertThat(bench.events()).hasSize(1);
    assertThat(bench.events().get(0)).contains("Another program").contains("revoke");
  }

  @Test
  void aRevokedTokenStopsPollingWithAClearWord() {
    bench.start();
    TelegramBench.until(() -> telegram.pollers() == 1);
    telegram.revokeToken();
    telegram.pollFromElsewhere();
    TelegramBench.until(() -> bench.platform().stopped().isPresent());
    assertThat(bench.platform().stopped().orElseThrow()).contains("BotFather");
    assertThat(bench.events()).hasSize(1);
  }

  @Test
  void aWrongTokenEndsTheStartWithAClearWord() {
    telegram.revokeToken();
    assertThatThrownBy(bench::start)
        .isInstanceOf(ChatPlatformException.class)
        .hasMessageContaining("refuses the bot's token")
        .hasMessageContaining("telegram.token");
  }

  @Test
  void aStartDuringAnOutageSucceedsWhenItEnds() {
    telegram.faults().next(2, "getMe", Fault.internal());
    telegram.faults().next(1, "deleteWebhook", new Fault.Cut(false));
    bench.start();
    telegram.say(group, ADA, "/echo hi");
    TelegramBench.awaitOne(group);
  }

  @Test
  void failingPollsLoseNothing() {
    bench.start();
    TelegramBench.until(() -> telegram.pollers() == 1);
    telegram.faults().next(1, "getUpdates", new Fault.Truncated());
    telegram.faults().next(1, "getUpdates", new Fault.Page(503));
    telegram.faults().next(1, "getUpdates", new Fault.Cut(true));
    telegram.faults().next(1, "getUpdates", Fault.flood(1));
    for (int i = 0; i < 5; i++) {
      telegram.say(group, ADA, "/echo " + i);
    }
    TelegramBench.await(group, 5);
    bench.settle();
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(5);
  }

  @Test
  void anUpdateThatCannotBeReadBlocksNoOther() {
    bench.start();
    ObjectNode poison = JsonNodeFactory.instance.objectNode();
    poison.put("update_id", telegram.takeUpdateId());
    poison.putObject("message").put("message_id", "no number").put("date", true);
    telegram.pushRaw(poison);
    ObjectNode strange = JsonNodeFactory.instance.objectNode();
    strange.put("update_id", telegram.takeUpdateId());
    strange.putObject("something_new").put("x", 1);
    telegram.pushRaw(strange);
    ObjectNode bare = JsonNodeFactory.instance.objectNode();
    bare.put("update_id", telegram.takeUpdateId());
    bare.putObject("message").put("message_id", 1).put("text", "/echo no chat");
    telegram.pushRaw(bare);
    telegram.say(group, ADA, "/echo hi");
    TelegramBench.awaitOne(group);
    bench.settle();
    assertThat(bench.platform().counters().unreadable()).isEqualTo(1);
  }

  @Test
  void anUpdateDeliveredTwiceIsAnsweredOnce() {
    bench.start();
    ObjectNode update = updateFrom(group, "/echo once");
    telegram.pushRaw(update);
    TelegramBench.awaitOne(group);
    bench.settle();
    telegram.pushRaw(update);
    TelegramBench.until(() -> bench.platform().counters().duplicates() == 1);
    bench.stop();
    bench.start();
    telegram.pushRaw(update);
    bench.settle();
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(1);
  }

  private ObjectNode updateFrom(FakeChat chat, String text) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.put("update_id", telegram.takeUpdateId());
    ObjectNode message = update.putObject("message");
    message.put("message_id", 4711).put("text", text);
    message.put("date", System.currentTimeMillis() / 1000);
    message.putObject("chat").put("id", chat.id()).put("type", "supergroup").put("title", "x");
    message.putObject("from").put("id", ADA.id()).put("is_bot", false).put("first_name", "Ada");
    return update;
  }

  @Test
  void whatWasNotYetAnsweredWhenTheBotStoppedIsAnsweredAfterTheNextStart() {
    bench.start();
    telegram.faults().always(method -> Optional.of(Fault.internal()).filter(f -> sends(method)));
    telegram.say(group, ADA, "/echo kept");
    TelegramBench.until(() -> !telegram.calls("sendMessage").isEmpty());
    bench.settle();
    bench.stop();
    assertThat(dir.resolve("telegram-updates.txt")).content().contains("/echo kept");
    telegram.faults().clear();
    bench.start();
    // It was being sent when the bot stopped; whether it arrived is not known, so it is said.
    assertThat(TelegramBench.awaitOne(group).text()).contains("may be missing", "/echo kept");
  }

  private static boolean sends(String method) {
    return method.equals("sendMessage");
  }

  @Test
  void anUpdateTakenOverJustBeforeACrashIsAnswered() throws Exception {
    ObjectNode update = updateFrom(group, "/echo rescued");
    Files.writeString(
        dir.resolve("telegram-updates.txt"),
        "- 5\n+ 9 {torn\n+ 900 " + update + "\n+ 901 {\"update_id\":901,\"mess");
    bench.start();
    assertThat(TelegramBench.awaitOne(group).text()).contains("what=rescued");
    bench.awaitQuiet();
  }

  @Test
  void anUpdateThatStoppedTheBotTwiceIsLeftOutAndItsAskerTold() throws Exception {
    ObjectNode update = updateFrom(group, "/echo deadly");
    Files.writeString(dir.resolve("telegram-updates.txt"), "+ 900 " + update + "\n* 900\n* 900\n");
    bench.start();
    assertThat(TelegramBench.awaitOne(group).text())
        .contains("did not finish this", "/echo deadly")
        .doesNotContain("what=deadly");
    telegram.say(group, ADA, "/echo fine");
    TelegramBench.until(() -> group.fromBot().size() == 2);
    assertThat(group.fromBot().get(1).text()).contains("what=fine");
    bench.awaitQuiet();
    assertThat(bench.platform().openUpdates()).isZero();
  }

  @Test
  void aCommandThatIsStillRunningWhenTheBotStopsIsAskedAgain() {
    bench.start();
    telegram.say(group, ADA, "/slow work");
    TelegramBench.until(() -> slowRuns.get() == 1);
    bench.settle();
    bench.stop();
    gate.countDown();
    bench.start();
    assertThat(TelegramBench.awaitOne(group).text()).contains("what=work");
  }

  @Test
  void anAnswerToAnOldButtonIsIgnored() {
    bench.start();
    telegram.say(group, ADA, "/words");
    FakeMessage words = TelegramBench.awaitOne(group);
    telegram.press(ADA, words, words.buttons().get(0).data());
    telegram.forgetCallbacks();
    bench.settle();
    bench.awaitQuiet();
    assertThat(group.fromBot()).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereTellsNoToken() {
    bench.with(s -> s.at(URI.create("http://127.0.0.1:9")));
    Thread starting = new Thread(() -> assertThatThrownBy(bench::start));
    starting.start();
    TelegramBench.until(() -> logged.stream().anyMatch(l -> l.contains("Cannot reach Telegram")));
    starting.interrupt();
    TelegramBench.until(() -> !starting.isAlive());
  }

  @Test
  void theSettingsAndTheTokenShowNoToken() {
    TelegramSettings settings = TelegramSettings.of(new BotToken(TelegramBench.TOKEN));
    assertThat(settings.toString()).doesNotContain("AAbb");
    assertThatThrownBy(() -> new BotToken("bad" + TelegramBench.TOKEN))
        .hasMessageContaining("BotFather")
        .message()
        .doesNotContain("AAbb");
  }
}
