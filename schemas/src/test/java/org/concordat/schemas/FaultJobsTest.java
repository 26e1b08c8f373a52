package org.concordat.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.concordat.schemas.FaultJobs.Job;
import org.junit.jupiter.api.Test;

/** Whose job a fault is (data-quality 6, part 2). */
class FaultJobsTest {

  private final FaultJobs jobs = FaultJobs.load();

  @Test
  void every_rule_has_somebody_whose_job_its_faults_are() {
    assertThat(QualityRules.load(ContractCatalogue.load()).all())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(jobs.of(rule.id(), rule.category())).isPresent());
  }

  @Test
  void a_rule_may_differ_from_its_kind() {
    assertThat(jobs.of("MHP-006", "bad value")).contains(Job.MAPPING);
    assertThat(jobs.of("MHP-004", "bad value")).contains(Job.CLERICAL);
    assertThat(jobs.of("XYZ-001", "no such kind")).isEmpty();
  }

  @Test
  void an_entry_without_a_reason_or_with_an_unknown_job_is_refused() {
    assertThatThrownBy(
            () ->
                FaultJobs.read(
                    "categories: [{category: blank, job: clerical, note: ''}]\nrules: []"))
        .hasMessageContaining("blank needs a note");
    assertThatThrownBy(
            () -> FaultJobs.read("categories: [{category: blank, job: boss, note: x}]\nrules: []"))
        .hasMessageContaining("clerical, system or mapping");
  }
}
