package org.concordat.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.Requirement;
import org.concordat.schemas.Severity;
import org.concordat.schemas.TableContract;

/**
 * Judges the header row of a table file: FIL-010 to FIL-012, and says which of the columns found
 * may be the one that is missing.
 *
 * <p>A file sent without its header has a person's row where names should be, so names are shown
 * only where the row holds at least one name of the contract, or mostly names that are known but
 * for case and separators.
 */
final class Columns {

  private static final String NAME = "[\\p{L}_][\\p{L}0-9 _./-]{0,60}";

  /** Strange columns named one by one; of more only the number is told. */
  private static final int NAMED = 100;

  private final TableContract table;
  private final List<String> found;
  private final ColumnNames names;
  private final boolean isHeader;

  Columns(TableContract table, List<String> found, ColumnNames names) {
    this.table = table;
    this.found = found;
    this.names = names;
    this.isHeader =
        found.stream().anyMatch(name -> table.column(name).isPresent())
            || 2 * found.stream().limit(NAMED).filter(names::isKnown).count()
                > Math.min(NAMED, found.size());
  }

  /** Starts a finding about the file. */
  @FunctionalInterface
  interface About {
    Finding.Builder start(QualityRule rule);
  }

  List<Finding> judge(QualityRules rules, About about) {
    List<Finding> findings = new ArrayList<>();
    List<String> missing =
        table.columnNames().stream().filter(name -> !found.contains(name)).toList();
    Set<String> unknown = new LinkedHashSet<>();
    if (isHeader) {
      found.stream()
          .filter(name -> table.column(name).isEmpty())
          .limit(NAMED)
          .forEach(unknown::add);
    }
    Map<String, String> foundFor = names.renamed(missing, unknown);
    Map<String, String> meantBy = new HashMap<>();
    foundFor.forEach((column, name) -> meantBy.put(name, column));
    for (String name : missing) {
      ColumnContract column = table.column(name).orElseThrow();
      boolean optional = column.requirementOrOptional() == Requirement.O;
      QualityRule rule = rules.rule("FIL-010");
      String near = foundFor.get(name);
      findings.add(
          about
              .start(optional ? rule.withSeverity(Severity.W) : rule)
              .line(1)
              .field(name, shownColumns())
              .words(near == null ? Map.of() : Map.of("near", shown(near)))
              .build());
    }
    if (isHeader) {
      judgeFound(rules, about, meantBy, findings);
    }
    return findings;
  }

  private void judgeFound(
      QualityRules rules, About about, Map<String, String> meantBy, List<Finding> findings) {
    Map<String, List<Integer>> positions = new TreeMap<>();
    for (int i = 0; i < found.size(); i++) {
      positions.computeIfAbsent(found.get(i), name -> new ArrayList<>()).add(i + 1);
    }
    int strange = 0;
    for (Map.Entry<String, List<Integer>> column : positions.entrySet()) {
      String name = column.getKey();
      boolean isKnown = table.column(name).isPresent();
      if (!isKnown && ++strange > NAMED) {
        continue;
      }
      List<Integer> at = column.getValue();
      if (at.size() > 1) {
        String places = String.join(", ", at.stream().limit(NAMED).map(String::valueOf).toList());
        findings.add(about.start(rules.rule("FIL-012")).line(1).field(shown(name), places).build());
      }
      if (!isKnown) {
        String near = meantBy.get(name);
        findings.add(
            about
                .start(rules.rule("FIL-011"))
                .line(1)
                .field(shown(name), null)
                .words(near(near == null ? names.nearest(name).orElse("") : near))
                .build());
      }
    }
    if (strange > NAMED) {
      findings.add(
          about
              .start(rules.rule("FIL-011"))
              .line(1)
              .field("(" + (strange - NAMED) + " more columns)", null)
              .build());
    }
  }

  private static Map<String, String> near(String column) {
    return column.isEmpty() ? Map.of() : Map.of("near", column);
  }

  private String shownColumns() {
    if (isHeader) {
      String names = String.join(", ", found.stream().limit(NAMED).map(Columns::shown).toList());
      return found.size() > NAMED ? names + ", and " + (found.size() - NAMED) + " more" : names;
    }
    return found.size() == 1
        ? "one unknown name; are the values separated by commas?"
        : found.size() + " unknown names; is the header row missing?";
  }

  /** A name that looks like one; anything else may be a value. */
  private static String shown(String name) {
    if (name.isEmpty()) {
      return "(no name)";
    }
    return name.matches(NAME) && !name.matches(".*[0-9]{5}.*") ? name : "***";
  }
}
