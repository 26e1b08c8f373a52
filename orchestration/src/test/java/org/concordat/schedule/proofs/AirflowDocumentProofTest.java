package org.concordat.schedule.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The document the client is made from is the one of the Airflow that is installed. */
@Tag("proof")
class AirflowDocumentProofTest {

  private static final Path COMMITTED =
      Repository.ROOT.resolve("orchestration/src/main/openapi/airflow-3.3.2");

  private static final Path INSTALLED = venv().resolve("lib/python3.11/site-packages");

  /** Where orchestration/airflow installs it. */
  private static Path venv() {
    String elsewhere = System.getenv("CONCORDAT_AIRFLOW_VENV");
    return elsewhere == null
        ? Repository.ROOT.resolve("orchestration/.airflow/venv")
        : Path.of(elsewhere);
  }

  @BeforeAll
  static void install() {
    Repository.needsPython();
    Repository.Ended installed =
        Repository.run(Map.of(), Repository.program("orchestration/airflow"), "install");
    assertThat(installed.code()).as(installed.out()).isZero();
  }

  @Test
  void the_document_is_that_of_the_installed_airflow() throws IOException {
    String name = "v2-rest-api-generated.yaml";
    assertThat(COMMITTED.resolve(name))
        .hasSameBinaryContentAs(
            INSTALLED.resolve("airflow/api_fastapi/core_api/openapi").resolve(name));
  }

  @Test
  void its_licence_and_notice_are_those_of_the_installed_airflow() throws IOException {
    try (Stream<Path> packages = Files.list(INSTALLED)) {
      Path core =
          packages
              .filter(
                  one -> one.getFileName().toString().equals("apache_airflow_core-3.3.2.dist-info"))
              .findFirst()
              .orElseThrow();
      for (String name : new String[] {"LICENSE", "NOTICE"}) {
        assertThat(COMMITTED.resolve(name))
            .hasSameBinaryContentAs(core.resolve("licenses").resolve(name));
      }
    }
  }
}
