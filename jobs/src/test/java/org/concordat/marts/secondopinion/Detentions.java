package org.concordat.marts.secondopinion;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Legal status periods with a hospital spell and their one category (counting-rules.md 4). */
final class Detentions {

  /**
   * A period that meets a spell.
   *
   * @param category of its earliest spell; of equal ones the first of the table (4.5)
   */
  record Episode(String provider, LocalDate start, Category category) {}

  private static final String REVOKED = "02";

  private final Set<Slip> slips;
  private final NationalCodes codes;
  private final Map<String, Patient> patients = new LinkedHashMap<>();
  private final Map<String, List<World.Spell>> spellsOfPerson = new HashMap<>();

  /** What one provider knows about one person. */
  private static final class Patient {
    private final String person;
    private List<World.Period> periods = new ArrayList<>();
    private List<World.Spell> spells = new ArrayList<>();
    private List<World.Order> orders = new ArrayList<>();
    private final Map<String, String> standsFor = new HashMap<>();

    private Patient(String person) {
      this.person = person;
    }

    /** The id of the period an order hangs on, after de-duplication. */
    private String periodOf(World.Order order) {
      return standsFor.getOrDefault(order.period(), order.period());
    }
  }

  Detentions(World world, YearMonth month, NationalCodes codes, Set<Slip> slips) {
    this.codes = codes;
    this.slips = slips;
    Persons persons = new Persons(world);
    Function<World.Period, String> periodKey =
        slips.contains(Slip.OLD_COPIES_COUNT)
            ? row -> row.provider() + "/" + row.id() + "/" + row.month()
            : row -> row.provider() + "/" + row.id();
    for (World.Period row : Versions.latest(world.periods(), month, periodKey)) {
      patient(row.provider(), persons.of(row))
          .periods
          .add(row.withCode(codes.legalStatus(row.code())));
    }
    for (World.Spell row :
        Versions.latest(world.spells(), month, row -> row.provider() + "/" + row.id())) {
      patient(row.provider(), persons.of(row)).spells.add(row);
    }
    for (World.Order row :
        Versions.latest(
            world.orders(),
            month,
            row -> row.provider() + "/" + row.period() + "/" + row.start())) {
      patient(row.provider(), persons.of(row)).orders.add(row);
    }
    patients.values().forEach(this::keepOneOfEach);
    for (Patient patient : patients.values()) {
      spellsOfPerson.computeIfAbsent(patient.person, p -> new ArrayList<>()).addAll(patient.spells);
    }
  }

  /** Every period that meets a spell, by provider and period id. */
  Map<String, Episode> episodes() {
    Map<String, Episode> episodes = new LinkedHashMap<>();
    for (Patient patient : patients.values()) {
      Map<World.Period, List<PeriodInSpell>> rows = new LinkedHashMap<>();
      for (World.Spell spell : patient.spells) {
        for (PeriodInSpell row : inSpell(patient, spell)) {
          rows.computeIfAbsent(row.period(), p -> new ArrayList<>()).add(row);
        }
      }
      rows.forEach(
          (period, inSpells) ->
              episodes.put(
                  period.provider() + "/" + period.id(),
                  new Episode(period.provider(), period.start(), categoryOf(inSpells))));
    }
    return episodes;
  }

