package org.concordat.schedule;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.concordat.schedule");

  @Test
  void only_one_package_knows_the_generated_client() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.concordat.schedule.airflow", "org.concordat.schedule.generated..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.concordat.schedule.generated..")
        .check(CLASSES);
  }

  @Test
  void of_the_rest_of_concordat_only_the_schemas_are_known() {
    ArchRuleDefinition.noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.concordat.cli..",
            "org.concordat.config..",
            "org.concordat.platform..",
            "org.concordat.sample..",
            "org.apache.spark..")
        .check(CLASSES);
  }

  @Test
  void the_plan_needs_no_airflow() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("org.concordat.schedule.plan")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.concordat.schedule.airflow..", "java.net..")
        .check(CLASSES);
  }

  @Test
  void packages_form_no_cycle() {
    SlicesRuleDefinition.slices()
        .matching("org.concordat.schedule.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void only_main_ends_the_process_and_has_its_streams() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAnyPackage(
            "org.concordat.schedule.airflow",
            "org.concordat.schedule.cli",
            "org.concordat.schedule.plan")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }
}
