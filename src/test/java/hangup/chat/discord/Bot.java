package hangup.chat.discord;

import static hangup.chat.discord.fake.FakeDiscord.TOKEN;

import hangup.access.AccessRule;
import hangup.access.AccessRules;
import hangup.access.LinkedUsers;
import hangup.chat.ButtonCodec;
import hangup.chat.Turn;
import hangup.chat.console.TextRenderer;
import hangup.chat.discord.fake.FakeDiscord;
import hangup.command.Access;
import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Completions;
import hangup.command.Context;
import hangup.command.Dispatcher;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.command.Vocabulary;
import hangup.config.DiscordSettings;
import hangup.config.Secret;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A bot with commands of a test's own, connected to a fake Discord. */
final class Bot implements AutoCloseable {

  private final DiscordPlatform platform;

  private Bot(DiscordPlatform platform) {
    this.platform = platform;
  }

  DiscordPlatform platform() {
    return platform;
  }

  static Builder with(FakeDiscord discord, Path dataDir) {
    return new Builder(discord, dataDir);
  }

  @Override
  public void close() {
    platform.close();
  }

  static final class Builder {
    private final FakeDiscord discord;
    private final Path dataDir;
    private final List<Command> commands = new ArrayList<>();
    private Access access =
        new AccessRules(
            List.of(
                new AccessRule(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(FakeDiscord.NOC_ROLE),
                    Optional.empty(),
                    false,
                    Set.of("figures"))),
            LinkedUsers.NONE);
    private Clock clock = Clock.systemUTC();
    private List<String> guilds = List.of(FakeDiscord.GUILD);
    private Consumer<String> trouble = sentence -> {};
    private String token = TOKEN;
    private Vocabulary vocabulary = Vocabulary.EMPTY;

    private Builder(FakeDiscord discord, Path dataDir) {
      this.discord = discord;
      this.dataDir = dataDir;
    }

    /** A command that anybody may use, with one optional TEXT option {@code what}. */
    Builder open(String name, BiFunction<Arguments, Context, Reply> answer) {
      return command(
          name,
          Permission.PUBLIC,
          List.of(Option.optional("what", Option.Kind.TEXT, "What to look for")),
          answer);
    }

    Builder command(
        String name,
        Permission permission,
        List<Option> options,
        BiFunction<Arguments, Context, Reply> answer) {
      CommandSpec spec =
          new CommandSpec(
              name, "Does " + name, List.of(), options, permission, List.of("/" + name));
      commands.add(
          new Command() {
            @Override
            public CommandSpec spec() {
              return spec;
            }

            @Override
            public Reply run(Arguments arguments, Context context) {
              return answer.apply(arguments, context);
            }
          });
      return this;
    }

    Builder access(Access value) {
      access = value;
      return this;
    }

    Builder clock(Clock value) {
      clock = value;
      return this;
    }

    Builder guilds(String... ids) {
      guilds = List.of(ids);
      return this;
    }

    Builder trouble(Consumer<String> value) {
      trouble = value;
      return this;
    }

    Builder token(String value) {
      token = value;
      return this;
    }

    Builder vocabulary(Vocabulary value) {
      vocabulary = value;
      return this;
    }

    DiscordPlatform build() {
      Dispatcher dispatcher = new Dispatcher(commands, access);
      return new DiscordPlatform(
          new DiscordSettings(
              Optional.of(new Secret(token)),
              Optional.of(discord.apiUrl()),
              Optional.of(discord.gatewayUrl()),
              guilds),
          new DiscordPlatform.Parts(
              dispatcher::answer,
              dispatcher.specs(),
              new Completions(dispatcher.specs(), vocabulary),
              access,
              channel -> ZoneOffset.UTC,
              ButtonCodec.open(dataDir),
              chart -> new byte[] {(byte) 0x89, 'P', 'N', 'G'},
              new TextRenderer(80, false)::render,
              trouble,
              Turn.ALWAYS,
              dataDir),
          clock);
    }

    /** Starts, and waits until the commands are registered. */
    Bot start() {
      DiscordPlatform platform = build();
      platform.start();
      Bot bot = new Bot(platform);
      try {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(platform::commandsRegistered);
        return bot;
      } catch (RuntimeException e) {
        bot.close();
        throw e;
      }
    }
  }
}
