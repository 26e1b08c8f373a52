package org.concordat.marts;

import java.util.SortedMap;

/**
 * What a run of the marts stage did.
 *
 * @param versionId the version that is live now
 * @param rows rows by mart
 * @param newDetentions new detentions started in the month (MHS81)
 * @param newDetentionsStrict the same by strict continuation (counting-rules.md 4.4)
 */
public record MartsResult(
    String versionId, SortedMap<String, Long> rows, long newDetentions, long newDetentionsStrict) {}
