package hangup.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Is told of every answer, for figures and records. */
@FunctionalInterface
public interface Watch {

  /** The outcome of an answer; what else there is stands at {@link Dispatcher}. */
  String OK = "ok";

  /** Looks away. */
  Watch NONE = answered -> {};

  /** Called on the thread that answers, before the answer goes out: must be quick. Thread-safe. */
  void answered(Answered answered);

  /** Several as one. */
  static Watch all(List<Watch> watches) {
    List<Watch> each = List.copyOf(watches);
    return answered -> each.forEach(watch -> watch.answered(answered));
  }

  /**
   * An answer.
   *
   * @param command empty if the request was not understood or was turned away at the gate
   * @param options as they were given; a value can be a phone number
   * @param outcome {@link #OK}, or what the reply's data has as {@code error}
   */
  record Answered(
      Context context,
      Optional<CommandSpec> command,
      Map<String, String> options,
      String outcome,
      Duration took) {

    public Answered {
      options = Map.copyOf(options);
    }
  }
}
