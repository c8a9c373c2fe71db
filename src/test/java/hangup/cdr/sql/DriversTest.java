package hangup.cdr.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in the folder of drivers that are not what they should be. */
final class DriversTest {
  private static final String URL = "jdbc:trino://127.0.0.1:8080/lake/voip";

  @TempDir private Path folder;

  @Test
  void aJarThatCannotBeUsedIsNamedAndStopsNothing() throws IOException {
    jar("a-thin-driver.jar", "META-INF/services/java.sql.Driver", "org.example.NoSuchDriver\n");
    jar("b-no-driver.jar", "readme.txt", "nothing");
    Files.writeString(folder.resolve("c-damaged.jar"), "<html>404</html>");
    Files.writeString(folder.resolve("notes.txt"), "not looked at");
    assertThat(Drivers.find(folder, URL)).isEmpty();
    assertThat(Drivers.seen(folder))
        .containsExactly(
            "a-thin-driver.jar (lacks classes that it needs, or needs a newer Java)",
            "b-no-driver.jar (holds no driver)",
            "c-damaged.jar (holds no driver)");
  }

  @Test
  void withoutAFolderNothingIsSeen() {
    assertThat(Drivers.find(folder.resolve("none"), URL)).isEmpty();
    assertThat(Drivers.seen(folder.resolve("none"))).isEmpty();
  }

  private void jar(String name, String entry, String text) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(text.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
  }
}
