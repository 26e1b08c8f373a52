package org.concordat.returns.attack;

import java.util.List;

/**
 * What was published, and what is known to hold between the figures.
 *
 * @param cells counts of all files and versions together
 * @param relations what an outsider knows of them
 * @param isEnglandNoughtPrinted whether it is public that an England 0 is always printed (D6), so
 *     that an asterisk of England is somebody; false where a treatment hides such noughts too
 */
record PublishedTable(
    List<PublishedCell> cells, List<Relation> relations, boolean isEnglandNoughtPrinted) {

  /** Tables whose reader knows D6 as it is written. */
  PublishedTable(List<PublishedCell> cells, List<Relation> relations) {
    this(cells, relations, true);
  }

  PublishedTable {
    cells = List.copyOf(cells);
    relations = List.copyOf(relations);
  }
}
