package hangup.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hangup.reply.Block;
import hangup.reply.Button;
import hangup.reply.Reply;
import hangup.reply.RichText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelpCommandTest {

  private static final Context CONTEXT = Context.console(ZoneId.of("UTC"));

  private final HelpCommand help = new HelpCommand(Commands.SPECS, Access.LOCAL);

  private Reply help(String command) {
    return help.run(new Arguments(Map.of("command", command)), CONTEXT);
  }

  private static List<String> lines(Reply reply) {
    List<String> lines = new ArrayList<>();
    for (Block block : reply.blocks()) {
      if (block instanceof Block.Heading heading) {
        lines.add("# " + heading.title());
      } else if (block instanceof Block.Bullets bullets) {
        bullets.items().forEach(item -> lines.add("- " + item.plainText()));
      } else if (block instanceof Block.Text text) {
        lines.add(text.text().plainText());
      } else if (block instanceof Block.Note note) {
        lines.add("(" + note.text().plainText() + ")");
      }
    }
    return lines;
  }

  @Test
  void listsAllCommandsByTopic() {
    assertThat(lines(help.run(Arguments.NONE, CONTEXT)))
        .containsExactly(
            "# What a code means",
            "- /reason <reason> Says what an end reason means",
            "- /sip <code> Finds the end reasons of a SIP response",
            "- /q850 <cause> Finds the end reasons of a Q.850 cause",
            "- /reasons [which] Lists all end reasons",
            "- /fix <reason> Lists the steps that mend an end reason",
            "- /billing [reason] Says what is billed",
            "# What happened",
            "- /summary [period] [by] [code:…] [gateway:…] [customer:…] [direction:…] [quiet]"
                + " Counts calls and failures",
            "- /calls <who> [code] [period] Shows the last failed calls",
            "# About this bot",
            "- /help [command] Lists what you can ask, or explains one command",
            "(<…> is needed, […] may be left out. A slash is not: plain words such as “why 22?”"
                + " work too.)");
  }

  @Test
  void leavesOutWhatIsNotAllowedAndSaysSo() {
    Access access =
        (spec, context) ->
            spec.permission() == Permission.PUBLIC ? Optional.empty() : Optional.of("No.");
    List<String> lines =
        lines(new HelpCommand(Commands.SPECS, access).run(Arguments.NONE, CONTEXT));

    assertThat(lines).noneMatch(line -> line.contains("/summary") || line.contains("/calls"));
    assertThat(lines).contains("(2 more commands are not allowed to you here.)");
  }

  @Test
  void explainsOneCommand() {
    Reply reply = help("/Reasons ");

    assertThat(reply.title()).isEqualTo("/reasons");
    assertThat(lines(reply))
        .containsExactly(
            "Lists all end reasons",
            "/reasons [which]",
            "# Options",
            "- which how to list them. one of category, group, all.",
            "# Examples",
            "- /reasons",
            "- /reasons group");
    assertThat(reply.buttons())
        .containsExactly(
            new Button("/reasons", "/reasons"), new Button("/reasons group", "/reasons group"));
  }

  @Test
  void offersTheCommandThatWasMeant() {
    assertThatThrownBy(() -> help("sumary"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> assertThat(e.suggestions()).containsExactly("/help summary"))
        .hasMessage("There is no command “sumary”. Did you mean /summary?");
    assertThatThrownBy(() -> help("xyzzy")).hasMessageStartingWith("There is no command “xyzzy”.");
  }

  @Test
  void knowsItself() {
    assertThat(help("help").title()).isEqualTo("/help");
    assertThat(RichText.of(Usage.line(help.spec())).plainText()).isEqualTo("/help [command]");
  }

  @Test
  void isFoundInPlainWords() {
    List<Command> all = new ArrayList<>(Commands.all());
    all.add(help);
    Dispatcher dispatcher = new Dispatcher(all, Access.LOCAL);

    assertThat(dispatcher.answer(new Request.Line("help", CONTEXT)).title())
        .isEqualTo("What you can ask");
    assertThat(dispatcher.answer(new Request.Line("help summary", CONTEXT)).title())
        .isEqualTo("/summary");
    assertThat(dispatcher.answer(new Request.Line("hilfe!", CONTEXT)).title())
        .isEqualTo("What you can ask");
  }

  @Test
  void writesTheTableOfTheReadme() {
    assertThat(Usage.markdownTable(List.of(Commands.REASON, Commands.REASONS)))
        .isEqualTo(
            """
            | Command | What it does | Example |
            |---|---|---|
            | `/reason <reason>` | Says what an end reason means | `/reason 22` |
            | `/reasons [which]` | Lists all end reasons | `/reasons` |
            """);
  }
}
