package org.concordat.platform.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concordat.config.Settings;

/**
 * Every figure of a publication and everything a reader knows of how figures add up. Filled first,
 * treated then, all figures in one pass (D10). A figure is named by a key of the caller's, whose
 * text is shown in reports and must hold no value.
 */
public final class FigureTable {

  final ProtectedCount rule;
  final int freeContributors;
  final List<Object> keys = new ArrayList<>();
  final List<Relation> relations = new ArrayList<>();
  final List<Relation> contributors = new ArrayList<>();
  private final Map<Object, Integer> index = new LinkedHashMap<>();
  private final List<String> broken = new ArrayList<>();

  long[] value = new long[1024];
  Form[] form = new Form[1024];
  Range[] given = new Range[1024];
  boolean[] isOurs = new boolean[1024];
  boolean[] isWithheld = new boolean[1024];
  boolean[] isFree = new boolean[1024];
  private int count;

  public FigureTable(Settings.Disclosure settings) {
    this.rule = new ProtectedCount(settings);
    this.freeContributors = settings.freeContributors();
  }

  /**
   * A figure to be published, in the form that rules D1, D2 and D6 give it alone.
   *
   * @param contributors organisations with more than nought in it
   * @param isFree whether it is England's or England's by one characteristic
   */
  public void figure(Object key, long exact, int contributors, boolean isFree) {
    boolean isExact = isFree && (exact == 0 || contributors >= freeContributors);
    Form alone = isExact ? Form.EXACT : rule.isSmall(exact) ? Form.HIDDEN : Form.ROUNDED;
    int figure = place(key, exact);
    isOurs[figure] = true;
    this.isFree[figure] |= isFree;
    form[figure] = strictest(form[figure], alone);
  }

  /**
   * A figure that is hidden whatever it is, so that its asterisk says nothing: of a small
   * organisation (D12), or held back.
   */
  public void hidden(Object key, long exact) {
    int figure = place(key, exact);
    isOurs[figure] = true;
    isWithheld[figure] = true;
    form[figure] = Form.HIDDEN;
  }

  /** Nought for every reader, since the one who should count it sent nothing. */
  public void absent(Object key) {
    int figure = place(key, 0); // first, since placing may put a longer array in place of form
    form[figure] = Form.ABSENT;
  }

  /** A figure that is nowhere published but takes part in sums. */
  public void unpublished(Object key, long exact) {
    place(key, exact);
  }

  /**
   * A figure that readers have already, in this form, and that cannot be changed any more: of an
   * earlier month or status (D11). Where the same key is published now, both are known. What was
   * hidden stays hidden, and what was rounded is not printed exactly.
   *
   * @param text text as published
   */
  public void published(Object key, long exact, String text) {
    int figure = place(key, exact);
    boolean isHidden = text.equals(ProtectedCount.HIDDEN);
    boolean isRounded = text.equals(rule.text(exact));
    Range known =
        isHidden
            ? isWithheld[figure] ? Range.ANY : rule.whenHidden(exact)
            : text.equals(Long.toString(exact)) && !isRounded
                ? Range.of(exact)
                : rule.whenRounded(exact);
    given[figure] = given[figure].and(known);
    if (isHidden && rule.isSmall(exact)) {
      form[figure] = Form.HIDDEN;
    } else if (isHidden && form[figure] != Form.ABSENT) {
      form[figure] = Form.HIDDEN;
    } else if (form[figure] == Form.EXACT && !text.equals(Long.toString(exact))) {
      form[figure] = Form.ROUNDED;
    }
  }

  private static Form strictest(Form one, Form other) {
    return one == Form.ABSENT || one == Form.HIDDEN || other == Form.HIDDEN
        ? one == Form.ABSENT ? one : Form.HIDDEN
        : one == Form.ROUNDED ? one : other;
  }

  private int place(Object key, long exact) {
    Integer known = index.get(key);
    if (known != null) {
      if (value[known] != exact) {
        throw new IllegalStateException("Two values of " + key);
      }
      return known;
    }
    if (exact < 0) {
      throw new IllegalArgumentException("A count cannot be negative: " + key);
    }
    if (count == value.length) {
      grow();
    }
    index.put(key, count);
    keys.add(key);
    value[count] = exact;
    form[count] = Form.UNPUBLISHED;
    given[count] = Range.ANY;
    return count++;
  }

  private void grow() {
    int more = 2 * count;
    value = Arrays.copyOf(value, more);
    form = Arrays.copyOf(form, more);
    given = Arrays.copyOf(given, more);
    isOurs = Arrays.copyOf(isOurs, more);
    isWithheld = Arrays.copyOf(isWithheld, more);
    this.isFree = Arrays.copyOf(this.isFree, more);
  }

