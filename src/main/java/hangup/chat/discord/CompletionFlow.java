package hangup.chat.discord;

import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Completions;
import hangup.command.Context;
import hangup.command.Suggestion;
import hangup.reply.Neutral;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import net.dv8tion.jda.api.interactions.commands.CommandAutoCompleteInteraction;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completions while somebody types; names of gateways and customers only for those who may ask. */
final class CompletionFlow {

  private static final Logger log = LoggerFactory.getLogger(CompletionFlow.class);
  private static final int MOST = 25;
  private static final int LONGEST = 100;

  private final Completions completions;
  private final Map<String, CommandSpec> specs;
  private final Access access;
  private final Places places;
  private final Acknowledger acknowledger;

  CompletionFlow(
      Completions completions,
      Map<String, CommandSpec> specs,
      Access access,
      Places places,
      Acknowledger acknowledger) {
    this.completions = completions;
    this.specs = specs;
    this.access = access;
    this.places = places;
    this.acknowledger = acknowledger;
  }

  void complete(CommandAutoCompleteInteraction event) {
    CommandSpec spec = specs.get(event.getName());
    Context context = places.of(event);
    DataArray choices = DataArray.empty();
    if (spec != null
        && places.refusal(context).isEmpty()
        && access.refusal(spec, context).isEmpty()) {
      String option = event.getFocusedOption().getName();
      choices = choices(suggestions(spec, option, event.getFocusedOption().getValue()));
    }
    CompletableFuture<Outcome> ignored =
        acknowledger.offer(event.getId(), event.getToken(), choices);
  }

  private List<Suggestion> suggestions(CommandSpec spec, String option, String typed) {
    try {
      return completions.complete(spec.name(), option, typed);
    } catch (RuntimeException e) {
      log.warn("No completions for {} of /{}", option, spec.name(), e);
      return List.of();
    }
  }

  static DataArray choices(List<Suggestion> suggestions) {
    DataArray choices = DataArray.empty();
    Set<String> values = new HashSet<>();
    for (Suggestion suggestion : suggestions) {
      String value = suggestion.value();
      // A value that does not fit cannot be filled in; a shortened one would be another value.
      if (value.isBlank()
          || CodePoints.count(value) > LONGEST
          || !values.add(value)
          || choices.length() == MOST) {
        continue;
      }
      String label = suggestion.label().isBlank() ? value : suggestion.label();
      StringBuilder name = new StringBuilder();
      label.codePoints().map(Neutral::of).forEach(name::appendCodePoint);
      choices.add(
          DataObject.empty()
              .put("name", CodePoints.first(name.toString().strip(), LONGEST))
              .put("value", value));
    }
    return choices;
  }
}
