-- One row per crisis event of the month: the presentation it belongs to. Events of one person are chained across partners where each
-- begins within 24 hours of the one before (counting-rules.md 2.3).
with ordered as (
    select
        crisis_events.event_id,
        crisis_events.person_key,
        crisis_events.start_datetime,
        case
            when crisis_events.event_type = 'nhs111_call' then 'nhs_111'
            when crisis_events.event_type = 'ambulance' then 'ambulance'
            when crisis_events.event_type in ('police_incident', 'police_detention') then 'police'
            when crisis_events.event_type = 'ed_attendance' then 'emergency_department'
            when crisis_events.event_type = 'T1' then 'liaison'
            when crisis_events.event_type in ('T5', 'T7') or crisis_events.has_place_of_safety_team then 'place_of_safety'
            when crisis_events.event_type = 'T6' then 'drop_in'
            else 'crisis_team'
        end as step,
        crisis_events.start_datetime > lag(crisis_events.start_datetime) over (
            partition by crisis_events.person_key
            order by crisis_events.start_datetime, crisis_events.event_id
        ) + interval 24 hours as is_later_than_a_day,
        lag(crisis_events.event_id) over (
            partition by crisis_events.person_key
            order by crisis_events.start_datetime, crisis_events.event_id
        ) is null as is_first
    from crisis_events
)
select
    ordered.event_id,
    ordered.person_key,
    ordered.start_datetime,
    ordered.step,
    last_value(case when ordered.is_first or ordered.is_later_than_a_day then ordered.event_id end, true) over (
        partition by ordered.person_key
        order by ordered.start_datetime, ordered.event_id
        rows between unbounded preceding and current row
    ) as presentation_id
from ordered
