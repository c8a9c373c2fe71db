package hangup.chat.discord.fake;

import java.util.List;

/**
 * Somebody who uses the bot.
 *
 * @param roles ids of roles in the guild
 * @param permissions Discord's permission bits of the user in the channel
 */
public record FakeUser(String id, String name, List<String> roles, long permissions) {

  /** Discord's ADMINISTRATOR bit. */
  public static final long ADMINISTRATOR = 1L << 3;

  private static final long MEMBER = 1L << 10 | 1L << 11 | 1L << 16 | 1L << 31;

  public FakeUser {
    roles = List.copyOf(roles);
  }

  /** A member who may read, write and use commands. */
  public static FakeUser member(String id, String name, String... roles) {
    return new FakeUser(id, name, List.of(roles), MEMBER);
  }

  public static FakeUser admin(String id, String name) {
    return new FakeUser(id, name, List.of(), MEMBER | ADMINISTRATOR);
  }
}
