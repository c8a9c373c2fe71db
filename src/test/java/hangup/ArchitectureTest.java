package hangup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "hangup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule CORE_KNOWS_NO_COMMAND_AND_NO_CHAT =
      noClasses()
          .that()
          .resideInAnyPackage(
              "hangup.catalog..", "hangup.cdr..", "hangup.stats..", "hangup.reply..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "hangup.command..", "hangup.chat..", "hangup.report..", "hangup.cli..");

  @ArchTest
  static final ArchRule COMMANDS_KNOW_NO_PLATFORM =
      noClasses()
          .that()
          .resideInAnyPackage("hangup.command..", "hangup.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("hangup.chat.*..", "hangup.cli..");

  @ArchTest
  static final ArchRule PLATFORMS_KNOW_NO_STATISTICS =
      noClasses()
          .that()
          .resideInAPackage("hangup.chat..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("hangup.stats..", "hangup.cdr..", "java.sql..");

  @ArchTest
  static final ArchRule SQL_STAYS_IN_THE_STORES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "hangup.stats..", "hangup.cdr.sql..", "hangup.state..", "hangup.outbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..");

  @ArchTest
  static final ArchRule TERMINALS_STAY_IN_THE_CONSOLE =
      noClasses()
          .that()
          .resideOutsideOfPackages("hangup.chat.console..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jline..");

  @ArchTest
  static final ArchRule PICOCLI_STAYS_IN_THE_CLI =
      noClasses()
          .that()
          .resideOutsideOfPackages("hangup.cli..", "hangup")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("hangup.(**)").should().beFreeOfCycles();
}
