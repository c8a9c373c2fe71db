package hangup.stats;

import hangup.cdr.EndDirection;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which calls a question is about; what is empty is not restricted. Names match as a whole,
 * ignoring case.
 *
 * @param code the end reason
 * @param gateway a gateway of either side
 * @param customer a customer account, or a customer's name
 * @param endedBy who ended the call
 * @param source the name of the source the calls came from
 */
public record Filter(
    OptionalInt code,
    Optional<String> gateway,
    Optional<String> customer,
    Optional<EndDirection> endedBy,
    Optional<String> source) {

  public static final Filter NONE =
      new Filter(
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public boolean isEmpty() {
    return equals(NONE);
  }

  public Filter withCode(int value) {
    return new Filter(OptionalInt.of(value), gateway, customer, endedBy, source);
  }

  public Filter withGateway(String value) {
    return new Filter(code, Optional.of(value), customer, endedBy, source);
  }

  public Filter withCustomer(String value) {
    return new Filter(code, gateway, Optional.of(value), endedBy, source);
  }

  public Filter withEndedBy(EndDirection value) {
    return new Filter(code, gateway, customer, Optional.of(value), source);
  }

  public Filter withSource(String value) {
    return new Filter(code, gateway, customer, endedBy, Optional.of(value));
  }
}
