package hangup.command;

import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import hangup.text.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /help}: all commands the asker may run here, or one in full; from their declarations.
 *
 * <p>Data: {@code commands}, a list of {@code name}, {@code summary}, {@code usage}, {@code topic}
 * and {@code examples}.
 */
public final class HelpCommand implements Command {

  private static final String OPTION = "command";

  private static final CommandSpec SPEC =
      new CommandSpec(
              "help",
              "Lists what you can ask, or explains one command",
              List.of("Without a command it lists all you may use here."),
              List.of(Option.optional(OPTION, Option.Kind.TEXT, "The name of a command")),
              Permission.PUBLIC,
              List.of("/help", "/help summary"))
          .withWords("help", "commands", "what can you do", "hilfe", "ayuda", "aide")
          .withTopic(Topic.BOT);

  private final Map<String, CommandSpec> specs = new LinkedHashMap<>();
  private final Access access;

  /**
   * @param others all commands but this one
   */
  public HelpCommand(List<CommandSpec> others, Access access) {
    for (CommandSpec other : others) {
      specs.put(other.name(), other);
    }
    specs.put(SPEC.name(), SPEC);
    this.access = access;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    String name = arguments.get(OPTION).map(HelpCommand::bare).orElse("");
    return name.isEmpty() ? overview(context) : details(find(name));
  }

  private static String bare(String typed) {
    String name = typed.strip().toLowerCase(Locale.ROOT);
    return name.startsWith("/") ? name.substring(1).strip() : name;
  }

  private CommandSpec find(String name) {
    CommandSpec exact = specs.get(name);
    if (exact != null) {
      return exact;
    }
    List<String> near = DidYouMean.among(name, specs.keySet(), 3);
    throw new CommandException(
        "There is no command “"
            + Echo.of(name)
            + "”."
            + (near.isEmpty()
                ? " There are /" + String.join(", /", specs.keySet()) + "."
                : " Did you mean /" + String.join(" or /", near) + "?"),
        near.isEmpty() ? List.of("/help") : near.stream().map(n -> "/help " + n).toList());
  }

  private Reply overview(Context context) {
    Reply.Builder reply = Reply.builder("What you can ask", Severity.INFO);
    List<CommandSpec> allowed = new ArrayList<>();
    for (CommandSpec spec : specs.values()) {
      if (access.refusal(spec, context).isEmpty()) {
        allowed.add(spec);
      }
    }
    for (Topic topic : Topic.values()) {
      List<RichText> items = new ArrayList<>();
      for (CommandSpec spec : allowed) {
        if (spec.topic() == topic) {
          items.add(RichText.code(Usage.line(spec)).plus(" " + spec.summary()));
        }
      }
      if (!items.isEmpty()) {
        reply.heading(topic.title()).add(new Block.Bullets(items));
      }
    }
    int hidden = specs.size() - allowed.size();
    if (hidden > 0) {
      reply.note(
          hidden == 1
              ? "One more command is not allowed to you here."
              : hidden + " more commands are not allowed to you here.");
    }
    reply.note(
        "<…> is needed, […] may be left out. A slash is not: plain words such as “why 22?” work"
            + " too.");
    for (CommandSpec spec : allowed) {
      if (!spec.examples().isEmpty() && spec.topic() != Topic.BOT) {
        reply.button(spec.examples().get(0), spec.examples().get(0));
      }
    }
    return reply.data(Map.of("commands", allowed.stream().map(HelpCommand::data).toList())).build();
  }

  private static Reply details(CommandSpec spec) {
    Reply.Builder reply =
        Reply.builder("/" + spec.name(), Severity.INFO)
            .text(spec.summary())
            .text(RichText.code(Usage.line(spec)));
    spec.details().forEach(reply::text);
    if (!spec.options().isEmpty()) {
      List<RichText> options = new ArrayList<>();
      for (Option option : spec.options()) {
        options.add(
            RichText.strong(option.name())
                .plus(" " + sentence(option.description()) + " ")
                .plusMuted((option.required() ? "Needed: " : "") + Usage.allowed(option)));
      }
      reply.heading("Options").add(new Block.Bullets(options));
    }
    if (!spec.examples().isEmpty()) {
      List<RichText> examples = new ArrayList<>();
      for (String example : spec.examples()) {
        examples.add(RichText.code(example));
        reply.button(example, example);
      }
      reply.heading("Examples").add(new Block.Bullets(examples));
    }
    return reply.data(Map.of("commands", List.of(data(spec)))).build();
  }

  private static String sentence(String description) {
    return description.endsWith(".") ? description : description + ".";
  }

  private static Map<String, @Nullable Object> data(CommandSpec spec) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", spec.name());
    data.put("summary", spec.summary());
    data.put("usage", Usage.line(spec));
    data.put("topic", spec.topic().title());
    data.put("examples", spec.examples());
    return data;
  }
}
