package org.concordat;

import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  /** Everything the jobs run on; the sample generator is a program of its own. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.concordat")
          .that(
              DescribedPredicate.not(
                  JavaClass.Predicates.resideInAPackage("org.concordat.sample..")));

  @Test
  void packages_use_one_another_only_as_the_drawing_says() {
    ArchRuleDefinition.classes()
        .that()
        .resideInAnyPackage("org.concordat..")
        .should(
            adhereToPlantUmlDiagram(
                Path.of("..", "docs", "architecture.puml"), consideringOnlyDependenciesInDiagram()))
        .check(CLASSES);
  }

  @Test
  void packages_form_no_cycle() {
    SlicesRuleDefinition.slices()
        .matching("org.concordat.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void only_the_platform_knows_deequ() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage("org.concordat.platform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.amazon..")
        .check(CLASSES);
  }

  @Test
  void only_pull_and_platform_know_aws() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages("org.concordat.platform.objects..", "org.concordat.pull..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon..")
        .check(CLASSES);
  }

  @Test
  void schemas_know_no_spark() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("org.concordat.schemas..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(CLASSES);
  }

  @Test
  void nothing_writes_to_standard_output_directly() {
    ArchRuleDefinition.noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.concordat.Main")
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .because("only the entry point hands the process's own streams to the command line")
        .check(CLASSES);
  }

  @Test
  void only_main_ends_the_process() {
    ArchRuleDefinition.noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.concordat.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void no_package_is_named_after_nothing() {
    ArchRuleDefinition.noClasses()
        .should()
        .resideInAnyPackage(
            "..util..", "..utils..", "..common..", "..core..", "..helper..", "..misc..")
        .check(CLASSES);
  }

  @Test
  void files_can_be_read_at_one_sitting() throws IOException {
    for (String module : List.of("schemas", "sample-data", "jobs", "orchestration")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(300);
        }
      }
    }
  }
}
