package hangup.demo;

import java.util.ArrayList;
import java.util.List;

/** Who plays: customers, gateways and destinations, all invented. */
final class Cast {
  /** The one that goes down. */
  static final String FALLEN_GATEWAY = "GW-7";

  /**
   * A customer.
   *
   * @param mappingGateway the gateway its calls come in by
   * @param callerPrefix its numbers start so; two digits follow
   * @param billingStep talk time is billed in steps of so many s
   */
  record Customer(
      String account, String name, String mappingGateway, String callerPrefix, int billingStep) {}

  /**
   * A vendor's gateway.
   *
   * @param quality how many calls are answered, relative to the others
   * @param slowness how long the post-dial delay is, relative to the others
   */
  record Gateway(String name, double quality, double slowness) {}

  /**
   * Where calls go.
   *
   * @param prefix numbers start so; two digits follow. All lie in ranges that the numbering
   *     authorities keep free for films and books
   * @param perMinute what a minute costs
   */
  record Destination(String prefix, double perMinute, Weighted<Gateway> gateways) {}

  private static final List<String> MAPPING_GATEWAYS =
      List.of("MG-Berlin", "MG-Madrid", "MG-Warsaw", "MG-Dubai", "MG-Lagos", "MG-Manila");

  private static final List<String> FIRST_NAMES =
      List.of(
          "Alder",
          "Brightline",
          "Calyx",
          "Dovetail",
          "Eastwind",
          "Fernhill",
          "Granite",
          "Harbour",
          "Ibex",
          "Juniper",
          "Kestrel",
          "Lumen Bay");

  private static final List<String> SECOND_NAMES =
      List.of("Telecom", "Voice", "Contact Center", "Wholesale", "Networks");

  /** Germany 30 23125xxx, UK 7700 900xxx and 20 7946 0xxx, US 555-01xx. */
  private static final List<String> CALLER_PREFIXES =
      List.of("4930231251", "4477009001", "4420794601", "120255501");

  private final List<Customer> list = customerList();
  private final Weighted<Customer> customers = Weighted.zipf(list);
  private final Weighted<Destination> destinations = destinationList();

  Weighted<Customer> customers() {
    return customers;
  }

  /** The customer with the n-th largest traffic, from 0. */
  Customer customer(int rank) {
    return list.get(rank);
  }

  Weighted<Destination> destinations() {
    return destinations;
  }

  private static List<Customer> customerList() {
    List<Customer> customers = new ArrayList<>();
    int[] steps = {60, 6, 1};
    for (int i = 0; i < FIRST_NAMES.size() * SECOND_NAMES.size(); i++) {
      String name =
          FIRST_NAMES.get(i % FIRST_NAMES.size())
              + " "
              + SECOND_NAMES.get((i / FIRST_NAMES.size() + i) % SECOND_NAMES.size());
      customers.add(
          new Customer(
              "C" + (1001 + i * 7),
              name,
              MAPPING_GATEWAYS.get(i % MAPPING_GATEWAYS.size()),
              CALLER_PREFIXES.get(i % CALLER_PREFIXES.size()),
              steps[i % steps.length]));
    }
    return customers;
  }

  private static Weighted<Destination> destinationList() {
    Gateway gw1 = new Gateway("GW-1", 1.06, 0.9);
    Gateway gw2 = new Gateway("GW-2", 1.02, 1.0);
    Gateway gw3 = new Gateway("GW-3", 1.00, 1.1);
    Gateway gw4 = new Gateway("GW-4", 0.86, 1.6);
    Gateway gw5 = new Gateway("GW-5", 0.98, 1.0);
    Gateway gw6 = new Gateway("GW-6", 1.04, 0.8);
    Gateway gw7 = new Gateway(FALLEN_GATEWAY, 1.03, 0.9);
    Gateway gw8 = new Gateway("GW-8", 0.93, 1.3);
    Gateway north = new Gateway("Nordvoice-SIP", 1.05, 0.9);
    Gateway south = new Gateway("TransAtlas-2", 0.90, 1.4);
    return Weighted.of(
            new Destination(
                "4930231251",
                0.0082,
                Weighted.of(gw1, 5).and(gw7, 3).and(gw6, 2).and(north, 0.5).build()),
            30)
        .and(
            new Destination(
                "4477009001", 0.0155, Weighted.of(gw2, 4).and(gw7, 3).and(gw1, 2).build()),
            22)
        .and(
            new Destination(
                "331990001", 0.0098, Weighted.of(gw3, 4).and(gw6, 3).and(gw7, 1).build()),
            16)
        .and(
            new Destination(
                "120255501", 0.0041, Weighted.of(gw5, 5).and(gw2, 2).and(south, 1).build()),
            15)
        .and(new Destination("3532091001", 0.0420, Weighted.of(gw4, 4).and(gw8, 3).build()), 10)
        .and(
            new Destination(
                "612555001", 0.0310, Weighted.of(gw8, 3).and(gw4, 2).and(south, 1).build()),
            7)
        .build();
  }
}
