-- One row per section 136 detention that started in the month, as one partner recorded it: police detentions (CRS20), ambulance
-- incidents under section 136 (ambulance-data.md) and detentions of trusts (T5, counting-rules.md 2.1).
select
    crisis_events.event_id,
    'PF' as family,
    crisis_events.organisation_code,
    crisis_events.person_key,
    crisis_events.event_key,
    crisis_events.start_datetime,
    false as is_start_untimed,
    crisis_events.birth_date,
    case when crisis_events.sex_code in ('1', '2') then crisis_events.sex_code end as sex_code,
    crisis_events.organisation_code as police_force_code,
    case
        when police_mha_detention.transport_method = 'ambulance' then police_mha_detention.ambulance_trust_code
    end as ambulance_trust_code,
    police_mha_detention.place_of_safety_org_code as trust_code,
    coalesce(police_mha_detention.transport_method = 'ambulance', false) as is_conveyed_by_ambulance,
    police_mha_detention.submission_id,
    'police_mha_detention' as source_table,
    police_mha_detention.file,
    police_mha_detention.line,
    police_mha_detention.record,
    concat_ws(
        ' / ', police_mha_detention.force_code, police_mha_detention.detention_reference, police_mha_detention.record_version
    ) as record_key
from crisis_events
inner join police_mha_detention
    on element_at(crisis_events.submission_ids, 1) = police_mha_detention.submission_id
    and crisis_events.source_file = police_mha_detention.file
    and crisis_events.source_line = police_mha_detention.line
where crisis_events.event_type = 'police_detention'
    and police_mha_detention.reporting_month = :month
    and police_mha_detention.mha_power = 's136'
union all
select
    crisis_events.event_id,
    'AM' as family,
    crisis_events.organisation_code,
    crisis_events.person_key,
    crisis_events.event_key,
    crisis_events.start_datetime,
    false as is_start_untimed,
    crisis_events.birth_date,
    case when crisis_events.sex_code in ('1', '2') then crisis_events.sex_code end as sex_code,
    ambulance_incident.police_force_code,
    crisis_events.organisation_code as ambulance_trust_code,
    ambulance_incident.destination_org_code as trust_code,
    coalesce(ambulance_incident.outcome in ('convey_ed', 'convey_non_ed'), false) as is_conveyed_by_ambulance,
    ambulance_incident.submission_id,
    'ambulance_incident' as source_table,
    ambulance_incident.file,
    ambulance_incident.line,
    ambulance_incident.record,
    concat_ws(
        ' / ',
        ambulance_incident.submitter_org_code,
        ambulance_incident.incident_id,
        ambulance_incident.patient_number,
        ambulance_incident.record_version
    ) as record_key
from crisis_events
inner join ambulance_incident
    on element_at(crisis_events.submission_ids, 1) = ambulance_incident.submission_id
    and crisis_events.source_file = ambulance_incident.file
    and crisis_events.source_line = ambulance_incident.line
where crisis_events.event_type = 'ambulance'
    and ambulance_incident.reporting_month = :month
    and ambulance_incident.mha_section = 's136'
union all
select
    crisis_events.event_id,
    'MH' as family,
    crisis_events.organisation_code,
    crisis_events.person_key,
    crisis_events.event_key,
    crisis_events.start_datetime,
    crisis_events.time_quality = 'start_untimed' as is_start_untimed,
    crisis_events.birth_date,
    -- The stated gender comes before the gender identity: the other partners send sex.
    case
        when people.gender_code in ('1', '2') then people.gender_code
        when people.sex_code in ('1', '2') then people.sex_code
    end as sex_code,
    cast(null as string) as police_force_code,
    cast(null as string) as ambulance_trust_code,
    crisis_events.organisation_code as trust_code,
    false as is_conveyed_by_ambulance,
    MHS401MHActPeriod.submission_id,
    'MHS401MHActPeriod' as source_table,
    MHS401MHActPeriod.file,
    MHS401MHActPeriod.line,
    MHS401MHActPeriod.record,
    MHS401MHActPeriod.MHActLegalStatusClassPeriodID as record_key
from crisis_events
inner join MHS401MHActPeriod
    on element_at(crisis_events.submission_ids, 1) = MHS401MHActPeriod.submission_id
    and crisis_events.source_file = MHS401MHActPeriod.file
    and crisis_events.source_line = MHS401MHActPeriod.line
inner join people
    on MHS401MHActPeriod.submission_id = people.submission_id
    and MHS401MHActPeriod.LocalPatientID = people.local_patient_id
    and people.source_table = 'MHS001MPI'
where crisis_events.event_type = 'T5'
    and crisis_events.mha_power = 's136'
