package org.concordat.pull;

import java.util.List;

/**
 * What one pull did.
 *
 * @param runId id of the run; its record lies in the runs zone
 * @param taken submissions that are new
 * @param known submissions that were there before with the same content
 * @param conflicts submissions that came under a number used before with other content
 * @param files files stored or, in a dry run, that would be
 * @param bytes their size
 * @param notes what was passed over, and why
 */
public record PullResult(
    String runId,
    List<String> taken,
    List<String> known,
    List<String> conflicts,
    long files,
    long bytes,
    List<String> notes) {}
