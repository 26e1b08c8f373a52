-- One row per event and family of partner: the section 136 detention as that partner recorded it, where other records tell of the
-- same event (docs/linkage.md). A period of a trust that was sent again counts as it was sent last.
-- CHOICE: the month and the one before are searched, so that a detention over the end of a month is found from the later month.
with sent as (
    select
        'PF' as family,
        'police_mha_detention' as source_table,
        police_mha_detention.reporting_month,
        police_mha_detention.organisation_code,
        police_mha_detention.submission_id,
        police_mha_detention.record,
        police_mha_detention.detention_datetime as start_datetime,
        false as is_start_untimed,
        people.birth_date,
        case when people.sex_code in ('1', '2') then people.sex_code end as sex_code
    from police_mha_detention
    inner join people
        on police_mha_detention.submission_id = people.submission_id
        and police_mha_detention.record = people.record
        and people.source_table = 'police_mha_detention'
    where police_mha_detention.reporting_month >= date_format(add_months(:month_start, -1), 'yyyy-MM')
        and police_mha_detention.mha_power = 's136'
    union all
    select
        'AM' as family,
        'ambulance_incident' as source_table,
        ambulance_incident.reporting_month,
        ambulance_incident.organisation_code,
        ambulance_incident.submission_id,
        ambulance_incident.record,
        ambulance_incident.call_connect_datetime as start_datetime,
        false as is_start_untimed,
        people.birth_date,
        case when people.sex_code in ('1', '2') then people.sex_code end as sex_code
    from ambulance_incident
    inner join people
        on ambulance_incident.submission_id = people.submission_id
        and ambulance_incident.record = people.record
        and people.source_table = 'ambulance_incident'
    where ambulance_incident.reporting_month >= date_format(add_months(:month_start, -1), 'yyyy-MM')
        and ambulance_incident.mha_section = 's136'
        and coalesce(ambulance_incident.outcome, '') <> 'no_patient_or_cancelled'
    union all
    select
        'MH' as family,
        'MHS401MHActPeriod' as source_table,
        MHS401MHActPeriod.reporting_month,
        MHS401MHActPeriod.organisation_code,
        MHS401MHActPeriod.submission_id,
        MHS401MHActPeriod.record,
        to_utc_timestamp(
            cast(
                concat(
                    cast(MHS401MHActPeriod.StartDateMHActLegalStatusClass as string),
                    ' ',
                    coalesce(MHS401MHActPeriod.StartTimeMHActLegalStatusClass, '00:00:00')
                ) as timestamp
            ),
            'Europe/London'
        ) as start_datetime,
        MHS401MHActPeriod.StartTimeMHActLegalStatusClass is null as is_start_untimed,
        people.birth_date,
        -- The stated gender comes before the gender identity: the other partners send sex.
        case
            when people.gender_code in ('1', '2') then people.gender_code
            when people.sex_code in ('1', '2') then people.sex_code
        end as sex_code
    from MHS401MHActPeriod
    inner join people
        on MHS401MHActPeriod.submission_id = people.submission_id
        and MHS401MHActPeriod.LocalPatientID = people.local_patient_id
        and people.source_table = 'MHS001MPI'
    where MHS401MHActPeriod.reporting_month >= date_format(add_months(:month_start, -1), 'yyyy-MM')
        and trim(MHS401MHActPeriod.LegalStatusCode) = '20'
),
ranked as (
    select
        events.event_key,
        sent.family,
        sent.organisation_code,
        sent.start_datetime,
        sent.is_start_untimed,
        sent.birth_date,
        sent.sex_code,
        row_number() over (
            partition by events.event_key, sent.family
            order by sent.reporting_month desc, sent.record desc
        ) as version_rank
    from sent
    inner join events
        on sent.submission_id = events.submission_id
        and sent.source_table = events.source_table
        and sent.record = events.record
    where events.linked_event_count > 1
)
select
    ranked.event_key,
    ranked.family,
    ranked.organisation_code,
    ranked.start_datetime,
    ranked.is_start_untimed,
    ranked.birth_date,
    ranked.sex_code
from ranked
where ranked.version_rank = 1
