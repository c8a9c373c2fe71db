package hangup.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether a source that is asked with each question answered the last one. One that does not makes
 * the bot less useful, never unready.
 */
public final class EngineHealth implements HealthCheck {
  private final String source;
  private final Supplier<Optional<String>> problem;

  /**
   * @param problem why the last question was not answered, for the admin; empty if it was
   */
  public EngineHealth(String source, Supplier<Optional<String>> problem) {
    this.source = source;
    this.problem = problem;
  }

  @Override
  public String name() {
    return "source " + source;
  }

  @Override
  public HealthPart look() {
    return problem
        .get()
        .map(text -> HealthPart.degraded(name(), Redaction.line(text)))
        .orElseGet(() -> HealthPart.up(name(), "asked with each question"));
  }
}
