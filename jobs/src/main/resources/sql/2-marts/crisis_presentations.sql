-- One row per crisis event of the month, whoever saw it (counting-rules.md 2); columns are described in the contract.
with aged as (
    select
        crisis_events.event_id,
        cast(from_utc_timestamp(crisis_events.start_datetime, 'Europe/London') as date) as start_date,
        -- Completed years; the age sent stands in where there is no birth date.
        coalesce(
            year(from_utc_timestamp(crisis_events.start_datetime, 'Europe/London')) - year(crisis_events.birth_date)
                - case
                    when date_format(from_utc_timestamp(crisis_events.start_datetime, 'Europe/London'), 'MMdd')
                        < date_format(crisis_events.birth_date, 'MMdd') then 1
                    else 0
                end,
            crisis_events.age_as_sent
        ) as age
    from crisis_events
)
select
    crisis_events.event_id,
    presentation_events.presentation_id,
    presentations.first_datetime = crisis_events.start_datetime
        and crisis_events.event_id = presentation_events.presentation_id as is_first_of_presentation,
    presentations.events as presentation_events,
    presentations.path as presentation_path,
    presentations.admission_date as presentation_admission_date,
    coalesce(presentations.has_started_before, false) as has_presentation_started_before,
    presentations.days_since_previous as days_since_previous_presentation,
    crisis_events.person_key,
    :key_id as key_id,
    crisis_events.event_type,
    crisis_events.family,
    crisis_events.organisation_code,
    crisis_events.event_key,
    crisis_events.start_datetime,
    aged.start_date,
    case when aged.age between 0 and 130 then aged.age end as age_years,
    case
        when aged.age between 0 and 17 then 'Under 18'
        when aged.age between 18 and 130 then '18 and over'
        else 'Unknown'
    end as age_group,
    coalesce(
        nullif(current_patients.gender, 'UNKNOWN'),
        case when crisis_events.sex_code in ('1', '2', '9') then crisis_events.sex_code end,
        'UNKNOWN'
    ) as gender,
    crisis_events.ethnicity_as_sent,
    person_ethnicity.ethnicity_code,
    person_ethnicity.ethnicity_basis,
    person_ethnicity.has_ethnicity_conflict,
    person_ethnicity.nhs_2001_group5,
    person_ethnicity.ons_group5,
    crisis_events.officer_defined_ethnicity,
    coalesce(person_areas.sub_icb_code, 'UNKNOWN') as sub_icb_code,
    coalesce(person_areas.icb_code, 'UNKNOWN') as icb_code,
    coalesce(person_areas.region_code, 'UNKNOWN') as region_code,
    coalesce(person_areas.primary_care_network_code, 'UNKNOWN') as primary_care_network_code,
    coalesce(person_areas.local_authority_code, 'UNKNOWN') as local_authority_code,
    crisis_events.UniqServReqID,
    crisis_events.ClinRespPriorityType,
    crisis_events.SourceOfReferralMH,
    crisis_events.PrimReasonReferralMH,
    crisis_events.team_types,
    crisis_events.has_liaison_team,
    crisis_events.has_crisis_team,
    crisis_events.has_crisis_service_team,
    crisis_events.has_place_of_safety_team,
    crisis_events.is_rejected,
    crisis_events.ReferRejectReason,
    crisis_events.in_month_datetime as first_contact_in_month_datetime,
    crisis_events.any_month_datetime as first_contact_any_month_datetime,
    crisis_events.response_minutes_in_month,
    crisis_events.response_minutes_any_month,
    crisis_events.with_video_datetime as first_contact_with_video_datetime,
    crisis_events.response_minutes_with_video,
    crisis_events.any_time_datetime as first_contact_any_time_datetime,
    crisis_events.response_minutes_any_time,
    crisis_events.time_quality,
    crisis_events.UniqMHActEpisodeID,
    crisis_events.mha_power,
    episode_categories.category as mha_category,
    crisis_events.police_force_code,
    crisis_events.place_of_safety_type,
    crisis_events.transport_method,
    crisis_events.is_duplicate_candidate,
    crisis_events.mh_basis,
    crisis_events.outcome,
    crisis_events.arrived_datetime,
    crisis_events.ended_datetime,
    crisis_events.response_category,
    crisis_events.destination_type,
    crisis_events.reason_police_station,
    crisis_events.reason_police_vehicle,
    crisis_events.is_extended,
    crisis_events.has_police_present,
    cast(ceil((unix_seconds(crisis_events.arrived_datetime) - unix_seconds(crisis_events.clock_start_datetime)) / 60) as int)
        as minutes_to_arrival,
    cast(ceil((unix_seconds(crisis_events.ended_datetime) - unix_seconds(crisis_events.arrived_datetime)) / 60) as int)
        as minutes_from_arrival_to_end,
    cast(ceil((unix_seconds(crisis_events.ended_datetime) - unix_seconds(crisis_events.start_datetime)) / 60) as int)
        as minutes_from_start_to_end,
    array_sort(array_distinct(array_compact(concat(
        crisis_events.submission_ids,
        array(current_patients.patient_submission_id, person_ethnicity.ethnicity_submission_id)
    )))) as submission_ids,
    element_at(crisis_events.submission_ids, 1) as source_submission_id,    -- the event's own comes first
    crisis_events.source_table,
    crisis_events.source_file,
    crisis_events.source_line
from crisis_events
inner join aged on crisis_events.event_id = aged.event_id
inner join presentation_events on crisis_events.event_id = presentation_events.event_id
inner join presentations on presentation_events.presentation_id = presentations.presentation_id
left join person_ethnicity on crisis_events.person_key = person_ethnicity.person_key
left join current_patients on crisis_events.person_key = current_patients.person_key
left join person_areas on crisis_events.person_key = person_areas.person_key
left join episode_categories on crisis_events.UniqMHActEpisodeID = episode_categories.UniqMHActEpisodeID
