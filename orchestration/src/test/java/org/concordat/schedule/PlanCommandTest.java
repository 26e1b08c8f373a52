package org.concordat.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlanCommandTest {

  /** Both clock changes and 29 February; the timetable of the DAGs is held to the same file. */
  @Test
  void the_plan_of_a_year_is_the_golden_file() throws IOException {
    StubAirflow.Ended plan =
        StubAirflow.command("plan", "--from", "2027-04", "--months", "12", "--csv");
    assertThat(plan.code()).isZero();
    assertThat(plan.err()).isEmpty();
    assertThat(plan.out())
        .isEqualTo(
            Files.readString(
                Path.of("src", "test", "resources", "plan", "2027-04-to-2028-03.csv")));
  }

  @Test
  void the_final_runs_of_a_year_share_a_line() {
    StubAirflow.Ended plan = StubAirflow.command("plan", "--from", "2027-12", "--months", "4");
    assertThat(plan.code()).isZero();
    assertThat(plan.out().lines())
        .containsExactly(
            "due                           run          reporting month     may be sent until",
            "Fri 21 Jan 2028 23:59:59 GMT  performance  2027-12             Sun 28 May 2028 23:59:59 BST",
            "Mon 21 Feb 2028 23:59:59 GMT  performance  2028-01             Sun 28 May 2028 23:59:59 BST",
            "Tue 21 Mar 2028 23:59:59 GMT  performance  2028-02             Sun 28 May 2028 23:59:59 BST",
            "Fri 21 Apr 2028 23:59:59 BST  performance  2028-03             Sun 28 May 2028 23:59:59 BST",
            "Sun 28 May 2028 23:59:59 BST  final        2027-12 to 2028-03  Sun 28 May 2028 23:59:59 BST");
  }

  @Test
  void the_end_of_the_calendar_is_said() {
    StubAirflow.Ended plan = StubAirflow.command("plan", "--from", "2029-03", "--months", "2");
    assertThat(plan.code()).isZero();
    assertThat(plan.err())
        .isEqualTo("The calendar ends with 2029-03; later months have no date yet.\n");
  }

  @Test
  void months_that_are_none_are_refused_in_one_line() {
    for (String from : new String[] {"2026-13", "September", "2019-01", "2031-01"}) {
      StubAirflow.Ended plan = StubAirflow.command("plan", "--from", from);
      assertThat(plan.code()).as(from).isEqualTo(2);
      assertThat(plan.err().lines())
          .as(from)
          .hasSize(1)
          .first()
          .asString()
          .startsWith("concordat: --from: ");
    }
    assertThat(StubAirflow.command("plan", "--months", "0").code()).isEqualTo(2);
  }
}
