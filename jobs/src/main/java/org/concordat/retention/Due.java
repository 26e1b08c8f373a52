package org.concordat.retention;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.concordat.platform.Digest;
import org.concordat.platform.Zone;
import org.concordat.schemas.ReportingMonth;
import org.concordat.schemas.RetentionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Something whose term has ended.
 *
 * @param line line of the policy it falls under
 * @param zone zone of the lake
 * @param what what it is, without personal values
 * @param since day its term was counted from
 * @param due first day it is no longer kept
 * @param paths files and folders that go, relative to the zone's root
 * @param files number of files in them, each counted once
 * @param bytes size of these files, each counted once
 * @param month month of a versioned table, which readers lose by a switch to a version without it;
 *     null for what no reader follows
 * @param neededBy why it is kept all the same; null when it goes
 */
public record Due(
    RetentionPolicy.Line line,
    Zone zone,
    String what,
    LocalDate since,
    LocalDate due,
    List<Path> paths,
    long files,
    long bytes,
    @Nullable ReportingMonth month,
    @Nullable String neededBy) {

  /** Names the same deletion in the record of deletions, however often it is begun. */
  String id() {
    return Digest.id(String.join("\n", line.id(), zone.folder(), what, since.toString()));
  }

  /** Whether it is deleted. */
  public boolean goes() {
    return neededBy == null;
  }

  Due needed(@Nullable String by) {
    return new Due(line, zone, what, since, due, paths, files, bytes, month, by);
  }
}
