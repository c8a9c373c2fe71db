package hangup.cdr.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The SELECT that maps the tables of a source to CDRs.
 *
 * <p>Its named parameters: {@code :position}, where reading goes on, and {@code :from} and {@code
 * :to}, the ends of what is read, all in UTC epoch ms, and {@code :limit}. Its columns, in any
 * order: {@code place_ms}, {@code start_ms}, {@code talk_s} and {@code reason} must be there;
 * {@code id}, {@code stop_ms}, {@code billed_s}, {@code pdd_ms}, {@code ended_by}, {@code caller},
 * {@code callee}, {@code mapping_gateway}, {@code routing_gateway}, {@code customer}, {@code
 * customer_name} and {@code fee} may be. The rows must be those whose {@code place_ms} is at least
 * {@code :position} and less than {@code :to}, lowest first, at most {@code :limit} of them.
 *
 * @param name of the file without {@code .sql}
 * @param sql its text
 */
public record SelectFile(String name, String sql) {

  /**
   * The file of the directory, or else the one that Hangup ships.
   *
   * @return empty if neither is there
   */
  public static Optional<SelectFile> find(Path directory, String name) {
    Path file = directory.resolve(name + ".sql");
    try {
      if (Files.isRegularFile(file)) {
        return Optional.of(new SelectFile(name, Files.readString(file)));
      }
      try (InputStream shipped =
          SelectFile.class.getResourceAsStream("/sources/" + name + ".sql")) {
        return shipped == null
            ? Optional.empty()
            : Optional.of(
                new SelectFile(name, new String(shipped.readAllBytes(), StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
