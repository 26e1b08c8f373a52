package org.concordat.returns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concordat.config.CoverageSettings;
import org.concordat.platform.GateHeldException;
import org.concordat.platform.Json;
import org.concordat.returns.coverage.Coverage;
import org.concordat.returns.coverage.CoverageText;
import org.concordat.returns.coverage.Decision;
import org.concordat.returns.coverage.Sender;
import org.concordat.schemas.ExpectationRegister;
import org.concordat.schemas.Family;
import org.concordat.schemas.Measure;
import org.concordat.schemas.Measures;
import org.concordat.schemas.Organisation;
import org.concordat.schemas.Organisations;
import org.concordat.schemas.ReportingMonth;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who was expected in a month's return and has the decision on it made. The decision is
 * written down beside the run records, since a return that is held leaves nothing else behind.
 *
 * @param runs root of the run records
 */
record ReturnCoverage(Path runs, ReportingMonth month, ReturnStatus status) {

  /**
   * A decision as it is written down, replaced with each run.
   *
   * @param month reporting month
   * @param status Performance, Final or Provisional
   * @param held why the last run published nothing, by whichever gate; none when none held it
   * @param coverage the decision by who is missing; null when none is to be made
   */
  record Written(
      ReportingMonth month, String status, List<String> held, @Nullable Coverage coverage) {}

  /** A presentation is chained from events of all families, so each of them goes into these. */
  private static final String ACROSS = "is_first_of_presentation";

  /**
   * The decision; empty when the settings name no limits, as those of returns made before there
   * were any.
   *
   * @param measures what is counted
   * @param limits null for none
   * @param write whether to write it down
   * @throws GateHeldException with the reasons and the missing, when a return that is to be
   *     published is held. A provisional return stands on what there is so far and is never held
   */
  Optional<Coverage> required(
      Senders senders,
      Organisations organisations,
      Measures measures,
      @Nullable CoverageSettings limits,
      boolean write) {
    Optional<Coverage> coverage =
        Optional.ofNullable(limits)
            .map(
                given ->
                    Coverage.judge(
                        expected(senders, ExpectationRegister.load(), organisations, month),
                        fed(measures, month),
                        own(measures, month),
                        given));
    List<String> held =
        coverage
            .filter(judged -> judged.decision() == Decision.HOLD && status.isPublishable())
            .map(judged -> new CoverageText(judged).held())
            .orElse(List.of());
    if (write) {
      write(held, coverage);
    }
    if (!held.isEmpty()) {
      throw new GateHeldException("return " + month + " " + status.published(), held);
    }
    return coverage;
  }

  /** Writes down that another gate held what was to be published, and why. */
  void write(List<String> held, Optional<Coverage> coverage) {
    Path file = file();
    try {
      Json.write(file, new Written(month, status.published(), held, coverage.orElse(null)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The newest decision as it is written down. */
  Written written() {
    Path file = file();
    try {
      return Json.mapper().readValue(Files.readString(file), Written.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private Path file() {
    return runs.resolve("return-decision-" + month + "-" + status.folder() + ".json");
  }

  /**
   * Every expected partner. The register decides (data-quality.md 3.7); an organisation that is not
   * in it is expected when it sent in time in the window, as the rows of the return are.
   */
  static List<Sender> expected(
      Senders senders,
      ExpectationRegister register,
      Organisations organisations,
      ReportingMonth month) {
    Map<Family, SortedMap<String, String>> names = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      SortedMap<String, String> some = new TreeMap<>(senders.expected(family));
      some.keySet().removeIf(code -> register.isKnown(code, family));
      names.put(family, some);
    }
    for (ExpectationRegister.Expectation one : register.all()) {
      String code = one.organisationCode();
      if (register.isExpected(code, one.family(), month)) {
        names
            .computeIfAbsent(one.family(), family -> new TreeMap<>())
            .put(code, organisations.find(one.family(), code).map(Organisation::name).orElse(code));
      }
    }
    List<Sender> expected = new ArrayList<>();
    names.forEach(
        (family, some) ->
            some.forEach(
                (code, name) ->
                    expected.add(new Sender(family, code, name, outcome(senders, family, code)))));
    return expected;
  }

  private static Sender.Outcome outcome(Senders senders, Family family, String code) {
    if (senders.isPresent(family, code)) {
      return Sender.Outcome.ACCEPTED;
    }
    return senders.isRejected(family, code) ? Sender.Outcome.REJECTED : Sender.Outcome.NOT_RECEIVED;
  }

  /** Ids of the measures of a month that each family's data go into. */
  private static SortedMap<Family, SortedSet<String>> fed(Measures measures, ReportingMonth month) {
    SortedMap<Family, SortedSet<String>> fed = new TreeMap<>();
    for (Measure measure : measures.inForce(month)) {
      for (Family family : Family.values()) {
        if (measure.family() == family || isAcross(measures, measure)) {
          fed.computeIfAbsent(family, f -> new TreeSet<>()).add(measure.id());
        }
      }
    }
    return fed;
  }

  private static SortedSet<Family> own(Measures measures, ReportingMonth month) {
    SortedSet<Family> own = new TreeSet<>();
    measures.inForce(month).forEach(measure -> own.add(measure.family()));
    return own;
  }

  private static boolean isAcross(Measures measures, Measure measure) {
    return measure.counted().filter(counted -> counted.filter().contains(ACROSS)).isPresent()
        || measure.madeOf().stream().anyMatch(part -> isAcross(measures, measures.measure(part)));
  }
}
