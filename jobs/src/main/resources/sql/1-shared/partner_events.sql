-- One row per crisis event that needs no referral: drop-in contacts of trusts (T6, counting-rules.md 2.1), mental health
-- incidents of ambulance trusts (ambulance-data.md), detentions and incidents of police forces (police-data.md), mental health
-- attendances of emergency departments and NHS 111 calls (ed-111-data.md). Re-sent rows: the highest record_version wins.
-- A record that is not among people is of somebody who opted out (docs/linkage.md).
with sent as (
    -- Drop-in contacts
    select
        'T6' as event_type,
        'MHS302MHDropInContact' as source_table,
        concat(MHS302MHDropInContact.organisation_code, MHS302MHDropInContact.MHDropInContactID) as national_key,
        MHS302MHDropInContact.organisation_code,
        MHS302MHDropInContact.family,
        MHS302MHDropInContact.submission_id,
        MHS302MHDropInContact.record,
        MHS302MHDropInContact.file,
        MHS302MHDropInContact.line,
        1 as record_version,
        to_utc_timestamp(
            cast(
                concat(
                    cast(MHS302MHDropInContact.CareContactDateMHDropInContact as string),
                    ' ',
                    coalesce(MHS302MHDropInContact.StartTimeDropInContact, '00:00:00')
                ) as timestamp
            ),
            'Europe/London'
        ) as start_datetime,
        MHS302MHDropInContact.StartTimeDropInContact is null as is_start_untimed,
        cast(null as string) as mha_power,
        cast(null as string) as police_force_code,
        cast(null as string) as place_of_safety_type,
        cast(null as string) as transport_method,
        cast(null as string) as mh_basis,
        MHS302MHDropInContact.MHDropInContactOutcome as outcome,
        cast(null as timestamp) as clock_start_datetime,
        cast(null as timestamp) as arrived_datetime,
        cast(null as timestamp) as ended_datetime,
        cast(null as string) as response_category,
        cast(null as string) as destination_type,
        cast(null as string) as reason_police_station,
        cast(null as string) as reason_police_vehicle,
        false as is_extended,
        false as has_police_present
    from MHS302MHDropInContact
    where MHS302MHDropInContact.reporting_month = :month
        and MHS302MHDropInContact.MHDropInContactServiceType in ('A19', 'A21')   -- crisis line, crisis cafe
    union all
    -- Ambulance incidents
    select
        'ambulance' as event_type,
        'ambulance_incident' as source_table,
        concat_ws('/', ambulance_incident.organisation_code, ambulance_incident.incident_id, ambulance_incident.patient_number)
            as national_key,
        ambulance_incident.organisation_code,
        ambulance_incident.family,
        ambulance_incident.submission_id,
        ambulance_incident.record,
        ambulance_incident.file,
        ambulance_incident.line,
        ambulance_incident.record_version,
        ambulance_incident.call_connect_datetime as start_datetime,
        false as is_start_untimed,
        case when ambulance_incident.mha_section in ('s135_1', 's135_2', 's136') then ambulance_incident.mha_section end as mha_power,
        ambulance_incident.police_force_code,
        cast(null as string) as place_of_safety_type,
        cast(null as string) as transport_method,
        -- Any of the criteria of "Which incidents are mental-health crises"; those that hold are kept.
        concat_ws(
            ';',
            case when ecds_mental_health_codes.snomed_code is not null then 'chief_complaint' end,
            case
                when ambulance_incident.triage_system = 'ampds' and ambulance_incident.triage_code rlike '^25([^0-9]|$)' then 'ampds_25'
            end,
            case when ambulance_incident.mha_section in ('s135_1', 's135_2', 's136') then 'mha_section' end,
            case when ambulance_incident.destination_type = 'health_based_place_of_safety' then 'place_of_safety' end,
            case when ambulance_incident.suspected_self_harm = 'Y' then 'self_harm' end
        ) as mh_basis,
        ambulance_incident.outcome,
        ambulance_incident.clock_start_datetime as clock_start_datetime,
        ambulance_incident.first_arrival_datetime as arrived_datetime,
        coalesce(ambulance_incident.handover_datetime, ambulance_incident.destination_arrival_datetime) as ended_datetime,
        ambulance_incident.response_category as response_category,
        ambulance_incident.destination_type as destination_type,
        cast(null as string) as reason_police_station,
        cast(null as string) as reason_police_vehicle,
        false as is_extended,
        coalesce(ambulance_incident.police_on_scene = 'Y', false) as has_police_present
    from ambulance_incident
    left join ecds_mental_health_codes
        on ambulance_incident.chief_complaint_code = ecds_mental_health_codes.snomed_code
        and ecds_mental_health_codes.field = 'chief_complaint'
    where ambulance_incident.reporting_month = :month
        and coalesce(ambulance_incident.outcome, '') <> 'no_patient_or_cancelled'   -- not an incident in the national indicators
    union all
    -- Police detentions
    select
        'police_detention' as event_type,
        'police_mha_detention' as source_table,
        concat_ws('/', police_mha_detention.organisation_code, police_mha_detention.detention_reference) as national_key,
        police_mha_detention.organisation_code,
        police_mha_detention.family,
        police_mha_detention.submission_id,
        police_mha_detention.record,
        police_mha_detention.file,
        police_mha_detention.line,
        police_mha_detention.record_version,
        police_mha_detention.detention_datetime as start_datetime,
        false as is_start_untimed,
        police_mha_detention.mha_power,
        police_mha_detention.organisation_code as police_force_code,
        police_mha_detention.place_of_safety_type,
        police_mha_detention.transport_method,
        cast(null as string) as mh_basis,
        police_mha_detention.outcome,
        cast(null as timestamp) as clock_start_datetime,
        police_mha_detention.arrival_place_of_safety_datetime as arrived_datetime,
        police_mha_detention.detention_end_datetime as ended_datetime,
        cast(null as string) as response_category,
        cast(null as string) as destination_type,
        police_mha_detention.reason_police_station as reason_police_station,
        police_mha_detention.reason_police_vehicle as reason_police_vehicle,
        coalesce(police_mha_detention.extension_authorised = 'Y', false) as is_extended,
        true as has_police_present
    from police_mha_detention
    where police_mha_detention.reporting_month = :month
    union all
    -- Police incidents
    select
        'police_incident' as event_type,
        'police_mh_incident' as source_table,
        concat_ws('/', police_mh_incident.organisation_code, police_mh_incident.incident_reference) as national_key,
        police_mh_incident.organisation_code,
        police_mh_incident.family,
        police_mh_incident.submission_id,
        police_mh_incident.record,
        police_mh_incident.file,
        police_mh_incident.line,
        police_mh_incident.record_version,
        police_mh_incident.opened_datetime as start_datetime,
        false as is_start_untimed,
        cast(null as string) as mha_power,
        police_mh_incident.organisation_code as police_force_code,
        cast(null as string) as place_of_safety_type,
        cast(null as string) as transport_method,
        cast(null as string) as mh_basis,
        police_mh_incident.rcrp_decision as outcome,
        cast(null as timestamp) as clock_start_datetime,
        cast(null as timestamp) as arrived_datetime,
        police_mh_incident.closed_datetime as ended_datetime,
        cast(null as string) as response_category,
        cast(null as string) as destination_type,
        cast(null as string) as reason_police_station,
        cast(null as string) as reason_police_vehicle,
        false as is_extended,
        coalesce(police_mh_incident.attended = 'Y', false) as has_police_present
    from police_mh_incident
    where police_mh_incident.reporting_month = :month
    union all
    -- Emergency department attendances
    select
        'ed_attendance' as event_type,
        'ed_attendance' as source_table,
        concat_ws('/', ed_attendance.organisation_code, ed_attendance.attendance_id) as national_key,
        ed_attendance.organisation_code,
        ed_attendance.family,
        ed_attendance.submission_id,
        ed_attendance.record,
        ed_attendance.file,
        ed_attendance.line,
        1 as record_version,
        ed_attendance.arrival_datetime as start_datetime,
        false as is_start_untimed,
        case when ed_attendance.mha_section in ('s135_1', 's135_2', 's136') then ed_attendance.mha_section end as mha_power,
        cast(null as string) as police_force_code,
        cast(null as string) as place_of_safety_type,
        cast(null as string) as transport_method,
        concat_ws(
            ';',
            case when complaints.snomed_code is not null then 'chief_complaint' end,
            case when intents.snomed_code is not null then 'injury_intent' end,
            case when diagnoses.snomed_code is not null then 'diagnosis' end
        ) as mh_basis,
        cast(null as string) as outcome,
        cast(null as timestamp) as clock_start_datetime,
        cast(null as timestamp) as arrived_datetime,
        ed_attendance.departure_datetime as ended_datetime,
        cast(null as string) as response_category,
        cast(null as string) as destination_type,
        cast(null as string) as reason_police_station,
        cast(null as string) as reason_police_vehicle,
        false as is_extended,
        false as has_police_present
    from ed_attendance
    left join ecds_mental_health_codes as complaints
        on ed_attendance.chief_complaint_code = complaints.snomed_code
        and complaints.field = 'chief_complaint'
    left join ecds_mental_health_codes as intents
        on ed_attendance.injury_intent_code = intents.snomed_code
        and intents.field = 'injury_intent'
    left join ecds_mental_health_codes as diagnoses
        on get(ed_attendance.diagnosis_codes, 0) = diagnoses.snomed_code       -- the first diagnosis decides
        and diagnoses.field = 'diagnosis'
        and diagnoses.snomed_code not in ('52448006', '2776000')               -- dementia, delirium: not a crisis by themselves
    where ed_attendance.reporting_month = :month
    union all
    -- NHS 111 calls
    select
        'nhs111_call' as event_type,
        'nhs111_call' as source_table,
        concat_ws('/', nhs111_call.organisation_code, nhs111_call.call_id) as national_key,
        nhs111_call.organisation_code,
        nhs111_call.family,
        nhs111_call.submission_id,
        nhs111_call.record,
        nhs111_call.file,
        nhs111_call.line,
        1 as record_version,
        nhs111_call.call_start_datetime as start_datetime,
        false as is_start_untimed,
        cast(null as string) as mha_power,
        cast(null as string) as police_force_code,
        cast(null as string) as place_of_safety_type,
        cast(null as string) as transport_method,
        concat_ws(
            ';',
            case when nhs111_call.option_selected = 'mental_health' then 'option_selected' end,
            case when nhs111_call.disposition_group = 'mental_health_crisis_line' then 'disposition' end
        ) as mh_basis,
        nhs111_call.disposition_group as outcome,
        cast(null as timestamp) as clock_start_datetime,
        cast(null as timestamp) as arrived_datetime,
        cast(null as timestamp) as ended_datetime,
        cast(null as string) as response_category,
        cast(null as string) as destination_type,
        cast(null as string) as reason_police_station,
        cast(null as string) as reason_police_vehicle,
        false as is_extended,
        false as has_police_present
    from nhs111_call
    where nhs111_call.reporting_month = :month
),
ranked as (
    select
        sent.event_type,
        sent.source_table,
        sent.national_key,
        sent.organisation_code,
        sent.family,
        sent.submission_id,
        sent.record,
        sent.file,
        sent.line,
        sent.start_datetime,
        sent.is_start_untimed,
        sent.mha_power,
        sent.police_force_code,
        sent.place_of_safety_type,
        sent.transport_method,
        nullif(sent.mh_basis, '') as mh_basis,
        sent.outcome,
        sent.clock_start_datetime,
        sent.arrived_datetime,
        sent.ended_datetime,
        sent.response_category,
        sent.destination_type,
        sent.reason_police_station,
        sent.reason_police_vehicle,
        sent.is_extended,
        sent.has_police_present,
        row_number() over (
            partition by sent.source_table, sent.national_key
            order by sent.record_version desc, sent.record desc
        ) as version_rank
    from sent
    where cast(from_utc_timestamp(sent.start_datetime, 'Europe/London') as date) between :month_start and :month_end
),
identified as (
    select
        ranked.event_type,
        ranked.source_table,
        ranked.national_key,
        ranked.organisation_code,
        ranked.family,
        ranked.submission_id,
        ranked.file,
        ranked.line,
        ranked.start_datetime,
        ranked.is_start_untimed,
        ranked.mha_power,
        ranked.police_force_code,
        ranked.place_of_safety_type,
        ranked.transport_method,
        ranked.mh_basis,
        ranked.outcome,
        ranked.clock_start_datetime,
        ranked.arrived_datetime,
        ranked.ended_datetime,
        ranked.response_category,
        ranked.destination_type,
        ranked.reason_police_station,
        ranked.reason_police_vehicle,
        ranked.is_extended,
        ranked.has_police_present,
        people.person_key,
        people.birth_date,
        people.age_years,
        people.sex_code,
        people.ethnicity_as_sent,
        people.officer_defined_ethnicity,
        events.event_key
    from ranked
    inner join people
        on ranked.submission_id = people.submission_id
        and ranked.source_table = people.source_table
        and ranked.record = people.record
    left join events
        on ranked.submission_id = events.submission_id
        and ranked.source_table = events.source_table
        and ranked.record = events.record
    where ranked.version_rank = 1
        and (ranked.event_type not in ('ambulance', 'ed_attendance', 'nhs111_call') or ranked.mh_basis is not null)
)
select
    identified.event_type,
    identified.source_table,
    identified.national_key,
    identified.organisation_code,
    identified.family,
    identified.submission_id,
    identified.file,
    identified.line,
    identified.start_datetime,
    identified.is_start_untimed,
    identified.mha_power,
    identified.police_force_code,
    identified.place_of_safety_type,
    identified.transport_method,
    identified.mh_basis,
    identified.outcome,
    identified.clock_start_datetime,
    identified.arrived_datetime,
    identified.ended_datetime,
    identified.response_category,
    identified.destination_type,
    identified.reason_police_station,
    identified.reason_police_vehicle,
    identified.is_extended,
    identified.has_police_present,
    identified.person_key,
    identified.birth_date,
    identified.age_years,
    identified.sex_code,
    identified.ethnicity_as_sent,
    identified.officer_defined_ethnicity,
    identified.event_key,
    -- A move from station to suite is not a second detention (police-data.md, row rules).
    identified.event_type = 'police_detention'
        and coalesce(
            identified.start_datetime <= lag(identified.start_datetime) over (
                partition by identified.person_key, identified.organisation_code, identified.event_type
                order by identified.start_datetime, identified.national_key
            ) + interval 24 hours,
            false
        ) as is_duplicate_candidate
from identified
