package hangup.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class ButtonCodecPropertyTest {

  private Path dir = Path.of("target");

  @BeforeProperty
  void makeDir() throws IOException {
    dir = Files.createTempDirectory("buttons");
  }

  @AfterProperty
  void deleteDir() throws IOException {
    try (var files = Files.list(dir)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(dir);
  }

  @Property(tries = 300)
  void anyLineComesBack(@ForAll @StringLength(min = 1, max = 120) String command) {
    ButtonCodec codec = ButtonCodec.open(dir);
    String id = codec.encode(command);
    assertThat(id).hasSizeLessThanOrEqualTo(64).matches("[ -~]+");
    // Half a surrogate pair is no text.
    if (StandardCharsets.UTF_8.newEncoder().canEncode(command)) {
      assertThat(codec.decode(id)).contains(command);
    }
  }
}
