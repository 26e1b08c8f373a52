package org.concordat.pull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;

/**
 * What one pull from partners' channels did.
 *
 * @param runId id of the run; its record lies in the runs zone
 * @param taken submissions that are new, or would be in a dry run
 * @param known submissions that an earlier pull had settled
 * @param duplicates submissions whose bytes are those that stood already
 * @param conflicts submissions that came under a number used before with other content
 * @param refused submissions of which nothing was taken
 * @param files files taken
 * @param bytes their size
 * @param notes what was passed over or refused, and why, by channel
 * @param failed channels that could not be read to the end, with what happened and what to do
 */
public record ChannelsResult(
    @JsonProperty("run_id") String runId,
    List<String> taken,
    List<String> known,
    List<String> duplicates,
    List<String> conflicts,
    List<String> refused,
    long files,
    long bytes,
    List<String> notes,
    SortedMap<String, String> failed) {}
