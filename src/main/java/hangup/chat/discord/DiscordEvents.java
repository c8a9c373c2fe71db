package hangup.chat.discord;

import hangup.chat.Turn;
import java.util.function.Consumer;
import net.dv8tion.jda.api.events.ExceptionEvent;
import net.dv8tion.jda.api.events.GatewayPingEvent;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.CloseCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands JDA's events on. */
final class DiscordEvents implements EventListener {

  private static final Logger log = LoggerFactory.getLogger(DiscordEvents.class);

  private final Runnable heard;
  private final Consumer<@Nullable CloseCode> stopped;
  private final Turn turn;
  private volatile @Nullable Flows flows;

  private record Flows(QuestionFlow questions, CompletionFlow completions, MessageFlow messages) {}

  /**
   * @param heard called when Discord acknowledges a heartbeat, or a session begins or goes on
   * @param stopped called when there will be no further attempt to connect
   * @param turn when what people say is for this process
   */
  DiscordEvents(Runnable heard, Consumer<@Nullable CloseCode> stopped, Turn turn) {
    this.heard = heard;
    this.stopped = stopped;
    this.turn = turn;
  }

  void serve(QuestionFlow questions, CompletionFlow completions, MessageFlow messages) {
    flows = new Flows(questions, completions, messages);
  }

  @Override
  public void onEvent(GenericEvent event) {
    try {
      Flows now = flows;
      if (!session(event) && now != null && turn.mine()) {
        serve(event, now);
      }
    } catch (RuntimeException e) {
      log.error("A Discord event could not be handled: {}", event.getClass().getSimpleName(), e);
    }
  }

  private boolean session(GenericEvent event) {
    if (event instanceof GatewayPingEvent || event instanceof ReadyEvent) {
      heard.run();
    } else if (event instanceof SessionResumeEvent || event instanceof SessionRecreateEvent) {
      heard.run();
      log.info("Connected to Discord again");
    } else if (event instanceof SessionDisconnectEvent disconnect) {
      log.info("Disconnected from Discord (code {})", disconnect.getCloseCode());
    } else if (event instanceof ShutdownEvent shutdown) {
      stopped.accept(shutdown.getCloseCode());
    } else if (event instanceof ExceptionEvent exception && !exception.isLogged()) {
      log.error("Discord client failed", exception.getCause());
    } else {
      return false;
    }
    return true;
  }

  private static void serve(GenericEvent event, Flows flows) {
    if (event instanceof SlashCommandInteractionEvent command) {
      flows.questions.command(command);
    } else if (event instanceof CommandAutoCompleteInteractionEvent typing) {
      flows.completions.complete(typing);
    } else if (event instanceof ButtonInteractionEvent button) {
      flows.questions.component(button, button.getComponentId());
    } else if (event instanceof StringSelectInteractionEvent menu && !menu.getValues().isEmpty()) {
      flows.questions.component(menu, menu.getValues().get(0));
    } else if (event instanceof MessageReceivedEvent message) {
      flows.messages.message(message);
    }
  }
}
