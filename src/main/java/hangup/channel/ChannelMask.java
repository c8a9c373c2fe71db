package hangup.channel;

import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.state.ChannelSettingsStore;
import java.util.Optional;

/** Hides full phone numbers in channels that are set so, whoever asks. Thread-safe. */
public final class ChannelMask implements Access {

  private final Access access;
  private final ChannelSettingsStore settings;

  /**
   * @param access decides everything else
   */
  public ChannelMask(Access access, ChannelSettingsStore settings) {
    this.access = access;
    this.settings = settings;
  }

  @Override
  public Optional<String> refusal(CommandSpec spec, Context context) {
    return spec.permission() == Permission.NUMBERS && settings.of(context.channel()).masked()
        ? Optional.of("This channel hides phone numbers.")
        : access.refusal(spec, context);
  }
}
