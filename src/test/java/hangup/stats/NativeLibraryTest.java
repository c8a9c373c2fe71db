package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibraryTest {
  @TempDir Path directory;

  @Test
  void onlyADirectoryOfThatNameIsOurs() {
    String path =
        String.join(File.pathSeparator, "/usr/lib", "", "/cache/duckdb-2.0.0.1-linux_amd64");

    assertThat(NativeLibrary.directory(path))
        .contains(Path.of("/cache/duckdb-2.0.0.1-linux_amd64"));
    assertThat(NativeLibrary.directory("/usr/lib")).isEmpty();
    assertThat(NativeLibrary.directory("")).isEmpty();
  }

  @Test
  void unpacksOnceAndAgainWhenTheFileWasCutShort() throws IOException {
    Path ours = directory.resolve("cache").resolve("duckdb-test");
    assertThat(NativeLibrary.unpack(ours)).isTrue();
    Path library = ours.resolve(System.mapLibraryName("duckdb_java"));
    long size = Files.size(library);
    var written = Files.getLastModifiedTime(library);

    assertThat(NativeLibrary.unpack(ours)).isTrue();
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(written);

    Files.write(library, new byte[100]);
    assertThat(NativeLibrary.unpack(ours)).isTrue();
    assertThat(library).hasSize(size);
    try (Stream<Path> files = Files.list(ours)) {
      assertThat(files).containsExactly(library);
    }
  }

  @Test
  void withoutAPlaceToUnpackToTheDriverDoesItItself() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThat(NativeLibrary.unpack(file.resolve("duckdb-test"))).isFalse();
  }
}
