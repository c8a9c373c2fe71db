package hangup.cli;

import hangup.access.AccessCommand;
import hangup.access.AccessRule;
import hangup.access.AccessRules;
import hangup.access.LinkBook;
import hangup.access.LinkCommand;
import hangup.chat.telegram.MovedChats;
import hangup.command.Access;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Dispatcher;
import hangup.command.Request;
import hangup.command.Watch;
import hangup.config.Settings;
import hangup.ops.RateLimits;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Where people's questions arrive, whatever the platform: what there is to ask, who may ask it, and
 * how a channel wants its answers.
 */
record FrontDesk(
    Dispatcher dispatcher, Access access, LinkBook links, MovedChats moved, Telling telling) {

  /**
   * @param telegramBot the name of the bot on Telegram, once that is known
   */
  static FrontDesk of(
      Wiring wiring, Telling telling, Supplier<Optional<String>> telegramBot, Watch watch) {
    Settings settings = wiring.settings();
    Path dataDir = settings.dataDir();
    LinkBook links = telling.links(dataDir);
    MovedChats moved = telling.moved(dataDir);
    AccessRules rules =
        new AccessRules(
            wiring.live().derive(now -> now.access().stream().map(AccessRule::of).toList()), links);
    Access access = telling.masking(moved.following(rules));
    AtomicReference<List<CommandSpec>> specs = new AtomicReference<>(List.of());
    List<Command> commands = new ArrayList<>(telling.commands());
    commands.add(new LinkCommand(links, telegramBot));
    commands.add(new AccessCommand(rules, specs::get));
    Dispatcher dispatcher =
        wiring.dispatcher(
            access,
            commands,
            telling::withDefaults,
            new RateLimits(wiring.live().derive(Settings::limits)),
            watch);
    specs.set(dispatcher.specs());
    return new FrontDesk(dispatcher, access, links, moved, telling);
  }

  List<CommandSpec> specs() {
    return dispatcher.specs();
  }

  Reply answer(Request request) {
    return telling.styled(request.context().channel(), dispatcher.answer(request));
  }
}
