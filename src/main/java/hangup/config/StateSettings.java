package hangup.config;

import java.util.Optional;

/**
 * Where the bot keeps its own state.
 *
 * @param jdbcUrl a PostgreSQL database, needed where two replicas run; a file in the data folder if
 *     empty
 */
public record StateSettings(
    Optional<String> jdbcUrl, Optional<String> user, Optional<Secret> password) {

  /** A file in the data folder. */
  public static final StateSettings FILE =
      new StateSettings(Optional.empty(), Optional.empty(), Optional.empty());

  static StateSettings read(Values values) {
    return new StateSettings(
        values.text("jdbcUrl"), values.text("user"), values.secret("password"));
  }
}