  /** Whether a figure of this key is there. */
  public boolean has(Object key) {
    return index.containsKey(key);
  }

  /** The exact value of a figure. */
  public long value(Object key) {
    return value[figure(key)];
  }

  int figure(Object key) {
    Integer figure = index.get(key);
    if (figure == null) {
      throw new IllegalArgumentException("There is no figure " + key);
    }
    return figure;
  }

  int size() {
    return count;
  }

  /** The whole is the sum of its parts. One that is not is told by {@link #broken}. */
  public void sum(String words, Object whole, List<?> parts) {
    balance(words, List.of(whole), parts);
  }

  /** The parts are together at most the whole; what is left over is published nowhere. */
  public void atMost(String words, Object whole, List<?> parts) {
    long rest = value(whole) - parts.stream().mapToLong(this::value).sum();
    if (rest < 0) {
      broken.add(words);
      return;
    }
    List<Object> all = new ArrayList<>(parts);
    Object left = List.of("rest", words, whole);
    unpublished(left, rest);
    all.add(left);
    sum(words, whole, all);
  }

  /** The figures of both sides have the same sum. One that has not is told by {@link #broken}. */
  public void balance(String words, List<?> plus, List<?> minus) {
    Map<Integer, Integer> signs = new HashMap<>();
    plus.forEach(key -> signs.merge(figure(key), 1, Integer::sum));
    minus.forEach(key -> signs.merge(figure(key), -1, Integer::sum));
    Relation relation = new Relation(words, side(plus, signs, 1), side(minus, signs, -1));
    long sum = 0;
    for (int place = 0; place < relation.size(); place++) {
      sum += relation.sign(place) * value[relation.figure(place)];
    }
    if (sum != 0) {
      broken.add(words);
    } else if (relation.size() > 0) {
      relations.add(relation);
    }
  }

  /** A figure on both sides says nothing. */
  private int[] side(List<?> side, Map<Integer, Integer> signs, int sign) {
    return side.stream()
        .mapToInt(this::figure)
        .distinct()
        .filter(figure -> signs.getOrDefault(figure, 0) == sign)
        .toArray();
  }

  /**
   * Tells that a whole is shown exactly only where enough organisations contribute (D6), so that
   * its readers know that so many of them have more than nought.
   */
  public void contributors(Object whole, List<?> organisations) {
    contributors.add(
        new Relation(
            "contributors of " + whole,
            new int[] {figure(whole)},
            organisations.stream().mapToInt(this::figure).toArray()));
  }

  /** Words of the relations that do not hold: reasons to hold the publication (4.4). */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  /** What a reader knows of a figure in a form, by that figure alone. */
  Range known(int figure, Form inForm) {
    Range now =
        switch (inForm) {
          case EXACT, ABSENT -> Range.of(value[figure]);
          case ROUNDED ->
              isFree[figure] && text(figure, Form.ROUNDED).equals(text(figure, Form.EXACT))
                  ? Range.of(value[figure]) // a reader may take it for exact, and be right
                  : rule.whenRounded(value[figure]);
          case HIDDEN -> isWithheld[figure] ? Range.ANY : rule.whenHidden(value[figure]);
          case UNPUBLISHED -> Range.ANY;
        };
    return now.and(given[figure]);
  }

  /** The next form that tells less. */
  Form less(int figure) {
    return form[figure] == Form.EXACT && !rule.isSmall(value[figure]) && value[figure] > 0
        ? Form.ROUNDED
        : Form.HIDDEN;
  }

  String text(int figure) {
    return text(figure, form[figure]);
  }

  private String text(int figure, Form inForm) {
    return switch (inForm) {
      case EXACT -> Long.toString(value[figure]);
      case ROUNDED -> rule.text(value[figure]);
      case HIDDEN, ABSENT, UNPUBLISHED -> ProtectedCount.HIDDEN;
    };
  }

  /** Whether as many organisations contribute as readers know from exact wholes (D6). */
  boolean hasContributors(long[] values) {
    for (Relation relation : contributors) {
      int whole = relation.plus()[0];
      if (form[whole] == Form.EXACT && value[whole] > 0) {
        int contributing = 0;
        for (int organisation : relation.minus()) {
          contributing += values[organisation] > 0 ? 1 : 0;
        }
        if (contributing < freeContributors) {
          return false;
        }
      }
    }
    return true;
  }
}
