-- One row per out-of-area placement of the 12 months to month end, as sent last (counting-rules.md 3); columns are described in the contract.
with bands as (
    select
        age_bands.description,
        cast(age_bands.age_from as int) as age_from,
        coalesce(cast(age_bands.age_to as int), 130) as age_to
    from age_bands
    where age_bands.family = 'oaps'
)
select
    placements.placement_id,
    placements.person_key,
    :key_id as key_id,
    placements.organisation_code,
    placements.OrgIDReferringOrg,
    substring(placements.OrgIDReferringOrg, 1, 3) as sending_provider_code,
    oaps_in_scope_provider.code is not null as is_sending_provider_in_scope,
    placements.ReasonOAT,
    placements.appropriateness,
    placements.PrimReasonReferralMH,
    placements.start_date,
    placements.ServDischDate,
    placements.end_date,
    placements.is_in_month_files,
    placements.is_in_month_files and placements.start_date between :month_start and :month_end as is_new_in_month,
    placements.start_date between :quarter_start and :month_end as is_new_in_quarter,
    placements.start_date between :year_start and :month_end as is_new_in_year,
    placements.is_in_month_files and (placements.end_date is null or placements.end_date > :month_end) as is_active_at_month_end,
    placements.is_in_month_files and coalesce(placements.end_date between :month_start and :month_end, false)
        as is_ended_in_month,
    coalesce(placements.end_date between :quarter_start and :month_end, false) as is_ended_in_quarter,
    coalesce(placements.end_date between :year_start and :month_end, false) as is_ended_in_year,
    coalesce(placement_beds.spell_count, 0) > 0 as has_spell,
    coalesce(placement_beds.spell_count, 0) as spell_count,
    placement_beds.admission_date,
    placement_beds.discharge_date,
    case when placement_beds.spell_count > 0 then placement_beds.bed_type_at_start else 'No Hospital Spell' end as bed_type_at_start,
    case when placement_beds.spell_count > 0 then placement_beds.bed_type_at_start_published else 'No Hospital Spell' end as bed_type_at_start_published,
    case
        when placements.end_date is null then null
        when placement_beds.spell_count > 0 then placement_beds.bed_type_at_end
        else 'No Hospital Spell'
    end as bed_type_at_end,
    case
        when not placements.is_in_month_files or placements.end_date <= :month_end then null
        when placement_beds.spell_count > 0 then placement_beds.bed_type_at_month_end
        else 'No Hospital Spell'
    end as bed_type_at_month_end,
    case when placement_beds.spell_count > 0 then placement_beds.bed_type_last else 'No Hospital Spell' end as bed_type_last,
    coalesce(placement_beds.is_adult_acute_at_start, false) as is_adult_acute_at_start,
    coalesce(placement_beds.is_adult_acute_at_start_published, false) as is_adult_acute_at_start_published,
    coalesce(placement_beds.is_adult_acute_at_end, false) as is_adult_acute_at_end,
    coalesce(placement_beds.is_adult_acute_at_month_end, false) as is_adult_acute_at_month_end,
    coalesce(placement_beds.is_adult_acute_last, false) as is_adult_acute_last,
    coalesce(placement_beds.is_adult_acute_at_start_rolling, false) as is_adult_acute_at_start_rolling,
    coalesce(placement_beds.is_adult_acute_at_start_rolling_published, false) as is_adult_acute_at_start_rolling_published,
    coalesce(placement_beds.is_adult_acute_at_end_rolling, false) as is_adult_acute_at_end_rolling,
    coalesce(placement_beds.is_adult_acute_last_rolling, false) as is_adult_acute_last_rolling,
    coalesce(placement_beds.bed_days_month, 0) as bed_days_month,
    coalesce(placement_beds.bed_days_quarter, 0) as bed_days_quarter,
    coalesce(placement_beds.bed_days_year, 0) as bed_days_year,
    coalesce(placement_beds.bed_days_quarter_month_1, 0) as bed_days_quarter_month_1,
    coalesce(placement_beds.bed_days_quarter_month_2, 0) as bed_days_quarter_month_2,
    coalesce(placement_beds.bed_days_quarter_month_3, 0) as bed_days_quarter_month_3,
    coalesce(placement_beds.bed_days_quarter_from_referral, 0) as bed_days_quarter_from_referral,
    coalesce(placement_beds.bed_days_year_from_referral, 0) as bed_days_year_from_referral,
    coalesce(placement_beds.bed_days_month_to_discharge, 0) as bed_days_month_to_discharge,
    coalesce(placement_beds.bed_days_quarter_to_discharge, 0) as bed_days_quarter_to_discharge,
    coalesce(placement_beds.bed_days_year_to_discharge, 0) as bed_days_year_to_discharge,
    coalesce(placement_beds.bed_days_month_per_bed_type, 0) as bed_days_month_per_bed_type,
    coalesce(placement_beds.bed_days_quarter_per_bed_type, 0) as bed_days_quarter_per_bed_type,
    coalesce(placement_beds.bed_days_year_per_bed_type, 0) as bed_days_year_per_bed_type,
    coalesce(placement_beds.bed_days_month_published, 0) as bed_days_month_published,
    coalesce(placement_beds.bed_days_quarter_published, 0) as bed_days_quarter_published,
    coalesce(placement_beds.bed_days_year_published, 0) as bed_days_year_published,
    current_patients.age_at_month_end as age_years,
    coalesce(bands.description, 'UNKNOWN') as age_band,
    current_patients.gender,
    placements.ethnicity_as_sent,
    person_ethnicity.ethnicity_code,
    person_ethnicity.ethnicity_basis,
    person_ethnicity.has_ethnicity_conflict,
    person_ethnicity.nhs_2001_group5,
    person_ethnicity.ons_group5,
    current_patients.ethnicity_published,
    current_patients.nhs_2001_group5_published,
    coalesce(person_areas.sub_icb_code, 'UNKNOWN') as sub_icb_code,
    coalesce(person_areas.icb_code, 'UNKNOWN') as icb_code,
    coalesce(person_areas.region_code, 'UNKNOWN') as region_code,
    coalesce(person_areas.primary_care_network_code, 'UNKNOWN') as primary_care_network_code,
    coalesce(person_areas.local_authority_code, 'UNKNOWN') as local_authority_code,
    coalesce(provider_areas.icb_code, 'UNKNOWN') as provider_icb_code,
    coalesce(provider_areas.region_code, 'UNKNOWN') as provider_region_code,
    nullif(person_areas.region_code, 'UNKNOWN') <> provider_areas.region_code as is_outside_region,
    cast(
        round(sqrt(
            power(person_areas.home_easting - provider_areas.easting, 2)
            + power(person_areas.home_northing - provider_areas.northing, 2)
        ) / 1000) as int
    ) as distance_km,
    placement_returns.has_returned_home,
    array_sort(array_distinct(array_compact(array(
        placements.submission_id, current_patients.patient_submission_id, person_ethnicity.ethnicity_submission_id
    )))) as submission_ids,
    placements.submission_id as source_submission_id,
    'MHS101Referral' as source_table,
    placements.file as source_file,
    placements.line as source_line
from placements
inner join current_patients on placements.person_key = current_patients.person_key
inner join person_ethnicity on placements.person_key = person_ethnicity.person_key
left join person_areas on placements.person_key = person_areas.person_key
left join provider_areas on placements.organisation_code = provider_areas.organisation_code
left join placement_returns on placements.placement_id = placement_returns.placement_id
left join placement_beds on placements.placement_id = placement_beds.placement_id
left join oaps_in_scope_provider on substring(placements.OrgIDReferringOrg, 1, 3) = oaps_in_scope_provider.code
left join bands on current_patients.age_at_month_end between bands.age_from and bands.age_to
