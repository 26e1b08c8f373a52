-- One row per placement with a hospital spell active in the 12 months to month end: bed types and bed days (counting-rules.md 3.2
-- rules 4 to 6, 3.3). Figures of the month see what the month's files hold; rolling ones the latest version of each spell and
-- ward stay in the window (counting-rules.md 1).
with spell_versions as (
    select
        MHS501HospProvSpell.organisation_code,
        MHS501HospProvSpell.reporting_month,
        MHS501HospProvSpell.ServiceRequestID,
        MHS501HospProvSpell.HospProvSpellID,
        MHS501HospProvSpell.StartDateHospProvSpell,
        MHS501HospProvSpell.DischDateHospProvSpell,
        row_number() over (
            partition by MHS501HospProvSpell.organisation_code, MHS501HospProvSpell.HospProvSpellID
            order by MHS501HospProvSpell.reporting_month desc
        ) as recency
    from MHS501HospProvSpell
),
stay_versions as (
    select
        MHS502WardStay.organisation_code,
        MHS502WardStay.reporting_month,
        MHS502WardStay.HospProvSpellID,
        MHS502WardStay.WardStayID,
        MHS502WardStay.MHAdmittedPatientClass,
        MHS502WardStay.StartDateWardStay,
        MHS502WardStay.EndDateWardStay,
        row_number() over (
            partition by MHS502WardStay.organisation_code, MHS502WardStay.WardStayID
            order by MHS502WardStay.reporting_month desc
        ) as recency
    from MHS502WardStay
),
spells as (
    select
        placements.placement_id,
        placements.start_date,
        placements.end_date,
        spell_versions.organisation_code,
        spell_versions.HospProvSpellID,
        spell_versions.StartDateHospProvSpell,
        spell_versions.DischDateHospProvSpell,
        placements.is_in_month_files
            and spell_versions.reporting_month = :month
            and (spell_versions.DischDateHospProvSpell >= :month_start or spell_versions.DischDateHospProvSpell is null)
            as is_of_month,
        -- Days are half-open: an open spell, or one discharged after the month, runs to the day after month end.
        least(coalesce(spell_versions.DischDateHospProvSpell, date_add(:month_end, 1)), date_add(:month_end, 1)) as last_day,
        -- CHO-08: to the earlier of hospital discharge and placement end.
        least(
            coalesce(spell_versions.DischDateHospProvSpell, date_add(:month_end, 1)),
            coalesce(placements.end_date, date_add(:month_end, 1)),
            date_add(:month_end, 1)
        ) as last_placement_day
    from placements
    inner join spell_versions
        on placements.organisation_code = spell_versions.organisation_code
        and placements.ServiceRequestID = spell_versions.ServiceRequestID
    where spell_versions.recency = 1
        and spell_versions.StartDateHospProvSpell <= :month_end
        and (spell_versions.DischDateHospProvSpell >= :year_start or spell_versions.DischDateHospProvSpell is null)
),
stays as (
    select
        spells.placement_id,
        spells.HospProvSpellID,
        spells.is_of_month and stay_versions.reporting_month = :month as is_of_month,
        stay_versions.MHAdmittedPatientClass in ('200', '201', '202') as is_adult_acute,
        -- A two-digit code gets the bed type of the mapping but is not adult acute (rule 6).
        struct(
            stay_versions.WardStayID,
            coalesce(bed_type.code, bed_type_v5_to_v6.v6_code_used_in_oaps_publication, 'UNKNOWN') as bed_type,
            stay_versions.MHAdmittedPatientClass in ('200', '201', '202') as is_adult_acute
        ) as stay,
        stay_versions.StartDateWardStay <= spells.start_date
            and coalesce(stay_versions.EndDateWardStay, date_add(:month_end, 1)) >= spells.start_date as holds_start,
        stay_versions.StartDateWardStay <= spells.start_date
            and stay_versions.EndDateWardStay >= spells.start_date as holds_start_published,
        stay_versions.StartDateWardStay <= spells.end_date
            and coalesce(stay_versions.EndDateWardStay, date_add(:month_end, 1)) >= spells.end_date as holds_end,
        (stay_versions.EndDateWardStay > :month_end or stay_versions.EndDateWardStay is null)
            and (spells.end_date > :month_end or spells.end_date is null) as is_open
    from spells
    inner join stay_versions
        on spells.organisation_code = stay_versions.organisation_code
        and spells.HospProvSpellID = stay_versions.HospProvSpellID
    left join bed_type on stay_versions.MHAdmittedPatientClass = bed_type.code
    left join bed_type_v5_to_v6 on stay_versions.MHAdmittedPatientClass = bed_type_v5_to_v6.code
    where stay_versions.recency = 1
),
beds as (
    select
        stays.placement_id,
        stays.HospProvSpellID,
        max(case when stays.is_of_month and stays.holds_start then stays.stay end) as at_start,
        max(case when stays.is_of_month and stays.holds_start_published then stays.stay end) as at_start_published,
        max(case when stays.is_of_month and stays.holds_end then stays.stay end) as at_end,
        max(case when stays.is_of_month and stays.is_open then stays.stay end) as at_month_end,
        max(case when stays.is_of_month then stays.stay end) as last,
        max(stays.stay) as last_rolling,
        bool_or(stays.is_of_month and stays.holds_start and stays.is_adult_acute) as is_adult_acute_at_start,
        bool_or(stays.is_of_month and stays.holds_start_published and stays.is_adult_acute) as is_adult_acute_at_start_published,
        bool_or(stays.is_of_month and stays.holds_end and stays.is_adult_acute) as is_adult_acute_at_end,
        bool_or(stays.is_of_month and stays.is_open and stays.is_adult_acute) as is_adult_acute_at_month_end,
        bool_or(stays.holds_start and stays.is_adult_acute) as is_adult_acute_at_start_rolling,
        bool_or(stays.holds_start_published and stays.is_adult_acute) as is_adult_acute_at_start_rolling_published,
        bool_or(stays.holds_end and stays.is_adult_acute) as is_adult_acute_at_end_rolling,
        -- CHO-25: the published code adds the days of a spell once per combination of bed types matched (3.3, Bed days).
        greatest(size(collect_set(case when stays.is_of_month and stays.holds_start_published then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.is_of_month and stays.holds_end then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.is_of_month and stays.is_open then stays.stay.bed_type end)), 1)
            as copies,
        greatest(size(collect_set(case when stays.holds_start_published then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.holds_end then stays.stay.bed_type end)), 1)
            * greatest(size(collect_set(case when stays.is_open then stays.stay.bed_type end)), 1) as copies_rolling
    from stays
    group by stays.placement_id, stays.HospProvSpellID
),
-- First day of each reading in each window: CHO-07, from admission or from referral.
clipped as (
    select
        spells.placement_id,
        spells.HospProvSpellID,
        spells.is_of_month,
        spells.StartDateHospProvSpell,
        spells.DischDateHospProvSpell,
        spells.last_day,
        spells.last_placement_day,
        greatest(spells.StartDateHospProvSpell, :month_start) as month_day,
        greatest(spells.StartDateHospProvSpell, :quarter_start) as quarter_day,
        greatest(spells.StartDateHospProvSpell, :year_start) as year_day,
        greatest(spells.start_date, :quarter_start) as quarter_referral_day,
        greatest(spells.start_date, :year_start) as year_referral_day
    from spells
)
select
    clipped.placement_id,
    cast(count_if(clipped.is_of_month) as int) as spell_count,
    min(case when clipped.is_of_month then clipped.StartDateHospProvSpell end) as admission_date,
    case
        when count_if(clipped.is_of_month) = count(case when clipped.is_of_month then clipped.DischDateHospProvSpell end)
            then max(case when clipped.is_of_month then clipped.DischDateHospProvSpell end)
    end as discharge_date,
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
    coalesce(bool_or(beds.is_adult_acute_at_start_rolling), false) as is_adult_acute_at_start_rolling,
    coalesce(bool_or(beds.is_adult_acute_at_start_rolling_published), false) as is_adult_acute_at_start_rolling_published,
    coalesce(bool_or(beds.is_adult_acute_at_end_rolling), false) as is_adult_acute_at_end_rolling,
    coalesce(max(beds.last_rolling).is_adult_acute, false) as is_adult_acute_last_rolling,
    -- CHOICE: from admission to the earlier of hospital discharge and placement end, once per spell.
    cast(sum(case when clipped.is_of_month then greatest(datediff(clipped.last_placement_day, clipped.month_day), 0) else 0 end) as int)
        as bed_days_month,
    cast(sum(greatest(datediff(clipped.last_placement_day, clipped.quarter_day), 0)) as int) as bed_days_quarter,
    cast(sum(greatest(datediff(clipped.last_placement_day, clipped.year_day), 0)) as int) as bed_days_year,
    -- The quarter's days by month, from the same versions of each record.
    cast(
        sum(
            greatest(datediff(least(clipped.last_placement_day, add_months(:quarter_start, 1)), clipped.quarter_day), 0)
        ) as int
    ) as bed_days_quarter_month_1,
    cast(
        sum(
            greatest(
                datediff(
                    least(clipped.last_placement_day, :month_start), greatest(clipped.quarter_day, add_months(:quarter_start, 1))
                ),
                0
            )
        ) as int
    ) as bed_days_quarter_month_2,
    cast(sum(greatest(datediff(clipped.last_placement_day, clipped.month_day), 0)) as int) as bed_days_quarter_month_3,
    cast(sum(greatest(datediff(clipped.last_placement_day, clipped.quarter_referral_day), 0)) as int)
        as bed_days_quarter_from_referral,
    cast(sum(greatest(datediff(clipped.last_placement_day, clipped.year_referral_day), 0)) as int) as bed_days_year_from_referral,
    cast(sum(case when clipped.is_of_month then datediff(clipped.last_day, clipped.month_day) else 0 end) as int)
        as bed_days_month_to_discharge,
    cast(sum(greatest(datediff(clipped.last_day, clipped.quarter_day), 0)) as int) as bed_days_quarter_to_discharge,
    cast(sum(greatest(datediff(clipped.last_day, clipped.year_day), 0)) as int) as bed_days_year_to_discharge,
    cast(
        sum(
            case when clipped.is_of_month then greatest(datediff(clipped.last_placement_day, clipped.month_day), 0) else 0 end
                * coalesce(beds.copies, 1)
        ) as int
    ) as bed_days_month_per_bed_type,
    cast(
        sum(greatest(datediff(clipped.last_placement_day, clipped.quarter_day), 0) * coalesce(beds.copies_rolling, 1)) as int
    ) as bed_days_quarter_per_bed_type,
    cast(
        sum(greatest(datediff(clipped.last_placement_day, clipped.year_day), 0) * coalesce(beds.copies_rolling, 1)) as int
    ) as bed_days_year_per_bed_type,
    cast(
        sum(case when clipped.is_of_month then datediff(clipped.last_day, clipped.month_day) else 0 end * coalesce(beds.copies, 1))
        as int
    ) as bed_days_month_published,
    cast(
        sum(greatest(datediff(clipped.last_day, clipped.quarter_referral_day), 0) * coalesce(beds.copies_rolling, 1)) as int
    ) as bed_days_quarter_published,
    cast(
        sum(greatest(datediff(clipped.last_day, clipped.year_referral_day), 0) * coalesce(beds.copies_rolling, 1)) as int
    ) as bed_days_year_published
from clipped
left join beds
    on clipped.placement_id = beds.placement_id
    and clipped.HospProvSpellID = beds.HospProvSpellID
group by clipped.placement_id
