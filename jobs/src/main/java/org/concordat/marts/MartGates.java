package org.concordat.marts;

import java.util.ArrayList;
import java.util.List;
import org.concordat.platform.GateCheck;
import org.concordat.schemas.ColumnContract;
import org.concordat.schemas.TableContract;

/**
 * What a mart promises before it is published: its contract (one row per key, promised columns
 * never blank, known values only) and the identities its rows must hold.
 */
final class MartGates {

  private MartGates() {}

  /** Conditions of one mart, in the order of its columns, identities last. */
  static List<GateCheck> of(TableContract mart) {
    List<GateCheck> checks = new ArrayList<>();
    checks.add(GateCheck.unique(mart.primaryKey().toArray(String[]::new)));
    for (ColumnContract column : mart.fields()) {
      if (!column.isMandatory() || mart.primaryKey().contains(column.name())) {
        continue;
      }
      ColumnContract.Constraints constraints = column.constraints();
      if (constraints != null && constraints.enumeration() != null) {
        checks.add(GateCheck.contained(column.name(), constraints.enumeration()));
      } else if (column.type().equals("array")) {
        checks.add(
            GateCheck.satisfies(
                column.name() + " is never empty", "size(" + column.name() + ") > 0"));
      } else {
        checks.add(GateCheck.complete(column.name()));
      }
    }
    checks.addAll(identities(mart.name()));
    return checks;
  }

  /** SQL for the totals of a run: rows, and for detentions the new ones by both orders. */
  static String[] totals(String mart) {
    return mart.equals("mha_detentions")
        ? new String[] {
          "count(1)",
          "count_if(is_started_in_month and is_new_detention)",
          "count_if(is_started_in_month and is_new_detention_strict)"
        }
        : new String[] {"count(1)"};
  }

  private static List<GateCheck> identities(String mart) {
    return switch (mart) {
      case "mha_detentions" ->
          List.of(
              GateCheck.satisfies(
                  "a new detention has a hospital spell", "not is_new_detention or has_spell"),
              GateCheck.satisfies(
                  "a period is not both ended and active",
                  "not (is_ended_in_month and is_active_at_month_end)"),
              GateCheck.satisfies(
                  "the month's figures come from the month's files",
                  "is_in_month_files or not (is_started_in_month or is_active_at_month_end"
                      + " or is_ended_in_month)"),
              GateCheck.satisfies(
                  "a new detention is A, B, C, D or P",
                  "is_new_detention = (category in ('A', 'B', 'C', 'D', 'P'))"),
              GateCheck.satisfies(
                  "a period stands among the ids merged into it",
                  "array_contains(merged_episode_ids, UniqMHActEpisodeID)"));
      case "out_of_area_placements" ->
          List.of(
              GateCheck.satisfies(
                  "a placement is not both ended and active",
                  "not (is_ended_in_month and is_active_at_month_end)"),
              GateCheck.satisfies(
                  "no bed days without a spell", "has_spell or bed_days_month_published = 0"),
              GateCheck.satisfies(
                  "bed days of three months are those of the quarter",
                  "bed_days_quarter = bed_days_quarter_month_1 + bed_days_quarter_month_2"
                      + " + bed_days_quarter_month_3 and bed_days_quarter <= bed_days_year"),
              GateCheck.satisfies(
                  "the month's figures come from the month's files",
                  "is_in_month_files or not (is_new_in_month or is_active_at_month_end"
                      + " or is_ended_in_month or has_spell)"),
              GateCheck.satisfies(
                  "our bed days never exceed the published ones",
                  "bed_days_month between 0 and bed_days_month_published"));
      case "inpatient_spells" ->
          List.of(
              GateCheck.satisfies(
                  "bed days of a longer time are never fewer",
                  "bed_days_month <= bed_days_quarter and bed_days_quarter <= bed_days_year"));
      case "detention_movements" ->
          List.of(
              GateCheck.satisfies(
                  "active now = active before + started - ended, one more or one less by the"
                      + " movement",
                  "cast(is_active_at_month_end as int) = cast(was_active_at_end_of_month_before as int)"
                      + " + cast(is_started_in_month as int) - cast(is_ended_in_month as int)"
                      + " + case when movement in ('appeared_late', 'recategorised_in', 'redated_in')"
                      + " then 1 when movement = 'none' then 0 else -1 end"));
      case "secure_placements" ->
          List.of(
              GateCheck.satisfies(
                  "a stay outside the region has two regions",
                  "is_outside_region is null"
                      + " or is_outside_region = (region_code <> provider_region_code)"),
              GateCheck.satisfies(
                  "days of the month are days of the stay",
                  "bed_days_month between 0 and length_days"));
      case "section_136_records" ->
          List.of(
              GateCheck.satisfies(
                  "a record names its own organisation, and is linked to others only",
                  "case family"
                      + " when 'PF' then police_force_code = organisation_code"
                      + " and linked_police_force_code is null"
                      + " when 'AM' then ambulance_trust_code = organisation_code"
                      + " and linked_ambulance_trust_code is null"
                      + " else trust_code = organisation_code and linked_trust_code is null end"));
      default ->
          List.of(
              GateCheck.satisfies(
                  "a presentation begins with one of its events",
                  "not is_first_of_presentation or presentation_id = event_id"),
              GateCheck.satisfies(
                  "a response is never negative",
                  "coalesce(response_minutes_in_month, 0) >= 0"
                      + " and coalesce(response_minutes_any_month, 0) >= 0"),
              GateCheck.satisfies(
                  "the any-month contact is never later than the one in the month",
                  "first_contact_in_month_datetime is null"
                      + " or first_contact_any_month_datetime <= first_contact_in_month_datetime"),
              GateCheck.satisfies(
                  "a liaison event has a liaison team, a community crisis event a crisis team",
                  "(event_type <> 'T1' or has_liaison_team)"
                      + " and (event_type <> 'T2' or has_crisis_team)"));
    };
  }
}
