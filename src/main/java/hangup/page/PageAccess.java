package hangup.page;

import hangup.chat.Asker;
import hangup.chat.ChannelRef;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/**
 * What whoever opens the page may ask: what shows figures and single calls, never what changes
 * something, which a browser could be led to, and no full phone numbers, for the port asks nobody
 * who they are.
 */
public final class PageAccess implements Access {

  /** The platform that questions from the page carry, also in the audit log. */
  public static final String PLATFORM = "page";

  private static final ChannelRef PLACE =
      new ChannelRef(PLATFORM, Optional.empty(), "local", Optional.empty());
  private static final Asker OPERATOR = new Asker("local", "operator", Set.of(), false);

  static Context context(ZoneId zone) {
    return new Context(PLACE, OPERATOR, zone);
  }

  @Override
  public Optional<String> refusal(CommandSpec spec, Context context) {
    Permission needed = spec.permission();
    if (needed == Permission.CHANGE) {
      return Optional.of(
          "This page only shows. To change something, ask in a chat or in hangup console.");
    }
    return needed == Permission.NUMBERS
        ? Optional.of("This page shows no full phone numbers.")
        : Optional.empty();
  }
}
