package org.concordat.link;

import java.util.List;
import java.util.Map;

/**
 * What link did, in numbers.
 *
 * @param runId id of the run and of the version it published
 * @param months how many months were linked in this pass
 * @param people person records written, all months
 * @param events event records written, all months
 * @param counts rows by month, table, family and step or problem: {@code
 *     2026-09.people.AM.nhs_number_birth_date}
 * @param warnings what the operator must be told
 */
public record LinkResult(
    String runId,
    int months,
    long people,
    long events,
    Map<String, Long> counts,
    List<String> warnings) {}
