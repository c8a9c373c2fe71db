package hangup.chat.discord;

import hangup.chat.ButtonCodec;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.callbacks.IDeferrableCallback;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.SlashCommandInteraction;
import net.dv8tion.jda.api.interactions.components.ComponentInteraction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slash commands, buttons and menus. On the gateway's thread only what memory holds is looked at,
 * and Discord gets its acknowledgement; the rest is done by a worker.
 */
final class QuestionFlow {

  private static final Logger log = LoggerFactory.getLogger(QuestionFlow.class);
  private static final String BUSY =
      "Too many questions are being answered right now. Please ask again in a minute.";
  private static final String STOPPING =
      "The bot is being restarted. Please ask again in a minute.";
  private static final String NOT_MINE =
      "This button is not one of mine, or too old. Please ask the question again.";

  private final Function<Request, Reply> answers;
  private final Map<String, CommandSpec> specs;
  private final Access access;
  private final Places places;
  private final ButtonCodec buttons;
  private final Workers workers;
  private final InFlight inFlight;
  private final Clock clock;
  private final Acknowledger acknowledger;
  private final AnswerDelivery delivery;
  private final SeenIds seen = new SeenIds();

  QuestionFlow(
      Function<Request, Reply> answers,
      Map<String, CommandSpec> specs,
      Access access,
      Places places,
      ButtonCodec buttons,
      Workers workers,
      InFlight inFlight,
      Clock clock,
      Acknowledger acknowledger,
      AnswerDelivery delivery) {
    this.answers = answers;
    this.specs = specs;
    this.access = access;
    this.places = places;
    this.buttons = buttons;
    this.workers = workers;
    this.inFlight = inFlight;
    this.clock = clock;
    this.acknowledger = acknowledger;
    this.delivery = delivery;
  }

  void command(SlashCommandInteraction event) {
    if (!seen.first(event.getIdLong())) {
      return;
    }
    Context context = places.of(event);
    CommandSpec spec = specs.get(event.getName());
    if (spec == null) {
      say(event, "/" + event.getName() + " does not exist any more. Try /help.");
      return;
    }
    if (refused(event, spec, context) || !reserved(event)) {
      return;
    }
    Map<String, String> options = new HashMap<>();
    boolean quiet = false;
    for (OptionMapping option : event.getOptions()) {
      if (option.getName().equals(CommandPayloads.QUIET)) {
        quiet = option.getAsBoolean();
      } else {
        options.put(option.getName(), option.getAsString());
      }
    }
    Asked asked = asked(event, context, "/" + spec.name(), quiet, Optional.empty());
    CompletableFuture<Outcome> promise =
        acknowledger.deferMessage(asked.id(), asked.token(), quiet);
    Request request = new Request.Call(spec.name(), options, context);
    String line = Refresh.line(spec, options);
    work(asked, promise, request, refreshed(spec, line, delivery::answerCommand));
  }

  /**
   * @param id the custom id of a button, or the value chosen in a menu
   */
  void component(ComponentInteraction event, String id) {
    if (!seen.first(event.getIdLong())) {
      return;
    }
    Context context = places.of(event);
    Optional<String> line = buttons.decode(id);
    CommandSpec spec = line.map(QuestionFlow::nameIn).map(specs::get).orElse(null);
    if (line.isEmpty() || spec == null) {
      say(event, NOT_MINE);
      return;
    }
    if (refused(event, spec, context) || !reserved(event)) {
      return;
    }
    boolean ephemeral = event.getMessage().isEphemeral();
    Optional<String> source =
        ephemeral ? Optional.empty() : Optional.of(event.getMessage().getId());
    Asked asked = asked(event, context, "/" + spec.name(), ephemeral, source);
    CompletableFuture<Outcome> promise = acknowledger.deferUpdate(asked.id(), asked.token());
    work(
        asked,
        promise,
        new Request.Line(line.get(), context),
        refreshed(spec, line.get(), delivery::answerComponent));
  }

  private interface Deliver {
    void deliver(Asked asked, Outcome acknowledged, Reply reply);
  }

  private static Deliver refreshed(CommandSpec spec, String line, Deliver deliver) {
    return (asked, acknowledged, reply) ->
        deliver.deliver(asked, acknowledged, Refresh.addTo(reply, spec, line));
  }

  private void work(
      Asked asked, CompletableFuture<Outcome> promise, Request request, Deliver deliver) {
    InFlight.Ticket ticket = inFlight.add(asked);
    workers.run(
        () -> {
          try {
            Reply reply = answers.apply(request);
            Outcome acknowledged = promise.get();
            if (ticket.take()) {
              deliver.deliver(asked, acknowledged, reply);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | RuntimeException e) {
            log.error("An answer to {} in Discord was lost", asked.what(), e);
          } finally {
            ticket.done();
          }
        });
  }

  private boolean refused(IDeferrableCallback event, CommandSpec spec, Context context) {
    Optional<String> refusal = places.refusal(context).or(() -> access.refusal(spec, context));
    refusal.ifPresent(sentence -> say(event, sentence));
    return refusal.isPresent();
  }

  private boolean reserved(IDeferrableCallback event) {
    if (workers.reserve()) {
      return true;
    }
    say(event, workers.stopping() ? STOPPING : BUSY);
    return false;
  }

  private void say(Interaction event, String sentence) {
    CompletableFuture<Outcome> ignored =
        acknowledger.say(event.getId(), event.getToken(), sentence);
  }

  private Asked asked(
      Interaction event, Context context, String what, boolean ephemeral, Optional<String> source) {
    Instant received = clock.instant();
    return new Asked(event.getId(), event.getToken(), context, what, received, ephemeral, source);
  }

  private static String nameIn(String line) {
    String name = line.strip().split("\\s", 2)[0];
    return name.startsWith("/") ? name.substring(1) : name;
  }
}
