package hangup.channel;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Permission;
import hangup.command.Topic;
import hangup.reply.Reply;
import hangup.state.ChannelSettingsStore;
import hangup.stats.Filter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command that asks of what the channel is about where the asker names nothing else: its source,
 * gateway and customer. {@code gateway:all} and the like ask of everything.
 */
public final class ChannelDefaults implements Command {

  private static final Set<String> EVERYTHING = Set.of("all", "any", "*");

  private final Command command;
  private final ChannelSettingsStore settings;

  private ChannelDefaults(Command command, ChannelSettingsStore settings) {
    this.command = command;
    this.settings = settings;
  }

  /** The command with the defaults of channels, where it has options for them. */
  public static Command over(Command command, ChannelSettingsStore settings) {
    CommandSpec spec = command.spec();
    // The public ones show figures too, to those who may see them.
    // Options of settings and digests are what is to be kept, not what is asked of.
    boolean asksOfCalls = spec.permission() != Permission.CHANGE && spec.topic() != Topic.SETTINGS;
    boolean has =
        spec.option("gateway").isPresent()
            || spec.option("customer").isPresent()
            || spec.option("source").isPresent();
    return asksOfCalls && has ? new ChannelDefaults(command, settings) : command;
  }

  @Override
  public CommandSpec spec() {
    return command.spec();
  }

  @Override
  public Permission permission(Arguments arguments) {
    return command.permission(arguments);
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    Filter defaults = settings.of(context.channel()).defaults();
    Map<String, String> values = new LinkedHashMap<>(arguments.values());
    fill(values, "source", defaults.source());
    // Who names a gateway or a customer means that one, not its part in the channel's.
    if (!values.containsKey("gateway") && !values.containsKey("customer")) {
      fill(values, "gateway", defaults.gateway());
      fill(values, "customer", defaults.customer());
    }
    for (String option : Set.of("source", "gateway", "customer")) {
      String value = values.get(option);
      if (value != null && EVERYTHING.contains(value.toLowerCase(java.util.Locale.ROOT))) {
        values.remove(option);
      }
    }
    return command.run(new Arguments(values), context);
  }

  private void fill(Map<String, String> values, String option, Optional<String> value) {
    if (value.isPresent() && spec().option(option).isPresent()) {
      values.putIfAbsent(option, value.get());
    }
  }
}
