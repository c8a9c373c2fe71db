package hangup.chat;

import java.util.Set;

/**
 * Who asks.
 *
 * @param id the platform's own id of the user
 * @param name how the platform shows the user; data, never markup
 * @param roles the platform's ids of the user's roles in this place
 * @param admin whether the platform says that the user administrates this place
 */
public record Asker(String id, String name, Set<String> roles, boolean admin) {

  /** Whoever sits at the machine the bot runs on. */
  public static final Asker OPERATOR = new Asker("local", "operator", Set.of(), true);

  public Asker {
    roles = Set.copyOf(roles);
  }
}
