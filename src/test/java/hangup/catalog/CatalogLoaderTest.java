package hangup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hangup.reply.Severity;
import hangup.yaml.Problems;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogLoaderTest {
  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private Catalog overlaid(String reasons) throws IOException {
    return Catalogs.withOverlay(write("own.yaml", "table: vos3000-25\nreasons:\n" + reasons));
  }

  private List<String> complaints(String reasons) throws IOException {
    Path file = write("own.yaml", "table: vos3000-25\nreasons:\n" + reasons);
    return Catalogs.complaints(Catalogs.overlaid(file), folder);
  }

  private List<String> tableComplaints(String text) throws IOException {
    write("mine.yaml", text);
    return Catalogs.complaints(
        new CatalogLoader("mine", Optional.of(folder), Optional.empty()), folder);
  }

  @Test
  void anOverlayChangesOnlyWhatItSays() throws IOException {
    Catalog builtIn = Catalogs.builtIn("vos3000-25");
    Catalog catalog =
        overlaid(
            """
              - code: 22
                contact: "Routing desk, ext. 204"
                runbook: https://wiki.example.net/noc/22?a=b#c
            """);
    EndReason before = builtIn.byCode(22).orElseThrow();
    EndReason after = catalog.byCode(22).orElseThrow();
    assertThat(after.contact()).contains("Routing desk, ext. 204");
    assertThat(after.runbook()).contains(URI.create("https://wiki.example.net/noc/22?a=b#c"));
    assertThat(after)
        .usingRecursiveComparison()
        .ignoringFields("contact", "runbook")
        .isEqualTo(before);
    assertThat(catalog.byCode(21)).isEqualTo(builtIn.byCode(21));
    assertThat(catalog.source()).isEqualTo(builtIn.source());
    assertThat(catalog.groups()).isEqualTo(builtIn.groups());
  }

  @Test
  void whatAnOverlaySaysIsTheOperators() throws IOException {
    EndReason reason =
        overlaid(
                """
                  - code: 8
                    name: Out of Credit
                    aliases: [Prepaid Empty]
                    failure: false
                    ner: true
                    severity: critical
                    category: Money
                    billable: "yes"
                    documented: {cause: Ours, sip: [402]}
                    practice: {resolution: Pay}
                    notes: [Ask first.]
                    remedies:
                      - check: Is it a holiday?
                        documented: true
                """)
            .byCode(8)
            .orElseThrow();
    assertThat(reason.name()).isEqualTo("Out of Credit");
    assertThat(reason.aliases()).containsExactly("prepaid empty");
    assertThat(reason.failure()).isFalse();
    assertThat(reason.networkEffective()).isTrue();
    assertThat(reason.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(reason.category()).contains(new Fact<>("Money", Provenance.OPERATOR));
    assertThat(reason.billable()).isEqualTo(new Fact<>(Billable.YES, Provenance.OPERATOR));
    assertThat(reason.cause()).contains(new Fact<>("Ours", Provenance.OPERATOR));
    assertThat(reason.sip()).contains(new Fact<>(List.of(402), Provenance.OPERATOR));
    assertThat(reason.resolution()).contains(new Fact<>("Pay", Provenance.OPERATOR));
    assertThat(reason.remedies())
        .containsExactly(
            new Remedy(
                Remedy.Kind.CHECK, "Is it a holiday?", Optional.empty(), Provenance.OPERATOR));
    assertThat(reason.notes()).contains(new Fact<>("Ask first.", Provenance.OPERATOR));
    assertThat(reason.notes()).anyMatch(Fact::documented);
    assertThat(reason.group()).map(Fact::provenance).contains(Provenance.DOCUMENTED);
  }

  @Test
  void anOverlayAddsCodesAndGroups() throws IOException {
    Path file =
        write(
            "own.yaml",
            """
            table: vos3000-25
            groups:
              - {name: Fraud, impact: Severe, action: Call the fraud desk, severity: critical}
              - {name: Normal, action: Relax}
            reasons:
              - {code: -69, name: Fraud Filter, group: Fraud}
              - {code: 4, group: Fraud}
            """);
    Catalog catalog = Catalogs.withOverlay(file);
    EndReason added = catalog.byCode(-69).orElseThrow();
    assertThat(added.failure()).isTrue();
    assertThat(added.networkEffective()).isFalse();
    assertThat(added.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(added.billable().value()).isEqualTo(Billable.UNKNOWN);
    assertThat(catalog.byCode(4).flatMap(EndReason::group))
        .contains(
            new Fact<>(
                new ReasonGroup("Fraud", "Severe", "Call the fraud desk", Severity.CRITICAL),
                Provenance.OPERATOR));
    assertThat(catalog.byCode(1).flatMap(EndReason::group))
        .contains(
            new Fact<>(
                new ReasonGroup("Normal", "Low", "Relax", Severity.OK), Provenance.OPERATOR));
    assertThat(catalog.groups()).extracting(ReasonGroup::name).contains("Fraud").hasSize(7);
    assertThat(catalog.search("fraud filter")).isEqualTo(new SearchResult.Found(added));
  }

  @Test
  void theExampleOverlayLoads() {
    Catalog catalog = Catalogs.withOverlay(Path.of("config/catalog/overlay-example.yaml"));
    assertThat(catalog.byCode(901)).isPresent();
    assertThat(catalog.networkEffectiveCodes()).contains(23);
  }

  @Test
  void everyMistakeIsToldAtOnce() throws IOException {
    assertThat(
            complaints(
                """
                  - code: 22
                    runbok: https://example.net
                    severity: hihg
                    documented: {group: Routng}
                  - code: 901
                  - code: 22
                  - name: No Code
                  - {code: 23, name: ""}
                """))
        .containsExactly(
            "own.yaml:4:5: code 22.runbok: unknown key. Did you mean runbook?",
            "own.yaml:5:15: code 22.severity: \"hihg\" is not allowed; allowed: critical, high,"
                + " info, low, medium, ok. Did you mean high?",
            "own.yaml:6:25: code 22.documented.group: there is no group \"Routng\". Did you mean"
                + " Routing?",
            "own.yaml:7:5: code 901.name: is missing. Give the code's name.",
            "own.yaml:8:11: code 22.code: this code stands here again, first in line 3. Keep one.",
            "own.yaml:9:5: reasons[3].code: is missing. For example code: 22",
            "own.yaml:10:22: code 23.name: is empty. Give it a value, or remove the line.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "billable: maybe | code 5.billable: \"maybe\" is not allowed; allowed: no, partial,"
            + " unknown, yes",
        "billable: true | code 5.billable: \"true\" is not allowed; allowed: no, partial, unknown,"
            + " yes",
        "sip: 503 | code 5.sip: must be a list, not a single value",
        "sip: [99] | code 5.sip: 99 is not between 100 and 699",
        "q850: [0] | code 5.q850: 0 is not between 1 and 127",
        "remedies: {check: a} | code 5.remedies: must be a list, not a block of keys",
        "remedies: [{chekc: a}] | code 5.remedies[0].chekc: unknown key. Did you mean check?",
        "aliases: ['--'] | code 5.aliases[0]: \"--\" has no letter or digit",
        "aliases: [us, us] | NONE",
        "failure: perhaps | code 5.failure: \"perhaps\" is not allowed; allowed: false, true",
        "category: [a] | code 5.category: must be a single value, not a list",
      })
  void aWrongValueIsNamed(String line, String complaint) throws IOException {
    List<String> complaints = complaints("  - code: 5\n    " + line + "\n");
    if (complaint.equals("NONE")) {
      assertThat(complaints).isEmpty();
    } else {
      assertThat(complaints)
          .anySatisfy(text -> assertThat(text).startsWith("own.yaml:4:").endsWith(complaint));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "ftp://example.net/a",
        "wiki/noc",
        "'https://'",
        "'https://exa mple.net'",
        "https://user:password@example.net/",
        "'file:///etc/passwd'"
      })
  void aRunbookMustBeAWebAddress(String address) throws IOException {
    assertThat(complaints("  - code: 5\n    runbook: " + address + "\n"))
        .singleElement()
        .asString()
        .startsWith("own.yaml:4:14: code 5.runbook: ")
        .contains("is not a web address");
  }

  @Test
  void aFactStandsInOnePlaceOnly() throws IOException {
    assertThat(
            complaints(
                """
                  - code: 5
                    documented: {cause: a}
                    practice: {cause: b}
                """))
        .containsExactly(
            "own.yaml:5:23: code 5.practice.cause: this fact stands here twice, first in line 4."
                + " Keep one of the two.");
  }

  @Test
  void anAliasOfAnotherCodeIsRefused() throws IOException {
    assertThat(
            complaints(
                """
                  - code: 5
                    aliases: [fraud filter]
                  - code: 901
                    name: Fraud Filter
                """))
        .containsExactly(
            "own.yaml:4:15: code 5.aliases[0]: \"fraud filter\" already means code 901. Keep one of"
                + " the two.");
  }

  @Test
  void anOverlayForAnotherTableIsRefused() throws IOException {
    Path file = write("own.yaml", "table: sip\nreasons: []\n");
    assertThat(Catalogs.complaints(Catalogs.overlaid(file), folder))
        .containsExactly(
            "own.yaml:1:8: table: this file is for the table \"sip\"; the table in use is"
                + " vos3000-25. Codes mean something else in another table: use an overlay for"
                + " this one.");
  }

  @Test
  void anOverlayThatIsMissingIsAnError() {
    Path file = folder.resolve("own.yaml");
    assertThat(Catalogs.complaints(Catalogs.overlaid(file), folder))
        .containsExactly("own.yaml: there is no such file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "VOS3000-25", "", "a/b", "\u0000"})
  void aTableNameIsNoPath(String table) {
    Problems problems = new Problems();
    assertThat(new CatalogLoader(table, Optional.of(folder), Optional.empty()).load(problems))
        .isEmpty();
    assertThat(problems.list()).singleElement().satisfies(p -> assertThat(p.isError()).isTrue());
  }

  @Test
  void anUnknownTableGetsTheNearestOne() throws IOException {
    write("mytable.yaml", "table: mytable\n");
    CatalogLoader near = new CatalogLoader("vos3000", Optional.of(folder), Optional.empty());
    assertThat(Catalogs.complaints(near, folder))
        .containsExactly(
            "catalog.table: there is no code table \"vos3000\". Did you mean vos3000-25?");
    CatalogLoader far = new CatalogLoader("qqqqqqqq", Optional.of(folder), Optional.empty());
    assertThat(Catalogs.complaints(far, folder))
        .containsExactly(
            "catalog.table: there is no code table \"qqqqqqqq\". Tables: mytable, q850, sip,"
                + " vos3000-25, vos3000-signed.");
  }

  @Test
  void aTableOfTheOperatorIsReadFromTheFolderAndMayIncludeOurs() throws IOException {
    write(
        "mine.yaml",
        """
        table: mine
        title: Mine
        source: Me
        include: [q850]
        reasons:
          - {code: 500, name: Own, failure: true, ner: false, documented: {cause: Known}}
        """);
    Catalog catalog =
        new CatalogLoader("mine", Optional.of(folder), Optional.empty())
            .load(new Problems())
            .orElseThrow();
    assertThat(catalog.title()).isEqualTo("Mine");
    assertThat(catalog.byCode(500)).map(EndReason::table).contains("mine");
    assertThat(catalog.byCode(17)).map(EndReason::table).contains("q850");
    assertThat(catalog.byQ850(17)).extracting(EndReason::code).contains(17);
  }

  @Test
  void aTableMustSayAllThatATableSays() throws IOException {
    assertThat(
            tableComplaints(
                """
                table: other
                groups:
                  - name: A
                reasons:
                  - code: 1
                    name: One
                    practice: {group: A}
                    cause: loose
                """))
        .containsExactly(
            "mine.yaml:1:1: title: is missing. Give the table's title.",
            "mine.yaml:1:1: source: is missing. Say where the table's facts come from.",
            "mine.yaml:1:8: table: \"other\" is not the name of the file. Write table: mine",
            "mine.yaml:3:5: groups[0].impact: is missing. The level in the source's words, for"
                + " example impact: High",
            "mine.yaml:3:5: groups[0].action: is missing. What to do, one sentence.",
            "mine.yaml:3:5: groups[0].severity: is missing. One of critical, high, info, low,"
                + " medium, ok.",
            "mine.yaml:5:5: code 1.failure: is missing. Is an unanswered call with this code a"
                + " failure? true or false",
            "mine.yaml:5:5: code 1.ner: is missing. Does it count as network-effective? true or"
                + " false",
            "mine.yaml:7:23: code 1.practice.group: a group can only be documented. Move it to"
                + " documented.",
            "mine.yaml:8:12: code 1.cause: says not where it comes from. Move it below documented"
                + " or practice.");
  }

  @Test
  void includesMayNotRunInACircleOrCollide() throws IOException {
    String head =
        "title: T\nsource: S\nreasons:\n  - {code: 16, name: X, failure: true, ner: false}\n";
    write("other.yaml", "table: other\ninclude: [mine]\n" + head.replace("16", "900"));
    assertThat(tableComplaints("table: mine\ninclude: [other, q850, nosuch]\n" + head))
        .containsExactly(
            "other.yaml:2:11: include[0]: mine includes itself: mine > other > mine",
            "mine.yaml:2:18: include[1]: code 16 stands both in mine and in q850. A code can have"
                + " one meaning only.",
            "mine.yaml:2:24: include[2]: there is no table \"nosuch\". Tables: mine, other, q850,"
                + " sip, vos3000-25, vos3000-signed.");
  }
}
