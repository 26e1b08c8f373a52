-- One row per out-of-area placement in the month's files (counting-rules.md 3); columns are described in the contract.
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
    placements.start_date between :month_start and :month_end as is_new_in_month,
    placements.end_date is null or placements.end_date > :month_end as is_active_at_month_end,
    coalesce(placements.end_date between :month_start and :month_end, false) as is_ended_in_month,
    placement_beds.placement_id is not null as has_spell,
    coalesce(placement_beds.spell_count, 0) as spell_count,
    placement_beds.admission_date,
    placement_beds.discharge_date,
    coalesce(placement_beds.bed_type_at_start, 'No Hospital Spell') as bed_type_at_start,
    coalesce(placement_beds.bed_type_at_start_published, 'No Hospital Spell') as bed_type_at_start_published,
    case when placements.end_date is not null then coalesce(placement_beds.bed_type_at_end, 'No Hospital Spell') end
        as bed_type_at_end,
    case
        when placements.end_date is null or placements.end_date > :month_end
            then coalesce(placement_beds.bed_type_at_month_end, 'No Hospital Spell')
    end as bed_type_at_month_end,
    coalesce(placement_beds.bed_type_last, 'No Hospital Spell') as bed_type_last,
    coalesce(placement_beds.is_adult_acute_at_start, false) as is_adult_acute_at_start,
    coalesce(placement_beds.is_adult_acute_at_start_published, false) as is_adult_acute_at_start_published,
    coalesce(placement_beds.is_adult_acute_at_end, false) as is_adult_acute_at_end,
    coalesce(placement_beds.is_adult_acute_at_month_end, false) as is_adult_acute_at_month_end,
    coalesce(placement_beds.is_adult_acute_last, false) as is_adult_acute_last,
    coalesce(placement_beds.bed_days_month, 0) as bed_days_month,
    coalesce(placement_beds.bed_days_month_published, 0) as bed_days_month_published,
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
    array_sort(array_distinct(array_compact(array(
        placements.submission_id, current_patients.patient_submission_id, person_ethnicity.ethnicity_submission_id
    )))) as submission_ids,
    'MHS101Referral' as source_table,
    placements.file as source_file,
    placements.line as source_line
from placements
inner join current_patients on placements.person_key = current_patients.person_key
inner join person_ethnicity on placements.person_key = person_ethnicity.person_key
left join placement_beds on placements.placement_id = placement_beds.placement_id
left join oaps_in_scope_provider on substring(placements.OrgIDReferringOrg, 1, 3) = oaps_in_scope_provider.code
left join bands on current_patients.age_at_month_end between bands.age_from and bands.age_to
