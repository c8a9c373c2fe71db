package hangup.chat.telegram;

import hangup.command.CommandSpec;
import hangup.command.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScope;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllChatAdministrators;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllGroupChats;
import org.telegram.telegrambots.meta.api.objects.commands.scope.BotCommandScopeAllPrivateChats;

/**
 * The menu behind the slash, from the commands' declarations: everything in private chats and for
 * administrators, in groups all that changes nothing. Sent only when it is not what was sent last.
 */
final class CommandMenu {

  private static final Logger log = LoggerFactory.getLogger(CommandMenu.class);

  private final BotApi api;
  private final Path file;
  private final long bot;

  /**
   * @param bot the bot's number: another bot has another menu
   */
  CommandMenu(BotApi api, Path dataDir, long bot) {
    this.api = api;
    this.file = dataDir.resolve("telegram-menu.txt");
    this.bot = bot;
  }

  /** Publishes what has changed; a failure is logged and tried again at the next start. */
  void publish(List<CommandSpec> commands) throws InterruptedException {
    List<CommandSpec> harmless =
        commands.stream()
            .filter(
                spec ->
                    spec.permission() != Permission.CHANGE && spec.permission() != Permission.ADMIN)
            .toList();
    Map<String, BotCommandScope> scopes = new LinkedHashMap<>();
    scopes.put("private", BotCommandScopeAllPrivateChats.builder().build());
    scopes.put("group", BotCommandScopeAllGroupChats.builder().build());
    scopes.put("admins", BotCommandScopeAllChatAdministrators.builder().build());
    Map<String, String> known = load();
    Map<String, String> sent = new LinkedHashMap<>();
    for (Map.Entry<String, BotCommandScope> scope : scopes.entrySet()) {
      List<CommandSpec> shown = scope.getKey().equals("group") ? harmless : commands;
      String hash = hash(shown);
      if (shown.isEmpty() || hash.equals(known.get(scope.getKey()))) {
        sent.put(scope.getKey(), hash);
        continue;
      }
      ApiResult<Boolean> result =
          api.await(SetMyCommands.builder().commands(menu(shown)).scope(scope.getValue()).build());
      if (result instanceof ApiResult.Failed<Boolean> failed) {
        log.warn("Could not set the menu for {}: {}", scope.getKey(), failed.error().description());
      } else {
        sent.put(scope.getKey(), hash);
      }
    }
    if (!sent.equals(known)) {
      save(sent);
    }
  }

  private static List<BotCommand> menu(List<CommandSpec> commands) {
    List<BotCommand> menu = new ArrayList<>();
    for (CommandSpec spec : commands.subList(0, Math.min(100, commands.size()))) {
      menu.add(new BotCommand(spec.name(), spec.summary()));
    }
    return menu;
  }

  private String hash(List<CommandSpec> commands) {
    StringBuilder all = new StringBuilder().append(bot);
    commands.forEach(
        spec -> all.append('\n').append(spec.name()).append(' ').append(spec.summary()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Map<String, String> load() {
    Map<String, String> known = new LinkedHashMap<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          String[] parts = line.split(" ", -1);
          if (parts.length == 2) {
            known.put(parts[0], parts[1]);
          }
        }
      }
    } catch (IOException e) {
      log.warn("Cannot read {}: {}", file, e.toString());
    }
    return known;
  }

  private void save(Map<String, String> sent) {
    StringBuilder lines = new StringBuilder();
    sent.forEach((scope, hash) -> lines.append(scope).append(' ').append(hash).append('\n'));
    try {
      Files.writeString(file, lines);
    } catch (IOException e) {
      log.warn("Cannot write {}: {}", file, e.toString());
    }
  }
}
