package hangup.ops;

import hangup.config.Secret;
import hangup.ops.TokenCheck.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Asks an admin for what a first start needs, tests the tokens and the source of calls, and writes
 * the settings and, into a file that only its owner may read, the secrets. Reads lines, so it works
 * piped; an empty line or the end of the input takes what is offered.
 */
public final class SetupWizard {

  /**
   * What the bot does in Discord: see channels, write in them and in their threads, with embeds and
   * files, and read the message it replies to.
   */
  static final long DISCORD_PERMISSIONS =
      (1L << 10) + (1L << 11) + (1L << 14) + (1L << 15) + (1L << 16) + (1L << 38);

  private static final List<String> TABLES = List.of("vos3000-25", "vos3000-signed", "sip", "q850");
  private static final String PASSWORD = "HANGUP_SOURCE_PASSWORD";

  private final SetupDialog dialog;
  private final TokenCheck tokens;
  private final Trial trial;
  private final Map<String, String> environment;

  /** Tries the sources of settings and tells on the same terminal what it finds. */
  @FunctionalInterface
  public interface Trial {

    /**
     * Whether every source can be read.
     *
     * @param settings the settings as they would be written
     * @param secrets environment variables that belong to them
     */
    boolean works(Path settings, Map<String, String> secrets);
  }

