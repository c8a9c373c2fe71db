package hangup.chat.telegram;

import hangup.chat.Asker;
import hangup.command.Access;
import hangup.command.CommandSpec;
import hangup.command.Context;
import hangup.command.Request;
import hangup.reply.Button;
import hangup.reply.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the commands on behalf of people. Thread-safe. */
final class Questions {

  /** The command that looks a reason up. */
  static final String REASON = "reason";

  private final TelegramParts parts;
  private final Admins admins;

  Questions(TelegramParts parts, Admins admins) {
    this.parts = parts;
    this.admins = admins;
  }

  Context context(Place place, Person person) throws InterruptedException {
    return new Context(
        place.channel(),
        new Asker(
            Long.toString(person.id()), person.name(), Set.of(), admins.isAdmin(place, person)),
        parts.zones().apply(place.channel()));
  }

  Reply answer(String line, Context context) {
    Reply reply = parts.answers().apply(new Request.Line(line, context));
    boolean asksForReason =
        reply.prompt().map(prompt -> prompt.command().equals("/" + REASON)).orElse(false);
    return asksForReason ? withTopReasons(reply, context) : reply;
  }

  /** What is asked most today is a better offer than examples. */
  private Reply withTopReasons(Reply reply, Context context) {
    List<Button> top = parts.topReasons().apply(context);
    if (top.isEmpty()) {
      return reply;
    }
    return new Reply(
        reply.title(),
        reply.severity(),
        reply.audience(),
        reply.blocks(),
        reply.footer(),
        reply.chart(),
        top,
        reply.menu(),
        reply.prompt(),
        reply.attachments(),
        reply.data());
  }

  /** Whether nothing at all may be asked: a private chat with somebody unknown. */
  boolean isStranger(Context context) {
    Access access = parts.access();
    return parts.commands().stream().allMatch(spec -> access.refusal(spec, context).isPresent());
  }

  /** Why a command line may not be asked; empty if it may, or if it is no known command. */
  Optional<String> refusal(String line, Context context) {
    return spec(line).flatMap(spec -> parts.access().refusal(spec, context));
  }

  private Optional<CommandSpec> spec(String line) {
    String name = line.startsWith("/") ? line.substring(1).split("\\s", 2)[0] : "";
    return parts.commands().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  Optional<CommandSpec> named(String name) {
    return parts.commands().stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  List<CommandSpec> commands() {
    return parts.commands();
  }

  /** The kind of a reply that is no answer; empty for an answer. */
  static String errorOf(Reply reply) {
    return text(reply.data(), "error");
  }

  static String messageOf(Reply reply) {
    return text(reply.data(), "message");
  }

  private static String text(Map<String, ?> data, String name) {
    Object value = data.get(name);
    return value instanceof String text ? text : "";
  }
}
