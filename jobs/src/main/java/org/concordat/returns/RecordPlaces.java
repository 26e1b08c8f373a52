package org.concordat.returns;

import java.nio.file.Path;
import java.util.Set;

/** Says on which lines of a partner's file records stand. */
@FunctionalInterface
public interface RecordPlaces {

  /**
   * @param bytes where the file's bytes lie
   * @param fileName name as sent
   * @param lines physical lines, in Parquet row numbers
   * @return those on which a record starts
   */
  Set<Long> found(Path bytes, String fileName, Set<Long> lines);
}
