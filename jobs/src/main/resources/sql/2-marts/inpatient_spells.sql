-- One row per hospital spell of the 12 months to month end, as sent last: what out-of-area placements are a share of
-- (counting-rules.md 3.3, OAP08 to OAP11); columns are described in the contract.
with stay_versions as (
    select
        MHS502WardStay.organisation_code,
        MHS502WardStay.HospProvSpellID,
        MHS502WardStay.WardStayID,
        MHS502WardStay.MHAdmittedPatientClass in ('200', '201', '202') as is_adult_acute,
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
        hospital_spells.UniqHospProvSpellID,
        hospital_spells.HospProvSpellID,
        hospital_spells.person_key,
        hospital_spells.organisation_code,
        hospital_spells.submission_id,
        hospital_spells.file,
        hospital_spells.line,
        hospital_spells.reporting_month = :month as is_in_month_files,
        hospital_spells.StartDateHospProvSpell,
        hospital_spells.DischDateHospProvSpell,
        least(coalesce(hospital_spells.DischDateHospProvSpell, date_add(:month_end, 1)), date_add(:month_end, 1)) as last_day
    from hospital_spells
    where hospital_spells.StartDateHospProvSpell <= :month_end
        and (hospital_spells.DischDateHospProvSpell >= :year_start or hospital_spells.DischDateHospProvSpell is null)
),
beds as (
    select
        spells.UniqHospProvSpellID,
        bool_or(
            stay_versions.is_adult_acute
            and stay_versions.StartDateWardStay <= spells.StartDateHospProvSpell
            and coalesce(stay_versions.EndDateWardStay, date_add(:month_end, 1)) >= spells.StartDateHospProvSpell
        ) as is_adult_acute_at_start,
        bool_or(
            stay_versions.is_adult_acute
            and stay_versions.StartDateWardStay <= spells.DischDateHospProvSpell
            and coalesce(stay_versions.EndDateWardStay, date_add(:month_end, 1)) >= spells.DischDateHospProvSpell
        ) as is_adult_acute_at_end,
        bool_or(
            stay_versions.is_adult_acute
            and (stay_versions.EndDateWardStay > :month_end or stay_versions.EndDateWardStay is null)
        ) as is_adult_acute_at_month_end,
        max(struct(stay_versions.WardStayID, stay_versions.is_adult_acute)).is_adult_acute as is_adult_acute_last
    from spells
    inner join stay_versions
        on spells.organisation_code = stay_versions.organisation_code
        and spells.HospProvSpellID = stay_versions.HospProvSpellID
    where stay_versions.recency = 1
    group by spells.UniqHospProvSpellID
)
select
    spells.UniqHospProvSpellID,
    spells.person_key,
    :key_id as key_id,
    spells.organisation_code,
    spells.StartDateHospProvSpell,
    spells.DischDateHospProvSpell,
    spells.is_in_month_files,
    spells.is_in_month_files and spells.StartDateHospProvSpell between :month_start and :month_end as is_admitted_in_month,
    spells.StartDateHospProvSpell between :quarter_start and :month_end as is_admitted_in_quarter,
    spells.StartDateHospProvSpell between :year_start and :month_end as is_admitted_in_year,
    spells.is_in_month_files and coalesce(spells.DischDateHospProvSpell between :month_start and :month_end, false)
        as is_discharged_in_month,
    coalesce(spells.DischDateHospProvSpell between :quarter_start and :month_end, false) as is_discharged_in_quarter,
    coalesce(spells.DischDateHospProvSpell between :year_start and :month_end, false) as is_discharged_in_year,
    spells.is_in_month_files and (spells.DischDateHospProvSpell is null or spells.DischDateHospProvSpell > :month_end)
        as is_open_at_month_end,
    case
        when spells.is_in_month_files
            then greatest(datediff(spells.last_day, greatest(spells.StartDateHospProvSpell, :month_start)), 0)
        else 0
    end as bed_days_month,
    greatest(datediff(spells.last_day, greatest(spells.StartDateHospProvSpell, :quarter_start)), 0) as bed_days_quarter,
    greatest(datediff(spells.last_day, greatest(spells.StartDateHospProvSpell, :year_start)), 0) as bed_days_year,
    coalesce(beds.is_adult_acute_at_start, false) as is_adult_acute_at_start,
    coalesce(beds.is_adult_acute_at_end, false) as is_adult_acute_at_end,
    coalesce(beds.is_adult_acute_at_month_end, false) as is_adult_acute_at_month_end,
    coalesce(beds.is_adult_acute_last, false) as is_adult_acute_last,
    array_sort(array_distinct(array(spells.submission_id, current_patients.patient_submission_id))) as submission_ids,
    spells.submission_id as source_submission_id,
    'MHS501HospProvSpell' as source_table,
    spells.file as source_file,
    spells.line as source_line
from spells
inner join current_patients on spells.person_key = current_patients.person_key
left join beds on spells.UniqHospProvSpellID = beds.UniqHospProvSpellID
