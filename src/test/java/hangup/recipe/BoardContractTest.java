package hangup.recipe;

import hangup.chat.Asker;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatformContract;
import hangup.chat.Delivery;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.Dispatcher;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The example of a platform does what every platform does. */
class BoardContractTest extends ChatPlatformContract {

  private static final Asker ANN = new Asker("1", "Ann", Set.of(), false);
  private static final String CHANNEL = "noc";

  @Override
  protected Stage open(List<Command> commands, Path dataDirectory) {
    Dispatcher dispatcher = new Dispatcher(commands, Access.LOCAL);
    BoardPlatform board =
        new BoardPlatform(
            dispatcher::answer, ButtonCodec.open(dataDirectory), ZoneOffset.UTC, Clock.systemUTC());
    board.start();
    return new BoardStage(board);
  }

  private record BoardStage(BoardPlatform board) implements Stage {

    @Override
    public List<Shown> ask(String line) {
      return List.of(shown(board.written(ANN, CHANNEL, line)));
    }

    @Override
    public List<Shown> press(Shown message, String label) {
      int post = Integer.parseInt(message.id());
      Map<String, String> buttons = board.posts().get(post).buttons();
      return board
          .pressed(ANN, CHANNEL, post, Objects.requireNonNull(buttons.get(label)))
          .map(BoardStage::shown)
          .stream()
          .toList();
    }

    private static Shown shown(BoardPlatform.Post post) {
      return new Shown(
          Integer.toString(post.id()),
          post.text(),
          post.privately(),
          List.copyOf(post.buttons().keySet()));
    }

    @Override
    public Delivery send(ChannelRef channel, Reply reply, String key) {
      return board.send(channel, reply, key);
    }

    @Override
    public ChannelRef channel() {
      return BoardPlatform.channel(CHANNEL);
    }

    @Override
    public ChannelRef gone() {
      return BoardPlatform.channel("closed");
    }

    @Override
    public List<Shown> posted() {
      return board.posts().stream().map(BoardStage::shown).toList();
    }

    @Override
    public void failPosts(int times) {
      board.fail(times);
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
      board.close();
    }
  }
}
