package hangup.chat.console;

import hangup.chat.ChannelRef;
import hangup.chat.ChatPlatform;
import hangup.chat.Delivery;
import hangup.command.Completions;
import hangup.command.Context;
import hangup.command.Request;
import hangup.command.Suggestion;
import hangup.reply.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The chat in the terminal: one line asks, the reply is printed below it. On a terminal with
 * history and completion, else line by line as they come, so that questions can be piped in.
 */
public final class ConsoleChat implements ChatPlatform {

  private static final String PROMPT = "hangup> ";

  private final Function<Request, Reply> answers;
  private final LineSource lines;
  private final Context context;
  private final Clock clock;
  private volatile @Nullable Instant lastHeard;

  private ConsoleChat(
      Function<Request, Reply> answers, LineSource lines, ZoneId zone, Clock clock) {
    this.answers = answers;
    this.lines = lines;
    this.context = Context.console(zone);
    this.clock = clock;
  }

  /**
   * A chat on the terminal this process was started in.
   *
   * @param history the file that keeps what was typed
   * @throws IOException if the terminal cannot be opened
   */
  public static ConsoleChat onTerminal(
      Function<Request, Reply> answers,
      Completions completions,
      Path history,
      boolean colour,
      ZoneId zone,
      Clock clock)
      throws IOException {
    return new ConsoleChat(answers, new TerminalLines(completions, history, colour), zone, clock);
  }

  /** A chat over plain streams: a pipe, a file. */
  public static ConsoleChat onStreams(
      Function<Request, Reply> answers,
      BufferedReader in,
      PrintWriter out,
      int width,
      ZoneId zone,
      Clock clock) {
    return new ConsoleChat(answers, new StreamLines(in, out, width), zone, clock);
  }

  @Override
  public String name() {
    return ChannelRef.CONSOLE.platform();
  }

  /** Nothing to connect; {@link #converse} does the talking. */
  @Override
  public void start() {}

  /** Answers line after line until the input ends or {@code exit} is typed. */
  public void converse() {
    for (String line = lines.next(); line != null; line = lines.next()) {
      String text = line.strip();
      if (text.isEmpty()) {
        continue;
      }
      lastHeard = clock.instant();
      String word = text.startsWith("/") ? text.substring(1) : text;
      if (word.equalsIgnoreCase("exit") || word.equalsIgnoreCase("quit")) {
        return;
      }
      lines.show(answers.apply(new Request.Line(text, context)));
    }
  }

  /** Shows a reply that nobody asked for; the key is of no use where nothing is kept. */
  @Override
  public Delivery send(ChannelRef channel, Reply reply, String key) {
    if (!channel.platform().equals(name())) {
      return new Delivery.Refused("not a console: " + channel.platform());
    }
    try {
      lines.show(reply);
      return new Delivery.Sent(key);
    } catch (UncheckedIOException e) {
      return new Delivery.Refused("the console is closed");
    }
  }

  @Override
  public Optional<Instant> lastHeard() {
    return Optional.ofNullable(lastHeard);
  }

  @Override
  public void close() {
    lines.close();
  }

  /** Where lines come from and replies go. */
  private sealed interface LineSource extends AutoCloseable {
    /** The next line; null when there are no more. */
    @Nullable String next();

    void show(Reply reply);

    @Override
    void close();
  }

  private static final class StreamLines implements LineSource {
    private final BufferedReader in;
    private final PrintWriter out;
    private final RememberingRenderer renderer;

    StreamLines(BufferedReader in, PrintWriter out, int width) {
      this.in = in;
      this.out = out;
      this.renderer = new RememberingRenderer(new TextRenderer(width, false));
    }

    @Override
    public @Nullable String next() {
      try {
        return in.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void show(Reply reply) {
      out.println(renderer.render(reply));
      out.flush();
      if (out.checkError()) {
        throw new UncheckedIOException(new IOException("the output is closed"));
      }
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  private static final class TerminalLines implements LineSource {
    private final Terminal terminal;
    private final LineReader reader;
    private final boolean colour;
    private boolean interrupted;

    TerminalLines(Completions completions, Path history, boolean colour) throws IOException {
      this.colour = colour;
      this.terminal = TerminalBuilder.builder().system(true).dumb(true).build();
      Path folder = history.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      this.reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("hangup")
              .parser(
                  (line, cursor, use) ->
                      new CompletedLine(line, cursor, completions.start(line, cursor)))
              .completionMatcher(new GivenCandidates())
              .variable(LineReader.HISTORY_FILE, history)
              .variable(LineReader.HISTORY_SIZE, 1000)
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
              .option(LineReader.Option.CASE_INSENSITIVE, true)
              .completer(
                  (lineReader, line, candidates) -> {
                    for (Suggestion suggestion : completions.complete(line.line(), line.cursor())) {
                      candidates.add(candidate(suggestion));
                    }
                  })
              .build();
    }

    private static Candidate candidate(Suggestion suggestion) {
      String label = suggestion.label();
      boolean described = !label.toLowerCase(Locale.ROOT).equals(suggestion.value());
      return new Candidate(
          suggestion.value(), suggestion.value(), null, described ? label : null, null, null, true);
    }

    @Override
    public @Nullable String next() {
      while (true) {
        try {
          String line = reader.readLine(PROMPT);
          interrupted = false;
          return line;
        } catch (UserInterruptException e) {
          if (interrupted) {
            return null;
          }
          interrupted = true;
          terminal.writer().println("Press Ctrl-C again, or type exit, to leave.");
          terminal.flush();
        } catch (EndOfFileException e) {
          return null;
        }
      }
    }

    @Override
    public void show(Reply reply) {
      int columns = terminal.getSize().getColumns();
      int width = columns < TextRenderer.MIN_WIDTH ? 80 : Math.min(columns, 120);
      String text = new TextRenderer(width, colour).render(reply);
      reader.printAbove(text);
    }

    @Override
    public void close() {
      try {
        History history = reader.getHistory();
        history.save();
        terminal.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
