package org.concordat.sample;

import java.util.List;
import java.util.Map;
import org.concordat.schemas.Family;

/** What every extract is told from: the seed, who sends, who lives, and the shape of the tables. */
final class World {

  private final long seed;
  private final Plan plan;
  private final Unknowns unknowns;
  private final ErrorRates rates;
  private final Map<String, TableShape> shapes;
  private final Register register;

  World(long seed, Plan plan, Unknowns unknowns, ErrorRates rates, Map<String, TableShape> shapes) {
    this.seed = seed;
    this.plan = plan;
    this.unknowns = unknowns;
    this.rates = rates;
    this.shapes = shapes;
    this.register = new Register(seed, rates, plan::isCity);
  }

  Plan plan() {
    return plan;
  }

  Map<String, TableShape> shapes() {
    return shapes;
  }

  TableShape shape(String table) {
    TableShape shape = shapes.get(table);
    if (shape == null) {
      throw new IllegalArgumentException("There is no contract for table " + table);
    }
    return shape;
  }

  Dice dice(String subject, long... keys) {
    return Dice.of(seed, subject, keys);
  }

  Person person(int index) {
    return register.person(index);
  }

  /**
   * The patient of a trust's history. Now and then it is somebody the next trust knows as well, so
   * that two trusts may describe one person differently (trap 4).
   */
  Person patient(Partner trust, int monthNumber, int story) {
    if (story % 23 == 7 && story % 7 != 2) {
      List<Partner> trusts = plan.partners(Family.MH);
      Partner next = trusts.get((trusts.indexOf(trust) + 1) % trusts.size());
      if (story < next.stories()) {
        return person(next.personIndex(monthNumber, story));
      }
    }
    return person(trust.personIndex(monthNumber, story));
  }

  /** Whether partners know everything they are to send. */
  boolean isAllKnown() {
    return unknowns == Unknowns.NONE;
  }

  /** Somebody who belongs to no trust's and no force's histories. */
  Person passerBy(Dice dice) {
    int from = plan.publicFrom();
    return person(from + dice.below(NhsNumbers.COUNT - from));
  }

  /** What a trust's own system holds about a patient: the same each month. */
  Recorder patientRecord(Person person, Partner trust) {
    return recorder(person, dice("record", person.index(), trust.ordinal()));
  }

  /**
   * Somebody who writes a person down once.
   *
   * @param dice of that one row
   */
  Recorder recorder(Person person, Dice dice) {
    return new Recorder(person, dice, unknowns, rates);
  }
}
