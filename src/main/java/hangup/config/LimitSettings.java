package hangup.config;

/**
 * How many requests are answered a minute; 0 for any number.
 *
 * @param perUser of one user
 * @param perChannel of all users in one channel
 */
public record LimitSettings(int perUser, int perChannel) {

  private static final int MOST = 100_000;

  static LimitSettings read(Values values) {
    return new LimitSettings(
        values.integer("perUser", 30, 0, MOST), values.integer("perChannel", 120, 0, MOST));
  }
}
