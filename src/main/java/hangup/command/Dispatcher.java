package hangup.command;

import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.stats.StatsUnavailableException;
import hangup.text.Typed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Finds the command a request is for and runs it. Thread-safe.
 *
 * <p>The data of a reply that is no answer has {@code error}, one of {@code user}, {@code refused},
 * {@code unavailable} and {@code internal}; {@code message}; {@code suggestions}, command lines;
 * and for {@code internal} the {@code id} under which it was logged.
 */
public final class Dispatcher {

  /** The key in the logging context under which the id of the request stands. */
  public static final String LOG_KEY = "request";

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Map<String, Command> commands = new HashMap<>();
  private final List<CommandSpec> specs;
  private final LineParser parser;
  private final PlainWords words;
  private final Access access;
  private final Gate gate;
  private final Watch watch;

  /** A dispatcher that knows no names of gateways, customers or reasons in plain words. */
  public Dispatcher(List<Command> commands, Access access) {
    this(commands, access, Vocabulary.EMPTY);
  }

  /**
   * @param commands all commands; of two that plain words could mean, the earlier one is taken
   * @throws IllegalArgumentException if two commands have the same name
   */
  public Dispatcher(List<Command> commands, Access access, Vocabulary vocabulary) {
    this(commands, access, vocabulary, Gate.OPEN, Watch.NONE);
  }

  /**
   * @param gate asked first, before anything is read
   * @param watch told of every answer
   * @throws IllegalArgumentException if two commands have the same name
   */
  public Dispatcher(
      List<Command> commands, Access access, Vocabulary vocabulary, Gate gate, Watch watch) {
    List<CommandSpec> declared = new ArrayList<>();
    for (Command command : commands) {
      CommandSpec spec = command.spec();
      declared.add(spec);
      this.commands.put(spec.name(), command);
    }
    this.specs = List.copyOf(declared);
    this.parser = new LineParser(specs);
    this.words = new PlainWords(specs, parser, vocabulary);
    this.access = access;
    this.gate = gate;
    this.watch = watch;
  }

  /** The declarations of all commands, in the order given. */
  public List<CommandSpec> specs() {
    return specs;
  }

  /**
   * Answers; whatever goes wrong becomes a reply that says so. What is logged meanwhile carries the
   * id of the request as {@value #LOG_KEY}.
   */
  public Reply answer(Request request) {
    long began = System.nanoTime();
    String id = String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    Asked asked = new Asked(request, id);
    MDC.put(LOG_KEY, id);
    try {
      Reply reply = answer(asked);
      tell(asked, reply, Duration.ofNanos(System.nanoTime() - began));
      return reply;
    } finally {
      MDC.remove(LOG_KEY);
    }
  }

  private Reply answer(Asked asked) {
    Request request = asked.request;
    try {
      Optional<String> turnedAway = gate.turnedAway(request.context());
      if (turnedAway.isPresent()) {
        return refused("One moment", turnedAway.get());
      }
      if (request instanceof Request.Call call) {
        return run(asked.as(parser.check(call.command(), call.options())), call.context());
      }
      Request.Line line = (Request.Line) request;
      Typed typed = Typed.of(line.text());
      LineParser.requireShort(typed);
      if (LineParser.isCommand(typed)) {
        return run(asked.as(parser.parse(typed)), line.context());
      }
      PlainWords.Meaning meaning = words.read(typed);
      if (meaning instanceof PlainWords.Unsure unsure) {
        return unsure(typed, unsure);
      }
      ParsedCommand parsed = asked.as(((PlainWords.Clear) meaning).command());
      return understoodAs(parsed.line(), run(parsed, line.context()));
    } catch (CommandException e) {
      return userError(e, asked.parsed);
    } catch (StatsUnavailableException e) {
      return Reply.builder("No figures right now", Severity.MEDIUM)
          .text(messageOf(e))
          .data(error("unavailable", messageOf(e), List.of()))
          .build();
    } catch (Throwable e) {
      // Also errors, such as a stack overflow: one bad question must not end the bot.
      return internalError(e, asked);
    }
  }

  private void tell(Asked asked, Reply reply, Duration took) {
    ParsedCommand parsed = asked.parsed;
    try {
      watch.answered(
          new Watch.Answered(
              asked.request.context(),
              parsed == null ? Optional.empty() : Optional.of(parsed.spec()),
              parsed == null ? Map.of() : parsed.arguments().values(),
              reply.data().get("error") instanceof String kind ? kind : Watch.OK,
              took));
    } catch (RuntimeException e) {
      log.error("Nobody was told of the answer to request {}", asked.id, e);
    }
  }

