package org.concordat.marts;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concordat.platform.Digest;
import org.concordat.platform.SqlFile;
import org.concordat.schemas.AreaKind;

/** Which SQL files make the marts, in which order, and which tables they read. */
final class MartCatalogue {

  /**
   * One SQL file whose table the files after it can name.
   *
   * @param sql the file
   * @param isKept whether it is computed once and kept because several files read it
   */
  record Step(SqlFile sql, boolean isKept) {}

  /** Tables of trusts, of which the marts look back on the whole window. */
  static final List<String> TRUST_TABLES =
      List.of(
          "MHS000Header",
          "MHS001MPI",
          "MHS002GP",
          "MHS101Referral",
          "MHS102OtherServiceType",
          "MHS201CareContact",
          "MHS302MHDropInContact",
          "MHS401MHActPeriod",
          "MHS403ConditionalDischarge",
          "MHS404CommTreatOrder",
          "MHS405CommTreatOrderRecall",
          "MHS501HospProvSpell",
          "MHS502WardStay",
          "MHS902ServiceTeamDetails",
          "MHS903WardDetails");

  /** Tables of the other partners, of which the marts also read the month before. */
  static final List<String> PARTNER_TABLES =
      List.of(
          "ambulance_incident",
          "police_mha_detention",
          "police_mh_incident",
          "ed_attendance",
          "nhs111_call");

  /** Tables of the link stage. */
  static final List<String> LINKED_TABLES = List.of("people", "events", "match_pairs");

  /**
   * Earlier months of a mart, as they were made last, that the SQL compares a month with.
   *
   * @param view name in the SQL
   * @param mart mart it shows
   * @param months how many months before the reporting month
   */
  record Earlier(String view, String mart, int months) {}

  /** Earlier months that are looked back on, as far as their marts were made. */
  static final List<Earlier> EARLIER =
      List.of(
          new Earlier("earlier_presentations", "crisis_presentations", 3),
          new Earlier("detentions_month_before", "mha_detentions", 1));

  /** Code lists, each a table of texts under its name. */
  static final List<String> CODE_LISTS =
      List.of(
          "age_bands",
          "bed_type",
          "bed_type_v5_to_v6",
          "ecds_mental_health_codes",
          "legal_status",
          "nhs_ethnic_category_2001",
          "oaps_in_scope_provider",
          "oat_reason",
          "police_officer_defined_ethnicity",
          "police_self_defined_ethnicity");

  /**
   * Steps that marts share, each after the steps it reads; those on the longest way to a mart come
   * first.
   */
  static final List<Step> SHARED =
      List.of(
          kept("month_referrals"),
          kept("legal_status_periods"),
          step("period_flags"),
          kept("referral_teams"),
          step("hospital_spells"),
          step("community_treatment_orders"),
          step("period_spells"),
          kept("episode_categories"),
          step("first_contacts"),
          step("referral_events"),
          step("place_of_safety_events"),
          step("partner_events"),
          kept("crisis_events"),
          kept("presentation_events"),
          step("presentations"),
          kept("current_patients"),
          kept("person_areas"),
          step("provider_areas"),
          step("provider_patients"),
          step("stock_periods"),
          kept("person_records"),
          kept("person_ethnicity"),
          step("ethnicity_pairs"),
          kept("placements"),
          kept("section_136_sides"),
          step("section_136_counterparts"),
          step("placement_returns"),
          step("placement_beds"));

  /** The marts: file, view and contract have the same name. */
  static final List<SqlFile> MARTS =
      List.of(
          SqlFile.of("2-marts/mha_detentions.sql"),
          SqlFile.of("2-marts/out_of_area_placements.sql"),
          SqlFile.of("2-marts/crisis_presentations.sql"),
          SqlFile.of("2-marts/section_136_records.sql"),
          SqlFile.of("2-marts/detention_movements.sql"),
          SqlFile.of("2-marts/inpatient_spells.sql"),
          SqlFile.of("2-marts/secure_placements.sql"));

  /** How records of each sender were recognised. */
  static final SqlFile LINKAGE_QUALITY = SqlFile.of("3-quality/linkage_quality.sql");

  private MartCatalogue() {}

  /** The shared steps that a file reads. */
  static Set<String> reads(SqlFile file) {
    return SHARED.stream()
        .map(step -> step.sql().name())
        .filter(name -> !name.equals(file.name()))
        .filter(file::names)
        .collect(Collectors.toSet());
  }

  /**
   * The tables and area kinds that a file names, itself or by a shared step that it reads: zone,
   * slash, name. Code lists are part of the program and not among them.
   */
  static SortedSet<String> sources(SqlFile file) {
    SortedSet<String> named = new TreeSet<>();
    Stream.concat(TRUST_TABLES.stream(), PARTNER_TABLES.stream())
        .filter(file::names)
        .forEach(table -> named.add("checked/" + table));
    LINKED_TABLES.stream().filter(file::names).forEach(table -> named.add("linked/" + table));
    AreaKind.all()
        .map(AreaKind::id)
        .filter(file::names)
        .forEach(kind -> named.add("reference/" + kind));
    EARLIER.stream()
        .filter(earlier -> file.names(earlier.view()))
        .forEach(earlier -> named.add("marts/" + earlier.mart()));
    Set<String> steps = reads(file);
    SHARED.stream()
        .map(Step::sql)
        .filter(step -> steps.contains(step.name()))
        .forEach(step -> named.addAll(sources(step)));
    return named;
  }

  /** A digest of every SQL file: another text is another version of the marts. */
  static String fingerprint() {
    return Digest.id(
        Stream.of(SHARED.stream().map(Step::sql), MARTS.stream(), Stream.of(LINKAGE_QUALITY))
            .flatMap(Function.identity())
            .map(file -> file.name() + "\n" + file.text())
            .collect(Collectors.joining("\n")));
  }

  private static Step step(String name) {
    return new Step(SqlFile.of("1-shared/" + name + ".sql"), false);
  }

  private static Step kept(String name) {
    return new Step(SqlFile.of("1-shared/" + name + ".sql"), true);
  }
}
