package hangup.ops;

import hangup.config.Secret;
import hangup.ops.TokenCheck.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks an admin for what a first start needs, tests the tokens, and writes the settings and, into a
 * file that only its owner may read, the secrets. Reads lines, so it works piped; an empty line or
 * the end of the input takes what is offered.
 */
public final class SetupWizard {

  /**
   * What the bot does in Discord: see channels, write in them and in their threads, with embeds and
   * files, and read the message it replies to.
   */
  static final long DISCORD_PERMISSIONS =
      (1L << 10) + (1L << 11) + (1L << 14) + (1L << 15) + (1L << 16) + (1L << 38);

  private static final List<String> TABLES = List.of("vos3000-25", "vos3000-signed", "sip", "q850");

  private final BufferedReader in;
  private final PrintWriter out;
  private final TokenCheck tokens;
  private final Map<String, String> environment;

  /**
   * Asks on these streams.
   *
   * @param environment a token that is set there is offered
   */
  public SetupWizard(
      BufferedReader in, PrintWriter out, TokenCheck tokens, Map<String, String> environment) {
    this.in = in;
    this.out = out;
    this.tokens = tokens;
    this.environment = Map.copyOf(environment);
  }

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
    if (Files.exists(settings) && !yes(settings + " exists. Write it anew?", false)) {
      out.println("Nothing was changed.");
      return false;
    }
    String zone = ask("Time zone of the answers", systemZone.getId(), SetupWizard::zoneProblem);
    out.println();
    out.println("Code tables: vos3000-25 has the 25 codes of the manual; vos3000-signed those of");
    out.println("live servers (negative codes, SIP, Q.850).");
    String table =
        ask(
            "Code table",
            TABLES.get(0),
            word ->
                TABLES.contains(word)
                    ? Optional.empty()
                    : Optional.of("One of " + String.join(", ", TABLES)));
    Map<String, String> secrets = new LinkedHashMap<>();
    discord().ifPresent(token -> secrets.put("HANGUP_DISCORD_TOKEN", token));
    telegram().ifPresent(token -> secrets.put("HANGUP_TELEGRAM_TOKEN", token));

    Files.createDirectories(settings.toAbsolutePath().getParent());
    Files.writeString(settings, filledIn(example, zone, table));
    out.println();
    out.println("Wrote " + settings + ".");
    if (!secrets.isEmpty()) {
      Path file = folder.resolve(".env");
      keep(file, secrets);
      out.println("Wrote the tokens into " + file + ", readable by you only. Load them with:");
      out.println("  set -a; . ./.env; set +a        (docker compose reads the file by itself)");
    }
    out.println("Next: hangup check, then hangup run.");
    out.flush();
    return true;
  }

  private Optional<String> discord() throws IOException {
    out.println();
    out.println("Discord: https://discord.com/developers/applications, New Application, Bot,");
    out.println("Reset Token, copy it. No privileged intent is needed.");
    Optional<String> token = token("Discord", "HANGUP_DISCORD_TOKEN", tokens::discord);
    for (String given : token.stream().toList()) {
      if (tokens.discord(new Secret(given)) instanceof Result.Good bot) {
        out.println("Invite it with exactly the permissions it needs:");
        out.println("  " + invite(bot.id()));
      }
    }
    return token;
  }

  private Optional<String> telegram() throws IOException {
    out.println();
    out.println(
        "Telegram: write to @BotFather: /newbot, a name, a user name that ends in bot; copy");
    out.println("the token. Leave /setprivacy enabled: the bot needs to read commands only.");
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
      String offered = known.isEmpty() ? "none" : "the one in " + variable;
      out.print(platform + " token [" + offered + "]: ");
      out.flush();
      String line = in.readLine();
      String given = line == null || line.isBlank() ? known : line.strip();
      if (given.isEmpty()) {
        out.println(platform + " is left out.");
        return Optional.empty();
      }
      Result result = check.apply(new Secret(given));
      if (result instanceof Result.Good bot) {
        out.println("The token is good: " + bot.name() + ".");
        return Optional.of(given);
      }
      if (result instanceof Result.Unknown unknown) {
        out.println("It cannot be tested now: " + unknown.why() + ". Taken as it is.");
        return Optional.of(given);
      }
      out.println(platform + " does not accept this token. Copy all of it, without spaces.");
      if (line == null) {
        return Optional.empty();
      }
      known = "";
    }
  }

  private String ask(String what, String otherwise, Function<String, Optional<String>> problem)
      throws IOException {
    while (true) {
      out.print(what + " [" + otherwise + "]: ");
      out.flush();
      String line = in.readLine();
      if (line == null || line.isBlank()) {
        return otherwise;
      }
      Optional<String> wrong = problem.apply(line.strip());
      if (wrong.isEmpty()) {
        return line.strip();
      }
      out.println(wrong.get() + ".");
    }
  }

  private boolean yes(String question, boolean otherwise) throws IOException {
    out.print(question + (otherwise ? " [Y/n]: " : " [y/N]: "));
    out.flush();
    String line = in.readLine();
    if (line == null || line.isBlank()) {
      return otherwise;
    }
    return line.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  private static Optional<String> zoneProblem(String name) {
    try {
      ZoneId.of(name);
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of("That is no time zone; write for example Asia/Dhaka or +06:00");
    }
  }

  private static String filledIn(String example, String zone, String table) {
    return example
        .replaceFirst("(?m)^#zone: .*$", "zone: \"" + zone + "\"")
        .replaceFirst("(?m)^#catalog:$", "catalog:")
        .replaceFirst("(?m)^  #table: .*$", "  table: " + table);
  }

  /** Replaces the lines of the secrets and keeps the others. */
  private static void keep(Path file, Map<String, String> secrets) throws IOException {
    StringBuilder text = new StringBuilder();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (secrets.keySet().stream().noneMatch(name -> line.startsWith(name + "="))) {
          text.append(line).append('\n');
        }
      }
    }
    secrets.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (posix) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(fresh);
    }
    Files.writeString(fresh, text, StandardOpenOption.WRITE);
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
