package org.concordat.schedule.proofs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests of DAGs and timetables; they need Airflow's libraries and none of its services. */
@Tag("proof")
class PythonTestsProofTest {

  @Test
  void the_dags_and_timetables_pass_their_own_tests() {
    Repository.needsPython();
    Repository.Ended tests =
        Repository.run(Map.of(), Repository.program("orchestration/tests/run"));
    assertThat(tests.code()).as(tests.out()).isZero();
  }
}
