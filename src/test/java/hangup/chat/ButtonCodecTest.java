package hangup.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ButtonCodecTest {

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/summary yesterday by:gateway",
        "/summary last 24 hours by:customer gateway:GW-7",
        "/reason -5",
        "/fix 22",
        "/reason !\"$%&'()*;<=>?@[]^`{|~~",
        "/x"
      })
  void aShortLineNeedsNoFile(String command) {
    ButtonCodec codec = ButtonCodec.open(dir);
    String id = codec.encode(command);
    assertThat(id).hasSizeLessThanOrEqualTo(64).matches("[ -~]+");
    assertThat(codec.decode(id)).contains(command);
    assertThat(dir.resolve("buttons.txt")).doesNotExist();
  }

  @Test
  void aLongLineSurvivesARestart() {
    String command = "/summary by:gateway customer:" + "Ünïcode ☎ ".repeat(30);
    String id = ButtonCodec.open(dir).encode(command);
    assertThat(id).hasSizeLessThanOrEqualTo(64).matches("[ -~]+");
    assertThat(ButtonCodec.open(dir).decode(id)).contains(command);
  }

  @Test
  void theSameLineHasTheSameIdAndIsKeptOnce() throws IOException {
    ButtonCodec codec = ButtonCodec.open(dir);
    String command = "/calls " + "x".repeat(200);
    assertThat(codec.encode(command)).isEqualTo(codec.encode(command));
    assertThat(keptLines()).hasSize(1);
  }

  @Test
  void everySingleChangedCharacterIsNoticed() {
    ButtonCodec codec = ButtonCodec.open(dir);
    for (String command : List.of("/summary today by:gateway", "/calls " + "y".repeat(200))) {
      String id = codec.encode(command);
      for (int i = 0; i < id.length(); i++) {
        char other = id.charAt(i) == 'A' ? 'B' : 'A';
        String forged = id.substring(0, i) + other + id.substring(i + 1);
        assertThat(codec.decode(forged)).as(forged).isEmpty();
      }
      assertThat(codec.decode(id + "A")).isEmpty();
      assertThat(codec.decode(id.substring(0, id.length() - 1))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "s", "b", "aaaaaaaaaaaaa", "saaaa", "\u0000", "ä"})
  void rubbishIsRefused(String id) {
    assertThat(ButtonCodec.open(dir).decode(id)).isEmpty();
  }

  @Test
  void anIdOfAnotherKeyIsRefused() throws IOException {
    Path other = Files.createDirectory(dir.resolve("other"));
    String id = ButtonCodec.open(other).encode("/fix 22");
    assertThat(ButtonCodec.open(dir).decode(id)).isEmpty();
  }

  @Test
  void aLineChangedInTheFileIsNotBelieved() throws IOException {
    String id = ButtonCodec.open(dir).encode("/calls " + "z".repeat(200));
    String stored = id.substring(1);
    Files.writeString(dir.resolve("buttons.txt"), stored + " L2Rvb20=\n");
    assertThat(ButtonCodec.open(dir).decode(id)).isEmpty();
  }

  @Test
  void aLineCutShortByACrashCostsOnlyItself() throws IOException {
    ButtonCodec codec = ButtonCodec.open(dir);
    String first = codec.encode("/calls " + "1".repeat(200));
    Files.writeString(dir.resolve("buttons.txt"), "\nabc L2Rvb2=!", StandardOpenOption.APPEND);
    String second = ButtonCodec.open(dir).encode("/calls " + "2".repeat(200));
    ButtonCodec again = ButtonCodec.open(dir);
    assertThat(again.decode(first)).isPresent();
    assertThat(again.decode(second)).isPresent();
  }

  @Test
  void theOldestAreForgottenAndTheFileStaysBounded() throws IOException {
    ButtonFile store = ButtonFile.open(dir.resolve("buttons.txt"), 10);
    for (int i = 0; i < 95; i++) {
      store.put("id" + i, "/calls " + i);
    }
    assertThat(store.get("id84")).isEmpty();
    assertThat(store.get("id85")).contains("/calls 85");
    assertThat(keptLines()).hasSizeLessThanOrEqualTo(20);
    ButtonFile again = ButtonFile.open(dir.resolve("buttons.txt"), 10);
    assertThat(again.get("id84")).isEmpty();
    assertThat(again.get("id94")).contains("/calls 94");
  }

  @Test
  void theKeyIsForItsOwnerOnlyAndTheSameForAllWhoStartAtOnce() throws IOException {
    List<CompletableFuture<String>> all =
        IntStream.range(0, 8)
            .mapToObj(
                i -> CompletableFuture.supplyAsync(() -> ButtonCodec.open(dir).encode("/fix 22")))
            .toList();
    assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile())))
        .isEqualTo("rw-------");
    try (var files = Files.list(dir)) {
      assertThat(files).containsExactly(keyFile());
    }
  }

  @Test
  void aBrokenKeyIsNamed() throws IOException {
    Files.writeString(keyFile(), "short");
    assertThatThrownBy(() -> ButtonCodec.open(dir))
        .hasRootCauseMessage(
            keyFile()
                + " must hold 32 bytes but has 5; delete it to make a new key (buttons sent before"
                + " then stop working)");
  }

  @Test
  void nothingAndTooMuchAreRefused() {
    ButtonCodec codec = ButtonCodec.open(dir);
    assertThatThrownBy(() -> codec.encode("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> codec.encode("x".repeat(2_001)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path keyFile() {
    return dir.resolve("button.key");
  }

  private List<String> keptLines() throws IOException {
    return Files.readAllLines(dir.resolve("buttons.txt"), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
