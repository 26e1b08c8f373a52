package org.concordat.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.concordat.config.Settings;
import org.concordat.platform.XmrChart;
import org.concordat.schemas.Family;
import org.concordat.schemas.ReportingMonth;

/**
 * Section 136 of one partner beside each other one (data-quality.md part 6, row 7).
 *
 * <p>A partner's own count is exact. Everything that another partner's rows decide comes from
 * counts as they are published, to the nearest five and small ones hidden: also differences and
 * what was not found, which beside an exact own count would give the other's count away. So a
 * change at another partner that moves no published count moves nothing here.
 */
final class Section136Pairs {

  /** Families that record section 136, and so stand in the table. */
  static final List<Family> FAMILIES = List.of(Family.PF, Family.AM, Family.MH);

  /** Police records of a month below which its ratio is not looked at (XPT-001, XPT-002). */
  private static final int FEWEST_EVENTS = 10;

  static final String NOT_SUPPLIED = "not supplied";
  private static final String HIDDEN = "*";
  private static final String NONE = "–";

  /** One other partner, ready to read. */
  record Line(
      Partner partner,
      String name,
      String code,
      String family,
      String police,
      String ambulance,
      String trust,
      String difference,
      String linked,
      String ownUnlinked,
      String otherUnlinked,
      boolean isOutside,
      String ratio) {}

  private final Section136 section136;
  private final MonthFacts facts;
  private final Settings.Disclosure rules;

  Section136Pairs(Section136 section136, MonthFacts facts, Settings.Disclosure rules) {
    this.section136 = section136;
    this.facts = facts;
    this.rules = rules;
  }

  /** Lines of a partner with a submission in force; forces first, then ambulances, then trusts. */
  List<Line> lines(Partner own) {
    List<Line> lines = new ArrayList<>();
    for (Family family : FAMILIES) {
      for (Partner other : facts.partners()) {
        if (other.family() == family && family != own.family() && isPair(own, other)) {
          lines.add(line(own, other));
        }
      }
    }
    return lines;
  }

  /**
   * Whether two partners have to do with each other: the partner's own rows name the other, or so
   * many of the other's name it, in this month or an earlier one, that they are published.
   */
  private boolean isPair(Partner own, Partner other) {
    boolean isNamed = own.family() != Family.MH && section136.count(own, other, facts.month()) > 0;
    return isNamed
        || (other.family() != Family.MH
            && section136.months().stream()
                .anyMatch(month -> published(section136.count(other, own, month)) > 0));
  }

  private Line line(Partner own, Partner other) {
    ReportingMonth month = facts.month();
    boolean isSupplied = facts.history().inForce(other, month).isPresent();
    long ours = section136.count(own, other, month);
    long theirs = section136.count(other, own, month);
    Optional<String> third = third(own, other);
    String shown = isSupplied ? Figures.rounded(theirs, rules) : NOT_SUPPLIED;
    boolean isKnown = isSupplied && published(theirs) > 0;
    Optional<XmrChart.Judged> ratio = ratio(own, other);
    return new Line(
        other,
        facts.names().of(other),
        other.code(),
        other.family().title(),
        count(Family.PF, own, other, ours, shown, third),
        count(Family.AM, own, other, ours, shown, third),
        count(Family.MH, own, other, ours, shown, third),
        isKnown ? "about " + signed(ours - published(theirs)) : isSupplied ? HIDDEN : NONE,
        isSupplied ? Figures.rounded(section136.linked(own, other, month), rules) : NONE,
        isSupplied ? rest(ours, section136.linked(own, other, month)) : NONE,
        isSupplied ? rest(theirs, section136.linked(other, own, month)) : NONE,
        isOutside(ratio),
        ratio.map(Section136Pairs::words).orElse("not enough months"));
  }

  private static String count(
      Family of, Partner own, Partner other, long ours, String theirs, Optional<String> third) {
    if (own.family() == of) {
      return Figures.count(ours);
    }
    return other.family() == of ? theirs : third.orElse(NONE);
  }

  /** Count of the third kind of partner; a trust's rows name neither force nor ambulance. */
  private Optional<String> third(Partner own, Partner other) {
    Family third =
        FAMILIES.stream()
            .filter(f -> f != own.family() && f != other.family())
            .findFirst()
            .orElseThrow();
    boolean isSupplied =
        facts.history().partners().stream()
            .anyMatch(
                p -> p.family() == third && facts.history().inForce(p, facts.month()).isPresent());
    if (third != Family.MH && !isSupplied) {
      return Optional.of(NOT_SUPPLIED);
    }
    return third == Family.MH
        ? Optional.empty()
        : Optional.of(
            Figures.rounded(section136.countOfThird(third, own, other, facts.month()), rules));
  }

  /** What is left of a count without what was found, both as published. */
  private String rest(long count, long linked) {
    boolean isHidden = published(count) == 0 || published(linked) == 0;
    return isHidden ? HIDDEN : "about " + Figures.count(published(count) - published(linked));
  }

  /**
   * The month in the pair's own chart of trust or ambulance counts over police counts, both as
   * published, so that both partners see the same verdict; empty without the month itself or for a
   * pair without a force.
   */
  private Optional<XmrChart.Judged> ratio(Partner own, Partner other) {
    if (own.family() != Family.PF && other.family() != Family.PF) {
      return Optional.empty();
    }
    Partner force = own.family() == Family.PF ? own : other;
    Partner counterpart = own.family() == Family.PF ? other : own;
    List<XmrChart.Point> points = new ArrayList<>();
    for (ReportingMonth month : section136.months()) {
      long police = published(section136.count(force, counterpart, month));
      if (police >= FEWEST_EVENTS && isSupplied(counterpart, month)) {
        BigDecimal share =
            Figures.share(published(section136.count(counterpart, force, month)), police);
        points.add(new XmrChart.Point(month, share));
      }
    }
    List<XmrChart.Judged> judged = XmrChart.of(points, XmrChart.Unit.NUMBER, List.of()).months();
    return judged.stream().filter(j -> j.point().month().equals(facts.month())).findFirst();
  }

  /** Only months in which the partner recorded anything: no record may mean that none was sent. */
  private boolean isSupplied(Partner partner, ReportingMonth month) {
    return month.equals(facts.month())
        ? facts.history().inForce(partner, month).isPresent()
        : section136.hasRecords(partner, month);
  }

  /** Trial limits, of fewer than 12 months, judge nothing. */
  private static boolean isOutside(Optional<XmrChart.Judged> ratio) {
    return ratio
        .filter(j -> j.limits() != null && !j.limits().isTrial())
        .filter(j -> j.signals().contains(XmrChart.Signal.OUTSIDE))
        .isPresent();
  }

  private static String words(XmrChart.Judged judged) {
    XmrChart.Limits limits = judged.limits();
    if (limits == null || limits.isTrial()) {
      return whole(judged.point().value()) + ", not enough months to judge";
    }
    return "%s, usually %s to %s"
        .formatted(
            whole(judged.point().value()),
            whole(limits.lower().max(BigDecimal.ZERO)),
            whole(limits.upper()));
  }

  private static String whole(BigDecimal percent) {
    return percent.setScale(0, RoundingMode.HALF_UP).toPlainString() + "\u00a0%";
  }

  private static String signed(long number) {
    return number > 0 ? "+" + Figures.count(number) : Figures.count(number);
  }

  private long published(long count) {
    return Figures.published(count, rules);
  }
}
