package hangup.chat.telegram;

import hangup.command.CommandSpec;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The links to the bot, and what they carry: {@code ?start=reason_22} asks {@code /reason 22}. */
final class DeepLinks {

  /** The start parameter that brings a code of an admin. */
  static final String LINK = "link_";

  private static final String ASK = "&ask=";

  private DeepLinks() {}

  /** The command line of a start parameter; empty if it names no command. */
  static Optional<String> line(String parameter, List<CommandSpec> specs) {
    if (!parameter.matches("[A-Za-z0-9_-]{1,64}")) {
      return Optional.empty();
    }
    for (CommandSpec spec : specs) {
      if (parameter.equals(spec.name())) {
        return Optional.of("/" + spec.name());
      }
      if (parameter.startsWith(spec.name() + "_")) {
        String rest = parameter.substring(spec.name().length() + 1);
        return Optional.of("/" + spec.name() + " " + rest.replace('_', ' ').strip());
      }
    }
    return Optional.empty();
  }

  /** The link that a prompt carries, so that an answer to it is understood after a restart too. */
  static URI prompt(String botName, String command) {
    return URI.create(promptStart(botName) + URLEncoder.encode(command, StandardCharsets.UTF_8));
  }

  /** The command of a prompt's link. */
  static Optional<String> promptedCommand(String botName, String url) {
    String start = promptStart(botName);
    return url.startsWith(start)
        ? Optional.of(URLDecoder.decode(url.substring(start.length()), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  private static String promptStart(String botName) {
    return "https://t.me/" + botName + "?start=help" + ASK;
  }
}
