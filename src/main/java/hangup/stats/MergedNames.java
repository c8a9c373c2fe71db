package hangup.stats;

import java.util.List;
import java.util.stream.Stream;

/** The names of several kinds of sources, each once, those of the first before the others. */
public record MergedNames(List<Names> parts) implements Names {
  public MergedNames {
    parts = List.copyOf(parts);
  }

  @Override
  public List<String> gateways() {
    return parts.stream().flatMap(part -> part.gateways().stream()).distinct().toList();
  }

  @Override
  public List<Customer> customers() {
    return parts.stream().flatMap(part -> part.customers().stream()).distinct().toList();
  }

  @Override
  public List<String> sources() {
    Stream<String> all = parts.stream().flatMap(part -> part.sources().stream());
    return all.distinct().sorted().toList();
  }
}
