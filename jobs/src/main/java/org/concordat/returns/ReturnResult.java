package org.concordat.returns;

import java.nio.file.Path;
import java.util.SortedMap;
import org.concordat.schemas.ReportingMonth;

/**
 * What the stage did, or would do in a dry run.
 *
 * @param month reporting month
 * @param status Performance or Final
 * @param version number of the version that holds these figures
 * @param isNew whether this run wrote it; false when it was there with the same bytes, and in a dry
 *     run
 * @param folder folder of the public files
 * @param rawFolder folder of the restricted twin
 * @param files name to SHA-256 of each public file
 * @param rows rows of the return
 * @param hidden rows whose value is hidden or not there
 * @param notReceived expected organisations without a submission in force
 * @param invented whether any submission is invented
 */
public record ReturnResult(
    ReportingMonth month,
    ReturnStatus status,
    int version,
    boolean isNew,
    Path folder,
    Path rawFolder,
    SortedMap<String, String> files,
    long rows,
    long hidden,
    long notReceived,
    boolean invented) {}
