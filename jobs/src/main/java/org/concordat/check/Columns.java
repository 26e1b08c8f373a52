package org.concordat.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.QualityRule;
import org.concordat.schemas.QualityRules;
import org.concordat.schemas.Requirement;
import org.concordat.schemas.Severity;
import org.concordat.schemas.TableContract;

/**
 * Judges the header row of a table file: FIL-010 to FIL-012.
 *
 * <p>A file sent without its header has a person's row where names should be, so names are shown
 * only where the row holds at least one name of the contract.
 */
final class Columns {

  private static final double NEAR = 0.85;
  private static final String NAME = "[\\p{L}_][\\p{L}0-9 _./-]{0,60}";

  private final TableContract table;
  private final List<String> found;
  private final boolean isHeader;

  Columns(TableContract table, List<String> found) {
    this.table = table;
    this.found = found;
    this.isHeader = found.stream().anyMatch(name -> table.column(name).isPresent());
  }

  /** Starts a finding about the file. */
  @FunctionalInterface
  interface About {
    Finding.Builder start(QualityRule rule);
  }

  List<Finding> judge(QualityRules rules, About about) {
    List<Finding> findings = new ArrayList<>();
    for (ColumnContract column : table.fields()) {
      if (!found.contains(column.name())) {
        boolean optional = column.requirementOrOptional() == Requirement.O;
        QualityRule rule = rules.rule("FIL-010");
        findings.add(
            about
                .start(optional ? rule.withSeverity(Severity.W) : rule)
                .line(1)
                .field(column.name(), shownColumns())
                .build());
      }
    }
    Map<String, List<Integer>> positions = new TreeMap<>();
    for (int i = 0; i < found.size(); i++) {
      positions.computeIfAbsent(found.get(i), name -> new ArrayList<>()).add(i + 1);
    }
    positions.forEach(
        (name, at) -> {
          boolean known = table.column(name).isPresent();
          if (at.size() > 1 && isHeader) {
            String places = String.join(", ", at.stream().map(String::valueOf).toList());
            findings.add(
                about.start(rules.rule("FIL-012")).line(1).field(shown(name), places).build());
          }
          if (!known && isHeader) {
            findings.add(
                about
                    .start(rules.rule("FIL-011"))
                    .line(1)
                    .field(shown(name), null)
                    .words(nearest(name))
                    .build());
          }
        });
    return findings;
  }

  private String shownColumns() {
    if (isHeader) {
      return String.join(", ", found.stream().map(Columns::shown).toList());
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

  /** The contract's column whose name is most like this one, as the message's word {near}. */
  private Map<String, String> nearest(String name) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    Map<String, String> best = Map.of();
    double highest = NEAR;
    for (String candidate : table.columnNames()) {
      double score = similarity.apply(plain(name), plain(candidate));
      if (score > highest) {
        highest = score;
        best = Map.of("near", candidate);
      }
    }
    return best;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}0-9]", "");
  }
}
