package hangup.recipe;

import hangup.chat.Asker;
import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Delivery;
import hangup.chat.console.TextRenderer;
import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.Audience;
import hangup.reply.Button;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A chat platform at its smallest: a notice board in memory, with one channel. What a real one has
 * besides is a client of its service, and a thread for each channel that keeps questions in order.
 */
final class BoardPlatform implements ChatPlatform {

  static final String NAME = "board";

  /**
   * A message on the board.
   *
   * @param buttons the id that each label gives back when it is pressed
   */
  record Post(int id, String text, boolean privately, Map<String, String> buttons) {}

  private final Function<Request, Reply> answers;
  private final ButtonCodec buttons;
  private final ZoneId zone;
  private final Clock clock;
  private final TextRenderer renderer = new TextRenderer(120, false);
  private final List<Post> posts = new ArrayList<>();
  private final Map<String, Integer> sent = new HashMap<>();
  private @Nullable Instant lastHeard;
  private int failing;

  BoardPlatform(Function<Request, Reply> answers, ButtonCodec buttons, ZoneId zone, Clock clock) {
    this.answers = answers;
    this.buttons = buttons;
    this.zone = zone;
    this.clock = clock;
  }

  static ChannelRef channel(String name) {
    return new ChannelRef(NAME, Optional.empty(), name, Optional.empty());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void start() {
    lastHeard = clock.instant();
  }

  /** The service tells that somebody wrote. */
  synchronized Post written(Asker asker, String channel, String line) {
    return add(answer(asker, channel, line), posts.size());
  }

  /** The service tells that somebody pressed; an id that we did not make changes nothing. */
  synchronized Optional<Post> pressed(Asker asker, String channel, int post, String id) {
    return buttons.decode(id).map(line -> add(answer(asker, channel, line), post));
  }

  private Reply answer(Asker asker, String channel, String line) {
    lastHeard = clock.instant();
    return answers.apply(new Request.Line(line, new Context(channel(channel), asker, zone)));
  }

  private Post add(Reply reply, int id) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (Button button : reply.buttons()) {
      ids.put(button.label(), buttons.encode(button.command()));
    }
    Post post =
        new Post(id, renderer.render(reply), reply.audience() == Audience.ASKER, Map.copyOf(ids));
    if (id == posts.size()) {
      posts.add(post);
    } else {
      posts.set(id, post);
    }
    return post;
  }

  @Override
  public synchronized Delivery send(ChannelRef channel, Reply reply, String key) {
    if (!channel.equals(channel("noc"))) {
      return new Delivery.Refused("there is no channel " + channel.channel());
    }
    if (failing > 0) {
      failing--;
      return new Delivery.Retry("the board is being cleaned", Optional.empty());
    }
    int id = sent.computeIfAbsent(key, fresh -> add(reply, posts.size()).id());
    return new Delivery.Sent(Integer.toString(id));
  }

  @Override
  public Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  /** The next posts fail for a moment. */
  synchronized void fail(int times) {
    failing = times;
  }

  synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  @Override
  public void close() {}
}
