package org.concordat.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concordat.schemas.Family;

/**
 * Who sends how much. Up to scale 9 the partners are those of the committed month and their sizes
 * grow; from scale 10 on all partners of England send. Since there are only {@link
 * NhsNumbers#COUNT} numbers, people stop growing at {@link #MOST_STORIES} new patients a month and
 * contacts grow instead.
 */
final class Plan {

  /** New patients a month of all trusts together, at most. */
  static final int MOST_STORIES = 200_000;

  private static final int STORIES_AT_ONE = 520;
  private static final int NATIONAL_FROM = 10;

  /** Contacts that make as many rows as one more patient would. */
  private static final int CONTACTS_OF_A_STORY = 40;

  /** Trusts open in 2026, then the independent providers (mental_health_trusts.csv). */
  private static final String[] TRUSTS = {
    "RX4", "RXM", "RV5", "RWK", "R1L", "R1A", "RAT", "RDY", "RGD", "RH5", "RHA", "RJ8", "RKL",
        "RLY",
    "RMY", "RNU", "RP1", "RP7", "RPG", "RQY", "RRE", "RT1", "RT2", "RT5", "RTQ", "RV3", "RV9",
        "RVN",
    "RW1", "RW4", "RW5", "RWR", "RWV", "RWX", "RX2", "RX3", "RXA", "RXE", "RXG", "RXT", "RXV",
        "RXX",
    "RXY", "RYG", "TAD", "TAH", "TAJ", "G6V2S", "NTN", "NYA"
  };

  private static final String[] AMBULANCE = {
    "RX6", "RRU", "RX7", "RX8", "RX9", "RYA", "RYC", "RYD", "RYE", "RYF"
  };
  private static final String[] FORCES = {
    "10", "01", "42", "03", "04", "05", "06", "07", "11", "12", "13", "14", "16", "17", "20", "21",
    "22", "23", "30", "31", "32", "33", "34", "35", "36", "37", "40", "41", "43", "44", "45", "46",
    "47", "48", "50", "52", "53", "54", "55"
  };
  private static final String[] COMMISSIONERS = {
    "QHM", "QJ2", "QKK", "QMF", "QH8", "QGH", "QWO", "QVV", "QSL", "QT1", "QOP", "QYG", "QMJ", "QUY"
  };

  /** The committed month: family, code, new histories a month at scale 1. */
  private static final Object[][] COMMITTED = {
    {Family.MH, "RX4", 100},
    {Family.MH, "RXM", 80},
    {Family.MH, "RV5", 100},
    {Family.MH, "RWK", 95},
    {Family.MH, "R1L", 90},
    {Family.MH, "NTN", 55},
    {Family.AM, "RX6", 150},
    {Family.AM, "RRU", 210},
    {Family.PF, "10", 70},
    {Family.PF, "01", 110},
    {Family.PF, "42", 60},
    {Family.ED, "RRV", 120},
    {Family.UC, "RX6", 90}
  };

  private final List<Partner> partners = new ArrayList<>();
  private final Map<String, Partner> byKey = new HashMap<>();
  private final int extraContacts;
  private int nextBlock;

  private Plan(int extraContacts) {
    this.extraContacts = extraContacts;
  }

  /** The plan of a scale from 1 upwards. */
  static Plan of(int scale) {
    if (scale < NATIONAL_FROM) {
      Plan plan = new Plan(0);
      for (Object[] row : COMMITTED) {
        plan.add((Family) row[0], (String) row[1], (Integer) row[2] * scale);
      }
      return plan;
    }
    long wanted = (long) STORIES_AT_ONE * scale;
    int stories = (int) Math.min(wanted, MOST_STORIES);
    Plan plan = new Plan((int) ((wanted - stories) * CONTACTS_OF_A_STORY / stories));
    plan.addAll(Family.MH, TRUSTS, stories);
    plan.addAll(Family.AM, AMBULANCE, 360 * scale);
    plan.addAll(Family.PF, FORCES, Math.min(240 * scale, MOST_STORIES / 16));
    plan.add(Family.ED, "RRV", 120 * scale / NATIONAL_FROM);
    plan.add(Family.UC, "RX6", 90 * scale / NATIONAL_FROM);
    return plan;
  }

  private void addAll(Family family, String[] codes, int total) {
    int parts = 0;
    for (int i = 0; i < codes.length; i++) {
      parts += 7 + i % 7;
    }
    for (int i = 0; i < codes.length; i++) {
      add(family, codes[i], Math.max(1, (int) ((long) total * (7 + i % 7) / parts)));
    }
  }

  private void add(Family family, String code, int stories) {
    int ordinal = partners.size();
    boolean city = List.of("RV5", "RWK", "RKL", "RQY", "RV3", "RRU", "01", "RRV").contains(code);
    boolean hasOwnPeople = family == Family.MH || family == Family.PF;
    Partner partner =
        new Partner(
            family,
            code,
            ordinal,
            city,
            stories,
            hasOwnPeople ? nextBlock : 0,
            COMMISSIONERS[ordinal % COMMISSIONERS.length]);
    if (hasOwnPeople) {
      nextBlock += stories * Partner.MONTHS_APART;
    }
    partners.add(partner);
    byKey.put(family + code, partner);
  }

  List<Partner> partners() {
    return List.copyOf(partners);
  }

  List<Partner> partners(Family family) {
    return partners.stream().filter(p -> p.family() == family).toList();
  }

  Optional<Partner> partner(Family family, String code) {
    return Optional.ofNullable(byKey.get(family + code));
  }

  /** Contacts added to every open referral of a trust, where people cannot grow any more. */
  int extraContacts() {
    return extraContacts;
  }

  /** Whether a place of the register belongs to somebody of a big city. */
  boolean isCity(int personIndex) {
    for (Partner partner : partners) {
      boolean isTheirs =
          personIndex >= partner.block()
              && personIndex < partner.block() + partner.stories() * Partner.MONTHS_APART;
      if (isTheirs && (partner.family() == Family.MH || partner.family() == Family.PF)) {
        return partner.city();
      }
    }
    return false;
  }

  /** First place of the register that belongs to no trust and no force: the rest of the public. */
  int publicFrom() {
    return nextBlock;
  }

  /**
   * Trusts a force takes people to, and the ambulance trust that drives there. In the committed
   * month they are neighbours in life, too; beyond it any fixed pairing does.
   */
  List<String> trustsOf(Partner force) {
    return switch (force.code()) {
      case "10" -> List.of("RX4");
      case "01" -> List.of("RV5", "RWK");
      case "42" -> List.of("R1L");
      default -> {
        List<Partner> trusts =
            partners(Family.MH).stream().filter(t -> !t.isIndependent()).toList();
        yield List.of(trusts.get(force.ordinal() % trusts.size()).code());
      }
    };
  }

  String ambulanceOf(Partner force) {
    return switch (force.code()) {
      case "10" -> "RX6";
      case "01" -> "RRU";
      case "42" -> "RYC";
      default -> AMBULANCE[force.ordinal() % AMBULANCE.length];
    };
  }
}
