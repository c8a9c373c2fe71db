package hangup.chat.discord;

import hangup.command.CommandSpec;
import hangup.command.Option;
import hangup.command.Permission;
import java.util.List;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** The declarations of commands as Discord registers them. */
final class CommandPayloads {

  /** The option that every command has here: the answer is for the asker alone. */
  static final String QUIET = "quiet";

  private static final int STRING = 3;
  private static final int INTEGER = 4;
  private static final int BOOLEAN = 5;
  private static final int MOST_OPTIONS = 25;

  /** Discord's MANAGE_GUILD permission bit. */
  private static final long MANAGE_SERVER = 1L << 5;

  private final Translations translations;

  CommandPayloads(Translations translations) {
    this.translations = translations;
  }

  DataArray of(List<CommandSpec> specs) {
    DataArray all = DataArray.empty();
    specs.forEach(spec -> all.add(command(spec)));
    return all;
  }

  private DataObject command(CommandSpec spec) {
    DataObject json =
        DataObject.empty()
            .put("type", 1)
            .put("name", spec.name())
            .put("description", spec.summary())
            .put("contexts", DataArray.empty().add(0).add(1))
            .put("integration_types", DataArray.empty().add(0));
    translations.addTo(json, spec.name());
    if (spec.permission() == Permission.CHANGE || spec.permission() == Permission.ADMIN) {
      json.put("default_member_permissions", MANAGE_SERVER);
    }
    DataArray options = DataArray.empty();
    for (Option option : spec.options()) {
      options.add(option(spec, option));
    }
    boolean room = spec.options().size() < MOST_OPTIONS;
    if (room && spec.options().stream().noneMatch(option -> option.name().equals(QUIET))) {
      DataObject quiet =
          DataObject.empty()
              .put("type", BOOLEAN)
              .put("name", QUIET)
              .put("description", "Show the answer to you alone")
              .put("required", false);
      translations.addTo(quiet, QUIET);
      options.add(quiet);
    }
    return json.put("options", options);
  }

  private DataObject option(CommandSpec spec, Option option) {
    DataObject json =
        DataObject.empty()
            .put("type", type(option.kind()))
            .put("name", option.name())
            .put("description", option.description())
            .put("required", option.required());
    translations.addTo(json, spec.name() + "." + option.name());
    if (!option.choices().isEmpty()) {
      DataArray choices = DataArray.empty();
      option
          .choices()
          .forEach(
              choice -> choices.add(DataObject.empty().put("name", choice).put("value", choice)));
      json.put("choices", choices);
    }
    if (completes(option.kind())) {
      json.put("autocomplete", true);
    }
    return json;
  }

  private static int type(Option.Kind kind) {
    return switch (kind) {
      case INTEGER -> INTEGER;
      case FLAG -> BOOLEAN;
      default -> STRING;
    };
  }

  private static boolean completes(Option.Kind kind) {
    return switch (kind) {
      case REASON, GATEWAY, CUSTOMER, SOURCE, PERIOD -> true;
      case INTEGER, CHOICE, FLAG, TEXT -> false;
    };
  }
}
