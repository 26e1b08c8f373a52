package org.concordat.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.concordat.schemas.MeasureUses;
import org.concordat.schemas.TableContract.ForeignKey;

/**
 * Leaves to each row only the measures that use its parent row as well: a contact counts for a
 * crisis measure only under a referral that does, and the referral only with a crisis team. A row
 * whose parent is not in the submission keeps all of its own.
 */
final class MeasureNarrowing {

  private static final long ALL = -1L;

  private final SortedMap<String, TableRows> tables;
  private final MeasureUses uses;
  private final KeyIds keys;
  private final Map<String, Boolean> done = new HashMap<>();

  MeasureNarrowing(SortedMap<String, TableRows> tables, MeasureUses uses, KeyIds keys) {
    this.tables = tables;
    this.uses = uses;
    this.keys = keys;
  }

  void narrow() {
    tables.keySet().forEach(this::narrow);
  }

  private void narrow(String table) {
    Optional<String> through = uses.through(table);
    if (done.putIfAbsent(table, true) != null || through.isEmpty()) {
      return;
    }
    TableRows rows = tables.get(table);
    TableRows parents = tables.get(through.get());
    if (rows == null || parents == null) {
      return;
    }
    narrow(through.get());
    ForeignKey key =
        rows.table().foreignKeys().stream()
            .filter(k -> k.reference().resource().equals(through.get()))
            .findFirst()
            .orElseThrow();
    long declared = uses.bits(through.get());
    long[] ofParent = new long[keys.size()];
    Arrays.fill(ofParent, ALL);
    int[] named = parents.keyIds(key.reference().fields());
    for (int row = 0; row < parents.size(); row++) {
      if (named[row] != TableRows.NO_KEY) {
        ofParent[named[row]] = parents.measures(row) | ~declared;
      }
    }
    int[] ids = rows.keyIds(key.fields());
    for (int row = 0; row < rows.size(); row++) {
      if (ids[row] != TableRows.NO_KEY) {
        rows.useFor(row, rows.measures(row) & ofParent[ids[row]]);
      }
    }
  }
}
