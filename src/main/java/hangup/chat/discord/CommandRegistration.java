package hangup.chat.discord;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.dv8tion.jda.api.utils.data.DataArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the commands: for the guilds that are configured, else for all, and never for both, as
 * each command would then show twice. One bulk overwrite a scope, and none when Discord has them
 * already: a file keeps the hash of what each scope was last given.
 */
final class CommandRegistration {

  private static final Logger log = LoggerFactory.getLogger(CommandRegistration.class);
  private static final String GLOBAL = "";
  private static final String NONE = "none";
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 6;

  private final ObjectMapper mapper = new ObjectMapper();
  private final DiscordCalls calls;
  private final Path file;
  private final Consumer<String> admin;

  /**
   * @param file where the hashes are kept
   */
  CommandRegistration(DiscordCalls calls, Path file, Consumer<String> admin) {
    this.calls = calls;
    this.file = file;
    this.admin = admin;
  }

  /**
   * Brings Discord up to date. Blocks.
   *
   * @param configured the guilds to register for; for all if empty
   * @param joined the guilds that the bot is a member of
   */
  void register(DataArray commands, Set<String> configured, Set<String> joined) {
    Map<String, String> known = read();
    Map<String, String> now = new TreeMap<>(known);
    String hash = hash(commands);
    Set<String> wanted = configured.isEmpty() ? Set.of(GLOBAL) : configured;
    for (String scope : new TreeSet<>(wanted)) {
      if (!hash.equals(known.get(scope)) && overwrite(scope, commands)) {
        now.put(scope, hash);
      }
    }
    Set<String> others = new TreeSet<>(known.keySet());
    others.addAll(joined);
    others.add(GLOBAL);
    others.removeAll(wanted);
    for (String scope : others) {
      if (!NONE.equals(known.get(scope)) && clear(scope, known.containsKey(scope))) {
        now.put(scope, NONE);
      }
    }
    if (!now.equals(known)) {
      write(now);
    }
  }

  private boolean overwrite(String scope, DataArray commands) {
    Outcome outcome =
        Retries.of(ATTEMPTS, FIRST_PAUSE, () -> calls.overwriteCommands(scope, commands));
    if (outcome instanceof Outcome.Done) {
      log.info("Registered {} commands {}", commands.length(), where(scope));
      return true;
    }
    log.error("The commands could not be registered {}: {}", where(scope), outcome);
    admin.accept(
        "The commands could not be registered "
            + where(scope)
            + (outcome instanceof Outcome.Refused
                ? ": is the bot a member there, invited with the scope applications.commands?"
                : "; they are tried again at the next start."));
    return false;
  }

  /** Takes commands away that would show twice; what a lost file does not tell is asked first. */
  private boolean clear(String scope, boolean certain) {
    if (!certain) {
      Outcome counted = calls.countCommands(scope);
      if (!(counted instanceof Outcome.Done done)) {
        return false;
      }
      if (done.json().getInt("count") == 0) {
        return true;
      }
    }
    Outcome outcome = calls.overwriteCommands(scope, DataArray.empty());
    log.info("Took the commands away {}: {}", where(scope), outcome.getClass().getSimpleName());
    return !(outcome instanceof Outcome.Failed);
  }

  private static String where(String scope) {
    return scope.equals(GLOBAL) ? "for all servers" : "in the server " + scope;
  }

  /** Another application's registrations say nothing about this one's. */
  private String hash(DataArray commands) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(calls.application().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(canonical(commands)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** With the fields in order, which JDA's hash maps do not keep from start to start. */
  private byte[] canonical(DataArray commands) {
    try {
      return mapper
          .writer()
          .with(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsBytes(mapper.readValue(commands.toJson(), Object.class));
    } catch (IOException e) {
      throw new IllegalStateException("JSON of our own", e);
    }
  }

  private Map<String, String> read() {
    try {
      return Files.exists(file)
          ? mapper.readValue(file.toFile(), new TypeReference<TreeMap<String, String>>() {})
          : Map.of();
    } catch (IOException e) {
      log.warn("{} is not readable; the commands are registered anew", file.getFileName(), e);
      return Map.of();
    }
  }

  private void write(Map<String, String> hashes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      mapper.writeValue(fresh.toFile(), hashes);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      log.warn("{} cannot be written; the commands will be registered again", file, e);
    }
  }
}
