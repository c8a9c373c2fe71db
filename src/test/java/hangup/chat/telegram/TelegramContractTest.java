package hangup.chat.telegram;

import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatformContract;
import hangup.chat.Delivery;
import hangup.chat.telegram.fake.FakeChat;
import hangup.chat.telegram.fake.FakeMessage;
import hangup.chat.telegram.fake.Fault;
import hangup.command.Command;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What holds for every platform, on Telegram. */
class TelegramContractTest extends ChatPlatformContract {

  @Override
  protected Stage open(List<Command> commands, Path dataDirectory) {
    return new TelegramStage(new TelegramBench(dataDirectory, commands, false).start());
  }

  private static final class TelegramStage implements Stage {
    private final TelegramBench bench;
    private final FakeChat group;
    private final FakeChat privately;
    private final FakeChat left;

    TelegramStage(TelegramBench bench) {
      this.bench = bench;
      group = bench.telegram().supergroup(-1_001_000_000_001L, "Support");
      privately = bench.telegram().privateChat(TelegramBench.ADA);
      left = bench.telegram().supergroup(-1_001_000_000_002L, "Left");
      left.refuse("bot was kicked from the supergroup chat");
    }

    @Override
    public List<Shown> ask(String line) {
      Set<Integer> before = new HashSet<>();
      both().forEach(message -> before.add(System.identityHashCode(message)));
      bench.telegram().say(group, TelegramBench.ADA, line);
      return newSince(before);
    }

    private List<Shown> newSince(Set<Integer> before) {
      bench.settle();
      TelegramBench.until(
          () -> both().anyMatch(message -> !before.contains(System.identityHashCode(message))));
      bench.awaitQuiet();
      List<Shown> shown = new ArrayList<>();
      both()
          .filter(message -> !before.contains(System.identityHashCode(message)))
          .forEach(message -> shown.add(shown(message)));
      return shown;
    }

    private Stream<FakeMessage> both() {
      return Stream.concat(group.fromBot().stream(), privately.fromBot().stream());
    }

    private static Shown shown(FakeMessage message) {
      return new Shown(
          message.chat().id() + "/" + message.id(),
          message.text(),
          message.chat().isPrivate(),
          message.buttons().stream().map(FakeMessage.InlineButton::label).toList());
    }

    @Override
    public List<Shown> press(Shown message, String label) {
      Set<Integer> before = new HashSet<>();
      both().forEach(one -> before.add(System.identityHashCode(one)));
      FakeMessage pressed =
          both().filter(one -> shown(one).id().equals(message.id())).findFirst().orElseThrow();
      String data =
          pressed.buttons().stream()
              .filter(button -> button.label().equals(label))
              .findFirst()
              .orElseThrow()
              .data();
      bench.telegram().press(TelegramBench.ADA, pressed, data);
      return newSince(before);
    }

    @Override
    public Delivery send(ChannelRef channel, Reply reply, String key) {
      return bench.platform().send(channel, reply, key);
    }

    @Override
    public ChannelRef channel() {
      return ref(group);
    }

    @Override
    public ChannelRef gone() {
      return ref(left);
    }

    private static ChannelRef ref(FakeChat chat) {
      String id = Long.toString(chat.id());
      return new ChannelRef("telegram", Optional.of(id), id, Optional.empty());
    }

    @Override
    public List<Shown> posted() {
      return group.fromBot().stream().map(TelegramStage::shown).toList();
    }

    @Override
    public void failPosts(int times) {
      bench.telegram().faults().next(times, "sendMessage", Fault.internal());
    }

    @Override
    public boolean hasPrivateAnswers() {
      return true;
    }

    @Override
    public boolean hasMessages() {
      return true;
    }

    @Override
    public void close() {
      bench.closeCleanly();
    }
  }
}