  /** A request on its way. */
  private static final class Asked {
    private final Request request;
    private final String id;
    private @Nullable ParsedCommand parsed;

    Asked(Request request, String id) {
      this.request = request;
      this.id = id;
    }

    ParsedCommand as(ParsedCommand command) {
      parsed = command;
      return command;
    }
  }

  private Reply run(ParsedCommand parsed, Context context) {
    Command command = commands.get(parsed.spec().name());
    if (command == null) {
      throw new IllegalStateException("no command for " + parsed.spec().name());
    }
    Optional<String> refusal =
        access.refusal(
            parsed.spec().withPermission(command.permission(parsed.arguments())), context);
    if (refusal.isPresent()) {
      return refused("Not allowed here", refusal.get());
    }
    return command.run(parsed.arguments(), context);
  }

  private static Reply refused(String title, String why) {
    return Reply.builder(title, Severity.LOW)
        .forAskerOnly()
        .text(why)
        .data(error("refused", why, List.of()))
        .build();
  }

  private static Reply understoodAs(String line, Reply reply) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Note(RichText.of("Understood as ").plusCode(line)));
    blocks.addAll(reply.blocks());
    Map<String, @Nullable Object> data = new LinkedHashMap<>(reply.data());
    data.put("understood", line);
    return new Reply(
        reply.title(),
        reply.severity(),
        reply.audience(),
        blocks,
        reply.footer(),
        reply.chart(),
        reply.buttons(),
        reply.menu(),
        reply.prompt(),
        reply.attachments(),
        data);
  }

  private Reply unsure(Typed typed, PlainWords.Unsure unsure) {
    boolean empty = typed.text().isEmpty();
    boolean guessed = !unsure.lines().isEmpty();
    String message =
        (empty
                ? "There was nothing to read."
                : "I am not sure what “" + Echo.of(typed.text()) + "” asks.")
            + (guessed ? " Did you mean:" : " Try for example:");
    List<String> lines = guessed ? unsure.lines() : firstExamples();
    Reply.Builder reply =
        Reply.builder(empty ? "Ask me something" : "Not sure what you mean", Severity.INFO)
            .text(message);
    suggest(reply, lines);
    return reply.data(error("user", message, lines)).build();
  }

  private Reply userError(CommandException e, @Nullable ParsedCommand parsed) {
    List<String> lines = e.suggestions();
    if (lines.isEmpty() && parsed != null) {
      lines = LineErrors.examples(parsed.spec());
    }
    Reply.Builder reply = Reply.builder("That cannot be answered", Severity.LOW).text(messageOf(e));
    suggest(reply, lines);
    e.prompt().ifPresent(reply::prompt);
    return reply.data(error("user", messageOf(e), lines)).build();
  }

  private Reply internalError(Throwable e, Asked asked) {
    String id = asked.id;
    ParsedCommand parsed = asked.parsed;
    // Names of options only: a value can be a phone number.
    log.error(
        "Error {} in {}",
        id,
        parsed == null
            ? "reading a request"
            : "/" + parsed.spec().name() + " " + parsed.arguments().values().keySet(),
        e);
    String message =
        "Something went wrong on our side. Try again; if it stays, give the administrator this id:"
            + " ";
    Map<String, @Nullable Object> data = error("internal", message + id, List.of());
    data.put("id", id);
    return Reply.builder("Something went wrong", Severity.HIGH)
        .text(RichText.of(message).plusCode(id))
        .data(data)
        .build();
  }

  private static void suggest(Reply.Builder reply, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    List<RichText> bullets = new ArrayList<>();
    for (String line : lines) {
      bullets.add(RichText.code(line));
      reply.button(line, line);
    }
    reply.add(new Block.Bullets(bullets));
  }

  private List<String> firstExamples() {
    List<String> lines = new ArrayList<>();
    for (CommandSpec spec : specs) {
      if (!spec.examples().isEmpty() && lines.size() < 3) {
        lines.add(spec.examples().get(0));
      }
    }
    return lines;
  }

  private static Map<String, @Nullable Object> error(
      String kind, String message, List<String> suggestions) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("error", kind);
    data.put("message", message);
    data.put("suggestions", suggestions);
    return data;
  }

  private static String messageOf(Throwable e) {
    String message = e.getMessage();
    return message == null ? "" : message;
  }
}