  private Category categoryOf(List<PeriodInSpell> rows) {
    Comparator<LocalDate> order =
        slips.contains(Slip.LATEST_SPELL_DECIDES)
            ? Comparator.reverseOrder()
            : Comparator.naturalOrder();
    LocalDate deciding = rows.stream().map(row -> row.spell().start()).min(order).orElseThrow();
    return rows.stream()
        .filter(row -> row.spell().start().equals(deciding))
        .map(PeriodInSpell::category)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** One row per period that meets the spell and order attached to it (4.3). */
  private List<PeriodInSpell> inSpell(Patient patient, World.Spell spell) {
    List<World.Period> met =
        patient.periods.stream()
            .filter(period -> meet(period, spell))
            .sorted(ORDER_IN_SPELL)
            .toList();
    String destination = destinationBefore(patient.person, spell);
    List<PeriodInSpell> rows = new ArrayList<>();
    World.Period previous = null;
    for (World.Period period : met) {
      List<World.@Nullable Order> attached = new ArrayList<>();
      for (World.Order order : patient.orders) {
        boolean isOfPrevious =
            previous != null
                && patient.periodOf(order).equals(previous.id())
                && !slips.contains(Slip.ORDERS_OF_THE_PREVIOUS_PERIOD_IGNORED);
        if ((patient.periodOf(order).equals(period.id()) || isOfPrevious)
            && REVOKED.equals(order.endReason())
            && runsAt(order, spell.start())) {
          attached.add(order);
        }
      }
      if (attached.isEmpty()) {
        attached.add(null);
      }
      for (World.Order order : attached) {
        rows.add(new PeriodInSpell(period, spell, previous, destination, order, slips));
      }
      previous = period;
    }
    return rows;
  }

  private boolean meet(World.Period period, World.Spell spell) {
    LocalDate discharge = spell.discharge();
    boolean isOverBefore =
        isBefore(period.end(), spell.start())
            || (isBefore(period.expiry(), spell.start())
                && !slips.contains(Slip.EXPIRED_PERIODS_STAY_LINKED));
    boolean startsAfterDischarge =
        isBefore(discharge, period.start())
            || (period.start().equals(discharge)
                && spell.dischargeTime() != null
                && period.startTime().isAfter(spell.dischargeTime())
                && !slips.contains(Slip.DISCHARGE_TIME_IGNORED));
    return !isOverBefore && !startsAfterDischarge;
  }

  /** Where the person's spell before this one, at any provider, discharged to. */
  private @Nullable String destinationBefore(String person, World.Spell spell) {
    if (slips.contains(Slip.DESTINATION_OF_THE_PREVIOUS_SPELL_IGNORED)) {
      return null;
    }
    List<World.Spell> ordered =
        Objects.requireNonNull(spellsOfPerson.get(person)).stream().sorted(SPELL_ORDER).toList();
    int position = ordered.indexOf(spell);
    return position == 0 ? null : ordered.get(position - 1).destination();
  }

  private static boolean runsAt(World.Order order, LocalDate admission) {
    return order.start().isBefore(admission)
        && (order.end() == null || admission.isBefore(order.end()));
  }

  private static boolean isBefore(@Nullable LocalDate end, LocalDate day) {
    return end != null && end.isBefore(day);
  }

  private Patient patient(String provider, String person) {
    return patients.computeIfAbsent(provider + "/" + person, key -> new Patient(person));
  }

  /** Takes out what is sent twice under several ids (4.2). */
  private void keepOneOfEach(Patient patient) {
    if (!slips.contains(Slip.DUPLICATE_PERIODS_KEPT)) {
      Function<World.Period, String> sameness = row -> row.start() + "/" + row.code();
      List<World.Period> kept =
          best(
              patient.periods,
              sameness,
              Comparator.comparing(World.Period::month)
                  .thenComparing(World.Period::expiry, NULL_LOWEST)
                  .thenComparing(World.Period::end, NULL_LOWEST)
                  .thenComparing(World.Period::id));
      for (World.Period one : patient.periods) {
        for (World.Period other : kept) {
          if (sameness.apply(one).equals(sameness.apply(other))) {
            patient.standsFor.put(one.id(), other.id());
          }
        }
      }
      patient.periods = kept;
    }
    patient.spells =
        best(
            patient.spells,
            row -> row.start() + "/" + row.discharge(),
            Comparator.comparing(World.Spell::month).thenComparing(World.Spell::id));
    patient.orders =
        best(
            patient.orders,
            row -> row.start().toString(),
            Comparator.comparing(World.Order::month)
                .thenComparing(World.Order::end, NULL_LOWEST)
                .thenComparing(World.Order::period));
  }

  private static <R> List<R> best(
      Collection<R> rows, Function<R, String> sameness, Comparator<R> order) {
    Map<String, R> kept = new LinkedHashMap<>();
    rows.forEach(
        row -> kept.merge(sameness.apply(row), row, (a, b) -> order.compare(a, b) < 0 ? b : a));
    return List.copyOf(kept.values());
  }

  private static final Comparator<@Nullable LocalDate> NULL_LOWEST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<@Nullable LocalTime> MISSING_TIME_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** Start, start time, open first, end, end time (4.3). */
  private static final Comparator<World.Period> ORDER_IN_SPELL =
      Comparator.comparing(World.Period::start)
          .thenComparing(World.Period::startTime)
          .thenComparing(World.Period::end, NULL_LOWEST)
          .thenComparing(World.Period::endTime, MISSING_TIME_FIRST)
          .thenComparing(World.Period::id);

  /** The rules leave open which of two spells of one moment comes first: by id, as the marts. */
  private static final Comparator<World.Spell> SPELL_ORDER =
      Comparator.comparing(World.Spell::start)
          .thenComparing(World.Spell::startTime, MISSING_TIME_FIRST)
          .thenComparing(World.Spell::provider)
          .thenComparing(World.Spell::id);
}
