package hangup.chat.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.access.AccessRule;
import hangup.access.AccessRules;
import hangup.access.LinkBook;
import hangup.access.LinkCommand;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.Turn;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.FakeTelegram;
import hangup.chat.telegram.fake.FakeUser;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.reply.Button;
import hangup.reply.Chart;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;

/** The platform in front of a fake Telegram, with real commands, rules and files. */
final class TelegramBench implements AutoCloseable {

  static final String TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
  static final FakeUser ADA = FakeUser.person(501, "Ada");
  static final FakeUser BOB = FakeUser.person(502, "Bob");

  /** Rates so high that a test need not wait; the fake's own check of rates is then off. */
  static final SendRates FAST = new SendRates(1_000, Duration.ZERO, 100_000);

  private final FakeTelegram telegram;
  private final Path dir;
  private final List<Command> commands;
  private final boolean documentedRates;
  private final List<AccessRule> rules = new ArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final LinkBook links;
  private Clock clock = Clock.systemUTC();
  private Function<Context, List<Button>> topReasons = context -> List.of();
  private TelegramSettings settings;
  private Optional<TelegramPlatform> platform = Optional.empty();

  TelegramBench(Path dir, List<Command> commands, boolean documentedRates) {
    this.dir = dir;
    this.commands = new ArrayList<>(commands);
    this.documentedRates = documentedRates;
    telegram = FakeTelegram.start(TOKEN, Clock.systemUTC());
    if (!documentedRates) {
      telegram.ignoreRates();
    }
    links = LinkBook.open(dir, Clock.systemUTC());
    this.commands.add(new LinkCommand(links, this::botName));
    settings =
        TelegramSettings.of(new BotToken(TOKEN))
            .at(telegram.url())
            .with(Duration.ofSeconds(2), Duration.ofSeconds(20));
    rules.add(rule("all", ADA));
  }

  static AccessRule rule(String allow, FakeUser user) {
    return new AccessRule(
        Optional.of("telegram"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Long.toString(user.id())),
        false,
        Set.of(allow));
  }

  TelegramBench with(AccessRule rule) {
    rules.add(rule);
    return this;
  }

  TelegramBench offering(List<Button> buttons) {
    topReasons = context -> buttons;
    return this;
  }

  TelegramBench at(Clock other) {
    clock = other;
    return this;
  }

  TelegramBench with(UnaryOperator<TelegramSettings> change) {
    settings = change.apply(settings);
    return this;
  }

  TelegramBench start() {
    MovedChats moved = MovedChats.open(dir);
    Access access = moved.following(new AccessRules(rules, links));
    Dispatcher dispatcher = new Dispatcher(commands, access);
    TelegramParts parts =
        new TelegramParts(
            dispatcher::answer,
            dispatcher.specs(),
            access,
            channel -> ZoneOffset.UTC,
            ButtonCodec.open(dir),
            TelegramBench::picture,
            topReasons,
            links::redeem,
            moved,
            listener(),
            Turn.ALWAYS,
            Optional.empty(),
            dir);
    TelegramPlatform made =
        new TelegramPlatform(settings, parts, clock, documentedRates ? SendRates.DOCUMENTED : FAST);
    platform = Optional.of(made);
    made.start();
    return this;
  }

  private TelegramListener listener() {
    return new TelegramListener() {
      @Override
      public void moved(ChannelRef from, ChannelRef to) {
        events.add("moved " + from.channel() + " to " + to.channel());
      }

      @Override
      public void gone(ChannelRef channel, String reason) {
        events.add("gone " + channel.channel() + ": " + reason);
      }

      @Override
      public void back(ChannelRef channel) {
        events.add("back " + channel.channel());
      }

      @Override
      public void trouble(String sentence) {
        events.add("trouble: " + sentence);
      }
    };
  }

  static byte[] picture(Chart chart) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(
          new BufferedImage(80 + chart.buckets().size(), 40, BufferedImage.TYPE_INT_RGB),
          "png",
          out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private Optional<String> botName() {
    return platform.flatMap(TelegramPlatform::botName);
  }

  FakeTelegram telegram() {
    return telegram;
  }

  TelegramPlatform platform() {
    return platform.orElseThrow();
  }

  /** The data of a button with this command. */
  String button(String command) {
    return ButtonCodec.open(dir).encode(command);
  }

  LinkBook links() {
    return links;
  }

  List<String> events() {
    return events;
  }

  /** Stops the platform as an admin does. */
  void stop() {
    platform.ifPresent(TelegramPlatform::close);
    platform = Optional.empty();
  }

  /** Waits until the bot has written so many messages in a chat. */
  static List<FakeMessage> await(FakeChat chat, int many) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> chat.fromBot().size() >= many);
    return chat.fromBot();
  }

  /** Waits for the bot's only message in a chat. */
  static FakeMessage awaitOne(FakeChat chat) {
    List<FakeMessage> all = await(chat, 1);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** Waits for something. */
  static void until(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  /** Waits until every update so far was handled and confirmed. */
  void settle() {
    until(() -> telegram.unconfirmed().isEmpty());
  }

  /** Waits until nothing is left to answer or to send. */
  void awaitQuiet() {
    until(() -> platform.map(p -> p.openUpdates() == 0).orElse(true));
  }

  @Override
  public void close() {
    stop();
    telegram.close();
  }

  /** Closes, and asserts that no call broke a rule. */
  void closeCleanly() {
    close();
    assertThat(telegram.problems()).isEmpty();
  }
}
