package hangup.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
  private static final Catalog VOS3000 = Catalogs.builtIn("vos3000-25");

  @ParameterizedTest
  @CsvSource({
    "No Available Route, 22",
    "NORMAL_CLEARING, 1",
    "no answer, 3",
    "' USER  busy', 2",
    "NoAnswer, 3",
    "busy, 2",
    "no credit, 8"
  })
  void textCausesGiveTheirCode(String text, int code) {
    assertThat(VOS3000.codeOf(text)).isEqualTo(OptionalInt.of(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", "balanse", "No Available", "ANSWERED", "\u5fd9"})
  void otherTextGivesNone(String text) {
    assertThat(VOS3000.codeOf(text)).isEmpty();
  }

  @Test
  void aNameThatTwoCodesShareGivesNone() {
    Catalog sip = Catalogs.builtIn("sip");
    assertThat(sip.byCode(406).orElseThrow().name())
        .isEqualTo(sip.byCode(606).orElseThrow().name());
    assertThat(sip.codeOf("Not Acceptable")).isEmpty();
    assertThat(sip.codeOf("Busy Here")).hasValue(486);
  }

  @Test
  void adviceIsKeptApartFromWhatTheSourceStates() {
    assertThat(VOS3000.byQ850(34)).isEmpty();
    assertThat(VOS3000.practiceByQ850(34)).extracting(EndReason::code).contains(22);
    assertThat(VOS3000.practiceBySip(503)).isEmpty();
  }

  @Property
  void anyOtherCodeIsUnknown(@ForAll int code) {
    assertThat(VOS3000.byCode(code).isPresent()).isEqualTo(code >= 1 && code <= 25);
  }

  @Test
  void farCodesAreFoundToo() {
    EndReason near = VOS3000.byCode(22).orElseThrow();
    Catalog catalog =
        new Catalog(
            "t",
            "T",
            "s",
            List.of(),
            Stream.of(Integer.MIN_VALUE, -256, 1023, 1024, Integer.MAX_VALUE)
                .map(code -> withCode(near, code))
                .toList());
    assertThat(catalog.all())
        .allSatisfy(reason -> assertThat(catalog.byCode(reason.code())).contains(reason));
    assertThat(catalog.byCode(-257)).isEmpty();
  }

  @Test
  void twoReasonsWithOneCodeAreRefused() {
    EndReason reason = VOS3000.byCode(22).orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Catalog("t", "T", "s", List.of(), List.of(reason, reason)))
        .withMessage("two reasons with code 22");
  }

  private static EndReason withCode(EndReason reason, int code) {
    return new EndReason(
        code,
        "Code " + code,
        "t",
        List.of(),
        reason.category(),
        reason.group(),
        reason.severity(),
        reason.cause(),
        reason.resolution(),
        reason.cdrGenerated(),
        reason.billable(),
        reason.billingModes(),
        reason.sip(),
        reason.q850(),
        reason.notes(),
        reason.tellApart(),
        reason.remedies(),
        true,
        false,
        reason.contact(),
        reason.runbook());
  }
}
