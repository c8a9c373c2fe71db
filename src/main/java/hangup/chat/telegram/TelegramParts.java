package hangup.chat.telegram;

import hangup.chat.ButtonCodec;
import hangup.chat.ChannelRef;
import hangup.chat.SharedUpdates;
import hangup.chat.Turn;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.Button;
import hangup.reply.Chart;
import hangup.reply.Reply;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the platform works with.
 *
 * @param answers answers a request; may block, and is called on several threads at once
 * @param commands the declarations of all commands
 * @param access who may ask what, after {@link MovedChats#following}
 * @param zones in which zone days are meant in a channel
 * @param charts draws a chart as PNG
 * @param topReasons what to offer whoever asks for a reason without saying which
 * @param codes takes the codes with which strangers link themselves
 * @param moved the groups that became supergroups
 * @param turn when to hear what people say
 * @param shared keeps unanswered updates where several processes serve the bot; else a file does
 * @param dataDir where the journal of updates and the hash of the menu are kept
 */
public record TelegramParts(
    Function<Request, Reply> answers,
    List<CommandSpec> commands,
    Access access,
    Function<ChannelRef, ZoneId> zones,
    ButtonCodec buttons,
    Function<Chart, byte[]> charts,
    Function<Context, List<Button>> topReasons,
    CodeTaker codes,
    MovedChats moved,
    TelegramListener listener,
    Turn turn,
    Optional<SharedUpdates> shared,
    Path dataDir) {

  public TelegramParts {
    commands = List.copyOf(commands);
  }

  /** Takes the code that an admin gave to somebody. */
  public interface CodeTaker {

    /** Links the user if the code is right; of use once. */
    boolean redeem(String platform, String user, String name, String code);
  }
}
