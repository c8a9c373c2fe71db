package hangup.chat.discord;

import hangup.command.Arguments;
import hangup.command.CommandLines;
import hangup.command.CommandSpec;
import hangup.command.Permission;
import hangup.reply.Button;
import hangup.reply.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A button that asks the same again, under answers that grow old. */
final class Refresh {

  private static final int PLACE = 4;

  private Refresh() {}

  /** The line that asks what was asked with these options. */
  static String line(CommandSpec spec, Map<String, String> options) {
    return CommandLines.of(spec, new Arguments(options));
  }

  /** The reply with the button, as the last that is not in the menu; not under errors. */
  static Reply addTo(Reply reply, CommandSpec spec, String line) {
    boolean growsOld =
        spec.permission() == Permission.FIGURES || spec.permission() == Permission.CALLS;
    if (!growsOld || reply.data().get("error") != null) {
      return reply;
    }
    List<Button> buttons = new ArrayList<>(reply.buttons());
    buttons.add(Math.min(PLACE, buttons.size()), new Button("Refresh", line));
    return new Reply(
        reply.title(),
        reply.severity(),
        reply.audience(),
        reply.blocks(),
        reply.footer(),
        reply.chart(),
        buttons,
        reply.menu(),
        reply.prompt(),
        reply.attachments(),
        reply.data());
  }
}
