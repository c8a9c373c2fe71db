package hangup.access;

import hangup.command.Arguments;
import hangup.command.Command;
import hangup.command.CommandException;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Option;
import hangup.command.Permission;
import hangup.reply.Block;
import hangup.reply.Reply;
import hangup.reply.RichText;
import hangup.reply.Severity;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code /link}: an admin lets people use the bot in a private Telegram chat. */
public final class LinkCommand implements Command {

  private static final String TELEGRAM = "telegram";

  private static final CommandSpec SPEC =
      new CommandSpec(
          "link",
          "Let somebody use the bot in a private Telegram chat: makes a code for them",
          List.of(
              "Give the code or the link to one person. It works once, within 24 hours, and allows"
                  + " a private chat to show what is open to everybody; figures still need a rule.",
              "/link list shows who is linked, /link remove user:ID takes it back."),
          List.of(
              Option.choice(
                  "action", "What to do; a new code if left out", "new", "list", "remove"),
              Option.named("user", Option.Kind.TEXT, "The Telegram number of the user to remove")),
          Permission.CHANGE,
          List.of("/link", "/link list", "/link remove user:123456789"));

  private final LinkBook book;
  private final Supplier<Optional<String>> botName;

  /**
   * @param botName the Telegram bot's name without the at sign, once it is known
   */
  public LinkCommand(LinkBook book, Supplier<Optional<String>> botName) {
    this.book = book;
    this.botName = botName;
  }

  @Override
  public CommandSpec spec() {
    return SPEC;
  }

  @Override
  public Reply run(Arguments arguments, Context context) {
    return switch (arguments.get("action").orElse("new")) {
      case "list" -> list();
      case "remove" -> remove(arguments.get("user"));
      default -> code();
    };
  }

  private Reply code() {
    String code = book.newCode();
    RichText how =
        RichText.of("Whoever shall use me in a private chat sends me there: ")
            .plusCode("/link " + code);
    Reply.Builder reply =
        Reply.builder("A code for one person", Severity.INFO).forAskerOnly().text(how);
    botName
        .get()
        .ifPresent(
            name -> {
              URI link =
                  URI.create("https://t.me/" + name + "?start=link_" + code.replace("-", ""));
              reply.text(
                  RichText.of("Or opens ").plusLink(link.toString(), link).plus(" and starts."));
            });
    return reply
        .note("It works once, within 24 hours.")
        .data(Map.of("code", code, "hours", LinkBook.CODE_LIFE.toHours()))
        .build();
  }

  private Reply list() {
    List<LinkBook.User> users = book.users();
    Reply.Builder reply = Reply.builder("Linked users", Severity.INFO).forAskerOnly();
    if (users.isEmpty()) {
      reply.text("Nobody is linked. /link makes a code.");
    } else {
      List<List<String>> rows = new ArrayList<>();
      users.forEach(user -> rows.add(List.of(user.id(), user.name())));
      reply.add(
          new Block.Table(
              "",
              List.of(
                  new Block.Column("User", Block.Align.LEFT, true),
                  new Block.Column("Name", Block.Align.LEFT, true)),
              rows));
    }
    return reply.data(Map.of("users", users.stream().map(LinkBook.User::id).toList())).build();
  }

  private Reply remove(Optional<String> user) {
    String id =
        user.orElseThrow(
            () ->
                new CommandException("Whom? Give the number that /link list shows", "/link list"));
    if (!book.unlink(TELEGRAM, id)) {
      throw new CommandException("No linked user has the number " + id, "/link list");
    }
    return Reply.builder("No longer linked", Severity.OK)
        .forAskerOnly()
        .text("User " + id + " can use me in a private chat only if a rule names them.")
        .data(Map.of("removed", id))
        .build();
  }
}
