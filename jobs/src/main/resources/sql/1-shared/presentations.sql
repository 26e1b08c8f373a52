-- One row per presentation of the month: the path taken, whether it led to hospital, and what came before (counting-rules.md 2.3).
-- CHOICE: a presentation leads to hospital when a spell of the person begins from the day of its first event to three days after its
-- last. A repeat is counted from the last event of the person's presentation before to the first of this one; a chain that crosses
-- the end of a month is one presentation in each month, told apart by has_started_before. Earlier months are those whose marts
-- have been made, three at most.
with chained as (
    select
        presentation_events.presentation_id,
        presentation_events.person_key,
        min(presentation_events.start_datetime) as first_datetime,
        max(presentation_events.start_datetime) as last_datetime,
        count(*) as events,
        array_distinct(
            transform(
                array_sort(
                    collect_list(
                        struct(presentation_events.start_datetime, presentation_events.event_id, presentation_events.step)
                    )
                ),
                one -> one.step
            )
        ) as steps
    from presentation_events
    group by presentation_events.presentation_id, presentation_events.person_key
),
admitted as (
    select
        chained.presentation_id,
        min(hospital_spells.StartDateHospProvSpell) as admission_date
    from chained
    inner join hospital_spells
        on chained.person_key = hospital_spells.person_key
        and hospital_spells.StartDateHospProvSpell
            between cast(from_utc_timestamp(chained.first_datetime, 'Europe/London') as date)
            and date_add(cast(from_utc_timestamp(chained.last_datetime, 'Europe/London') as date), 3)
    group by chained.presentation_id
),
-- The last event of each presentation before, of this month and of earlier ones.
sequence as (
    select
        chained.person_key,
        chained.presentation_id,
        chained.first_datetime,
        chained.last_datetime
    from chained
    union all
    select
        earlier_presentations.person_key,
        cast(null as string) as presentation_id,
        min(earlier_presentations.start_datetime) as first_datetime,
        max(earlier_presentations.start_datetime) as last_datetime
    from earlier_presentations
    group by earlier_presentations.person_key, earlier_presentations.presentation_id
),
followed as (
    select
        sequence.presentation_id,
        lag(sequence.last_datetime) over (
            partition by sequence.person_key
            order by sequence.first_datetime, sequence.presentation_id nulls first
        ) as previous_datetime
    from sequence
)
select
    chained.presentation_id,
    chained.first_datetime,
    cast(chained.events as int) as events,
    concat_ws(' > ', chained.steps, case when admitted.admission_date is not null then 'admission' end) as path,
    admitted.admission_date,
    chained.first_datetime <= followed.previous_datetime + interval 24 hours as has_started_before,
    case
        when chained.first_datetime > followed.previous_datetime + interval 24 hours
            then datediff(
                cast(from_utc_timestamp(chained.first_datetime, 'Europe/London') as date),
                cast(from_utc_timestamp(followed.previous_datetime, 'Europe/London') as date)
            )
    end as days_since_previous
from chained
inner join followed on chained.presentation_id = followed.presentation_id
left join admitted on chained.presentation_id = admitted.presentation_id
