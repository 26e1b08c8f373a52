-- One row per ward stay of the month in low or medium secure care, wherever the person is from; columns are described in the contract.
with stays as (
    select
        MHS502WardStay.organisation_code,
        MHS502WardStay.submission_id,
        MHS502WardStay.file,
        MHS502WardStay.line,
        MHS502WardStay.WardStayID,
        MHS502WardStay.HospProvSpellID,
        MHS502WardStay.StartDateWardStay,
        MHS502WardStay.EndDateWardStay,
        MHS502WardStay.MHAdmittedPatientClass,
        MHS903WardDetails.WardSecLevel,
        -- The bed's own class comes before the level of the ward around it (bed_type.csv, ward_security_level.csv).
        case
            when MHS502WardStay.MHAdmittedPatientClass in ('206', '303', '306') then 'low'
            when MHS502WardStay.MHAdmittedPatientClass in ('207', '304', '307') then 'medium'
            when MHS502WardStay.MHAdmittedPatientClass = '208' then 'high'
            when MHS903WardDetails.WardSecLevel = '1' then 'low'
            when MHS903WardDetails.WardSecLevel = '2' then 'medium'
        end as security_level,
        least(coalesce(MHS502WardStay.EndDateWardStay, date_add(:month_end, 1)), date_add(:month_end, 1)) as last_day
    from MHS502WardStay
    left join MHS903WardDetails
        on MHS502WardStay.submission_id = MHS903WardDetails.submission_id
        and MHS502WardStay.WardCode = MHS903WardDetails.WardCode
    where MHS502WardStay.reporting_month = :month
        and MHS502WardStay.StartDateWardStay <= :month_end
        and (MHS502WardStay.EndDateWardStay >= :month_start or MHS502WardStay.EndDateWardStay is null)
)
select
    concat(stays.organisation_code, stays.WardStayID) as UniqWardStayID,
    concat(stays.organisation_code, stays.HospProvSpellID) as UniqHospProvSpellID,
    people.person_key,
    :key_id as key_id,
    stays.organisation_code,
    stays.StartDateWardStay,
    stays.EndDateWardStay,
    stays.MHAdmittedPatientClass,
    stays.WardSecLevel,
    stays.security_level,
    stays.EndDateWardStay is null or stays.EndDateWardStay > :month_end as is_active_at_month_end,
    datediff(stays.last_day, stays.StartDateWardStay) as length_days,
    datediff(stays.last_day, greatest(stays.StartDateWardStay, :month_start)) as bed_days_month,
    coalesce(person_areas.sub_icb_code, 'UNKNOWN') as sub_icb_code,
    coalesce(person_areas.icb_code, 'UNKNOWN') as icb_code,
    coalesce(person_areas.region_code, 'UNKNOWN') as region_code,
    coalesce(provider_areas.icb_code, 'UNKNOWN') as provider_icb_code,
    coalesce(provider_areas.region_code, 'UNKNOWN') as provider_region_code,
    nullif(person_areas.region_code, 'UNKNOWN') <> provider_areas.region_code as is_outside_region,
    cast(
        round(sqrt(
            power(person_areas.home_easting - provider_areas.easting, 2)
            + power(person_areas.home_northing - provider_areas.northing, 2)
        ) / 1000) as int
    ) as distance_km,
    array_sort(array_distinct(array_compact(array(stays.submission_id, current_patients.patient_submission_id)))) as submission_ids,
    stays.submission_id as source_submission_id,
    'MHS502WardStay' as source_table,
    stays.file as source_file,
    stays.line as source_line
from stays
inner join MHS501HospProvSpell
    on stays.submission_id = MHS501HospProvSpell.submission_id
    and stays.HospProvSpellID = MHS501HospProvSpell.HospProvSpellID
inner join MHS101Referral
    on MHS501HospProvSpell.submission_id = MHS101Referral.submission_id
    and MHS501HospProvSpell.ServiceRequestID = MHS101Referral.ServiceRequestID
inner join people
    on MHS101Referral.submission_id = people.submission_id
    and MHS101Referral.LocalPatientID = people.local_patient_id
    and people.source_table = 'MHS001MPI'
inner join current_patients on people.person_key = current_patients.person_key
left join person_areas on people.person_key = person_areas.person_key
left join provider_areas on stays.organisation_code = provider_areas.organisation_code
where stays.security_level in ('low', 'medium')
