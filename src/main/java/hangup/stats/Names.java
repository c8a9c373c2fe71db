package hangup.stats;

import java.util.List;

/**
 * The names that occur in the data, those of the newest calls first; from memory, never waiting for
 * the store. Empty until they were loaded for the first time.
 */
public interface Names {

  /** No names: nothing was ever added. */
  Names NONE =
      new Names() {
        @Override
        public List<String> gateways() {
          return List.of();
        }

        @Override
        public List<Customer> customers() {
          return List.of();
        }

        @Override
        public List<String> sources() {
          return List.of();
        }
      };

  /** Gateways of both sides. */
  List<String> gateways();

  List<Customer> customers();

  List<String> sources();

  /**
   * A customer.
   *
   * @param account what {@link Dimension#CUSTOMER} has as key
   * @param name the display name of the newest call; empty if the source gives none
   */
  record Customer(String account, String name) {}
}
