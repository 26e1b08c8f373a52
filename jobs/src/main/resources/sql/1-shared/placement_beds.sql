-- One row per placement with a hospital spell active in the month: bed types and bed days (counting-rules.md 3.2 rules 4 to 6, 3.3).
with spells as (
    select
        placements.placement_id,
        placements.start_date,
        placements.end_date,
        MHS501HospProvSpell.organisation_code,
        MHS501HospProvSpell.submission_id,
        MHS501HospProvSpell.HospProvSpellID,
        MHS501HospProvSpell.StartDateHospProvSpell,
        MHS501HospProvSpell.DischDateHospProvSpell,
        greatest(MHS501HospProvSpell.StartDateHospProvSpell, :month_start) as first_day,
        -- Days are half-open: an open spell, or one discharged after the month, runs to the day after month end.
        least(coalesce(MHS501HospProvSpell.DischDateHospProvSpell, date_add(:month_end, 1)), date_add(:month_end, 1)) as last_day
    from placements
    inner join MHS501HospProvSpell
        on placements.submission_id = MHS501HospProvSpell.submission_id
        and placements.ServiceRequestID = MHS501HospProvSpell.ServiceRequestID
    where MHS501HospProvSpell.reporting_month = :month
        and MHS501HospProvSpell.StartDateHospProvSpell <= :month_end
        and (MHS501HospProvSpell.DischDateHospProvSpell >= :month_start or MHS501HospProvSpell.DischDateHospProvSpell is null)
),
stays as (
    select
        spells.placement_id,
        spells.HospProvSpellID,
        MHS502WardStay.MHAdmittedPatientClass in ('200', '201', '202') as is_adult_acute,
        -- A two-digit code gets the bed type of the mapping but is not adult acute (rule 6).
        struct(
            MHS502WardStay.WardStayID,
            coalesce(bed_type.code, bed_type_v5_to_v6.v6_code_used_in_oaps_publication, 'UNKNOWN') as bed_type,
            MHS502WardStay.MHAdmittedPatientClass in ('200', '201', '202') as is_adult_acute
        ) as stay,
        MHS502WardStay.StartDateWardStay <= spells.start_date
            and coalesce(MHS502WardStay.EndDateWardStay, date_add(:month_end, 1)) >= spells.start_date as holds_start,
        MHS502WardStay.StartDateWardStay <= spells.start_date
            and MHS502WardStay.EndDateWardStay >= spells.start_date as holds_start_published,
        MHS502WardStay.StartDateWardStay <= spells.end_date
            and coalesce(MHS502WardStay.EndDateWardStay, date_add(:month_end, 1)) >= spells.end_date as holds_end,
        (MHS502WardStay.EndDateWardStay > :month_end or MHS502WardStay.EndDateWardStay is null)
            and (spells.end_date > :month_end or spells.end_date is null) as is_open
    from spells
    inner join MHS502WardStay
        on spells.submission_id = MHS502WardStay.submission_id
        and spells.HospProvSpellID = MHS502WardStay.HospProvSpellID
    left join bed_type on MHS502WardStay.MHAdmittedPatientClass = bed_type.code
    left join bed_type_v5_to_v6 on MHS502WardStay.MHAdmittedPatientClass = bed_type_v5_to_v6.code
),
beds as (
    select
        stays.placement_id,
        stays.HospProvSpellID,
        max(case when stays.holds_start then stays.stay end) as at_start,
        max(case when stays.holds_start_published then stays.stay end) as at_start_published,
        max(case when stays.holds_end then stays.stay end) as at_end,
        max(case when stays.is_open then stays.stay end) as at_month_end,
        max(stays.stay) as last,
        bool_or(stays.holds_start and stays.is_adult_acute) as is_adult_acute_at_start,
        bool_or(stays.holds_start_published and stays.is_adult_acute) as is_adult_acute_at_start_published,
        bool_or(stays.holds_end and stays.is_adult_acute) as is_adult_acute_at_end,
        bool_or(stays.is_open and stays.is_adult_acute) as is_adult_acute_at_month_end,
        -- The published code adds the days of a spell once per combination of bed types matched (3.3, Bed days).
        greatest(size(collect_set(case when stays.holds_start_published then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.holds_end then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.is_open then stays.stay.bed_type end)), 1) as published_copies
    from stays
    group by stays.placement_id, stays.HospProvSpellID
)
select
    spells.placement_id,
    cast(count(*) as int) as spell_count,
    min(spells.StartDateHospProvSpell) as admission_date,
    case when count(*) = count(spells.DischDateHospProvSpell) then max(spells.DischDateHospProvSpell) end as discharge_date,
    coalesce(max(beds.at_start).bed_type, 'UNKNOWN') as bed_type_at_start,
    coalesce(max(beds.at_start_published).bed_type, 'UNKNOWN') as bed_type_at_start_published,
    coalesce(max(beds.at_end).bed_type, 'UNKNOWN') as bed_type_at_end,
    coalesce(max(beds.at_month_end).bed_type, 'UNKNOWN') as bed_type_at_month_end,
    coalesce(max(beds.last).bed_type, 'UNKNOWN') as bed_type_last,
    coalesce(bool_or(beds.is_adult_acute_at_start), false) as is_adult_acute_at_start,
    coalesce(bool_or(beds.is_adult_acute_at_start_published), false) as is_adult_acute_at_start_published,
    coalesce(bool_or(beds.is_adult_acute_at_end), false) as is_adult_acute_at_end,
    coalesce(bool_or(beds.is_adult_acute_at_month_end), false) as is_adult_acute_at_month_end,
    coalesce(max(beds.last).is_adult_acute, false) as is_adult_acute_last,
    -- CHOICE: from admission to the earlier of hospital discharge and placement end, once per spell.
    cast(
        sum(greatest(datediff(least(spells.last_day, coalesce(spells.end_date, spells.last_day)), spells.first_day), 0)) as int
    ) as bed_days_month,
    cast(sum(datediff(spells.last_day, spells.first_day) * coalesce(beds.published_copies, 1)) as int) as bed_days_month_published
from spells
left join beds
    on spells.placement_id = beds.placement_id
    and spells.HospProvSpellID = beds.HospProvSpellID
group by spells.placement_id