  /**
   * Asks by a dialog.
   *
   * @param environment a secret that is set there is offered
   */
  public SetupWizard(
      Terminal terminal, TokenCheck tokens, Trial trial, Map<String, String> environment) {
    this.dialog = new SetupDialog(terminal.in(), terminal.out(), terminal.hidden());
    this.tokens = tokens;
    this.trial = trial;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Where it asks.
   *
   * @param hidden asks for a secret without showing what is typed, where that is possible
   */
  public record Terminal(
      BufferedReader in, PrintWriter out, Optional<UnaryOperator<String>> hidden) {}

  /**
   * Runs through all questions.
   *
   * @param folder where {@code config/hangup.yaml} and {@code .env} are written
   * @param example the commented settings to begin with
   * @return false if nothing was written
   * @throws IOException if a file cannot be read or written
   */
  public boolean run(Path folder, String example, ZoneId systemZone) throws IOException {
    Path settings = folder.resolve("config/hangup.yaml");
    if (Files.exists(settings) && !dialog.yes(settings + " exists. Write it anew?", false)) {
      dialog.say("Nothing was changed.");
      return false;
    }
    String zone =
        dialog.ask("Time zone of the answers", systemZone.getId(), SetupWizard::zoneProblem);
    dialog.say(
        "",
        "Code tables: vos3000-25 has the 25 codes of the manual; vos3000-signed those of",
        "live servers (negative codes, SIP, Q.850).");
    String table =
        dialog.ask(
            "Code table",
            TABLES.get(0),
            word ->
                TABLES.contains(word)
                    ? Optional.empty()
                    : Optional.of("One of " + String.join(", ", TABLES)));
    String text =
        SetupFiles.with(SetupFiles.with(example, "zone", zone), "catalog", Map.of("table", table));
    Map<String, String> secrets = new LinkedHashMap<>();
    discord().ifPresent(token -> secrets.put("HANGUP_DISCORD_TOKEN", token));
    telegram().ifPresent(token -> secrets.put("HANGUP_TELEGRAM_TOKEN", token));

    Files.createDirectories(settings.toAbsolutePath().getParent());
    Path draft = settings.resolveSibling("hangup.yaml.new");
    try {
      SetupSource source = source(draft, text);
      Files.writeString(draft, withSource(text, source));
      if (!source.password().isEmpty()) {
        secrets.put(PASSWORD, source.password());
      }
      Files.move(draft, settings, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    dialog.say("", "Wrote " + settings + ".");
    if (!secrets.isEmpty()) {
      Path file = folder.resolve(".env");
      SetupFiles.keep(file, secrets);
      dialog.say(
          "Wrote the secrets into " + file + ", readable by you only. Load them with:",
          "  set -a; . ./.env; set +a        (docker compose reads the file by itself)");
    }
    dialog.say("Next: hangup check, then hangup run.");
    return true;
  }

  /** Asks until the source can be read, or the admin wants it so or not at all. */
  private SetupSource source(Path draft, String text) throws IOException {
    dialog.say(
        "",
        "Where do the calls come from? vos3000 is the softswitch's own MySQL, sql any database",
        "through a SELECT, files a folder of exports. docs/sources.md has more kinds. Without a",
        "source, import counts exported files.");
    SetupSource source = SetupSource.NONE;
    while (true) {
      source = SetupSource.ask(dialog, source, environment.getOrDefault(PASSWORD, "").strip());
      if (source.isNone()) {
        dialog.say("No source is followed.");
        return source;
      }
      Files.writeString(draft, withSource(text, source));
      dialog.say("Trying it ...");
      if (trial.works(
          draft, source.password().isEmpty() ? Map.of() : Map.of(PASSWORD, source.password()))) {
        dialog.say("The source is good.");
        return source;
      }
      if (dialog.ended() || !dialog.yes("Answer again? Else it is kept as it is.", true)) {
        dialog.say("Kept as it is; hangup check tries it again.");
        return source;
      }
    }
  }

  private static String withSource(String text, SetupSource source) {
    return source.isNone() ? text : SetupFiles.with(text, "source", source.keys());
  }

  private Optional<String> discord() throws IOException {
    dialog.say(
        "",
        "Discord: https://discord.com/developers/applications, New Application, Bot,",
        "Reset Token, copy it. No privileged intent is needed.");
    Optional<String> token = token("Discord", "HANGUP_DISCORD_TOKEN", tokens::discord);
    for (String given : token.stream().toList()) {
      if (tokens.discord(new Secret(given)) instanceof Result.Good bot) {
        dialog.say("Invite it with exactly the permissions it needs:", "  " + invite(bot.id()));
      }
    }
    return token;
  }

  private Optional<String> telegram() throws IOException {
    dialog.say(
        "",
        "Telegram: write to @BotFather: /newbot, a name, a user name that ends in bot; copy",
        "the token. Leave /setprivacy enabled: the bot needs to read commands only.");
    return token("Telegram", "HANGUP_TELEGRAM_TOKEN", tokens::telegram);
  }

  /** The address by which a Discord server is asked to let the bot in. */
  static String invite(String application) {
    return "https://discord.com/oauth2/authorize?client_id="
        + application
        + "&scope=bot+applications.commands&permissions="
        + DISCORD_PERMISSIONS;
  }

  private Optional<String> token(String platform, String variable, Function<Secret, Result> check)
      throws IOException {
    String known = environment.getOrDefault(variable, "").strip();
    while (true) {
      String typed =
          dialog.askHidden(
              platform + " token", known.isEmpty() ? "none" : "the one in " + variable);
      String given = typed.isEmpty() ? known : typed;
      if (given.isEmpty()) {
        dialog.say(platform + " is left out.");
        return Optional.empty();
      }
      Result result = check.apply(new Secret(given));
      if (result instanceof Result.Good bot) {
        dialog.say("The token is good: " + bot.name() + ".");
        return Optional.of(given);
      }
      if (result instanceof Result.Unknown unknown) {
        dialog.say("It cannot be tested now: " + unknown.why() + ". Taken as it is.");
        return Optional.of(given);
      }
      dialog.say(platform + " does not accept this token. Copy all of it, without spaces.");
      if (dialog.ended()) {
        return Optional.empty();
      }
      known = "";
    }
  }

  private static Optional<String> zoneProblem(String name) {
    try {
      ZoneId.of(name);
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("That is no time zone; write for example Asia/Dhaka or +06:00");
    }
  }
}
