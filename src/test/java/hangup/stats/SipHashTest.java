package hangup.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of its authors. */
final class SipHashTest {

  @ParameterizedTest
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "1, 74f839c593dc67fd",
    "2, 0d6c8009d9a94f5a",
    "3, 85676696d7fb7e2d",
    "4, cf2794e0277187b7",
    "5, 18765564cd99a68d",
    "6, cbc9466e58fee3ce",
    "7, ab0200f58b01d137",
    "8, 93f5f5799a932462",
    "9, 9e0082df0ba9e4b0",
    "15, a129ca6149be45e5",
  })
  void hashesAsPublished(int length, String expected) {
    StringBuilder text = new StringBuilder("x");
    for (int i = 0; i < length; i++) {
      text.append((char) i);
    }
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertThat(Long.toHexString(hash.of(text + "y", 1, 1 + length)))
        .isEqualTo(expected.replaceFirst("^0+", ""));
  }
}
