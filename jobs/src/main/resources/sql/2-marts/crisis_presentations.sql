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
        ) as age,
        -- A presentation begins where the person's event before it is more than 24 hours older (2.3).
        case
            when crisis_events.start_datetime > lag(crisis_events.start_datetime) over (
                partition by crisis_events.person_key
                order by crisis_events.start_datetime, crisis_events.event_id
            ) + interval 24 hours then crisis_events.event_id
            when lag(crisis_events.event_id) over (
                partition by crisis_events.person_key
                order by crisis_events.start_datetime, crisis_events.event_id
            ) is null then crisis_events.event_id
        end as opens_presentation
    from crisis_events
)
select
    crisis_events.event_id,
    last_value(aged.opens_presentation, true) over (
        partition by crisis_events.person_key
        order by crisis_events.start_datetime, crisis_events.event_id
        rows between unbounded preceding and current row
    ) as presentation_id,
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
left join person_ethnicity on crisis_events.person_key = person_ethnicity.person_key
left join current_patients on crisis_events.person_key = current_patients.person_key
left join episode_categories on crisis_events.UniqMHActEpisodeID = episode_categories.UniqMHActEpisodeID
