-- One row per legal status period: current rows of the window, de-duplicated (counting-rules.md 1 and 4.2).
with versions as (
    select
        MHS401MHActPeriod.organisation_code,
        MHS401MHActPeriod.submission_id,
        MHS401MHActPeriod.record,
        MHS401MHActPeriod.file,
        MHS401MHActPeriod.line,
        MHS401MHActPeriod.reporting_month,
        concat(MHS401MHActPeriod.organisation_code, MHS401MHActPeriod.MHActLegalStatusClassPeriodID) as UniqMHActEpisodeID,
        MHS401MHActPeriod.LocalPatientID,
        MHS401MHActPeriod.StartDateMHActLegalStatusClass,
        MHS401MHActPeriod.StartTimeMHActLegalStatusClass,
        MHS401MHActPeriod.ExpiryDateMHActLegalStatusClass,
        MHS401MHActPeriod.EndDateMHActLegalStatusClass,
        MHS401MHActPeriod.EndTimeMHActLegalStatusClass,
        MHS401MHActPeriod.LegalStatusCode,
        row_number() over (
            partition by MHS401MHActPeriod.organisation_code, MHS401MHActPeriod.MHActLegalStatusClassPeriodID
            order by MHS401MHActPeriod.reporting_month desc
        ) as recency
    from MHS401MHActPeriod
),
coded as (
    select
        versions.UniqMHActEpisodeID,
        versions.organisation_code,
        versions.submission_id,
        versions.record,
        versions.file,
        versions.line,
        versions.reporting_month,
        people.person_key,
        people.birth_date,
        people.ethnicity_as_sent,
        versions.StartDateMHActLegalStatusClass,
        versions.StartTimeMHActLegalStatusClass,
        versions.ExpiryDateMHActLegalStatusClass,
        versions.EndDateMHActLegalStatusClass,
        versions.EndTimeMHActLegalStatusClass,
        -- NHSDLegalStatus (trust-data.md 3): two digits; a code not valid in version 6 becomes -1.
        case
            when versions.LegalStatusCode is null then cast(null as string)
            when legal_status.valid_in_v6 = 'Y' then legal_status.code
            else '-1'
        end as LegalStatusCode
    from versions
    inner join people
        on versions.submission_id = people.submission_id
        and versions.LocalPatientID = people.local_patient_id
        and people.source_table = 'MHS001MPI'
    left join legal_status on lpad(trim(versions.LegalStatusCode), 2, '0') = legal_status.code
    where versions.recency = 1
),
ranked as (
    select
        coded.UniqMHActEpisodeID,
        coded.organisation_code,
        coded.submission_id,
        coded.record,
        coded.file,
        coded.line,
        coded.reporting_month,
        coded.person_key,
        coded.birth_date,
        coded.ethnicity_as_sent,
        coded.StartDateMHActLegalStatusClass,
        coded.StartTimeMHActLegalStatusClass,
        coded.ExpiryDateMHActLegalStatusClass,
        coded.EndDateMHActLegalStatusClass,
        coded.EndTimeMHActLegalStatusClass,
        coded.LegalStatusCode,
        collect_set(coded.UniqMHActEpisodeID) over (
            partition by
                coded.person_key, coded.organisation_code, coded.StartDateMHActLegalStatusClass, coded.LegalStatusCode
        ) as merged_episode_ids,
        row_number() over (
            partition by
                coded.person_key, coded.organisation_code, coded.StartDateMHActLegalStatusClass, coded.LegalStatusCode
            order by
                coded.reporting_month desc,
                coded.ExpiryDateMHActLegalStatusClass desc nulls last,
                coded.EndDateMHActLegalStatusClass desc nulls last,
                coded.UniqMHActEpisodeID desc
        ) as duplicate_rank
    from coded
)
select
    ranked.UniqMHActEpisodeID,
    array_sort(ranked.merged_episode_ids) as merged_episode_ids,
    ranked.organisation_code,
    ranked.submission_id,
    ranked.record,
    ranked.file,
    ranked.line,
    ranked.reporting_month,
    ranked.person_key,
    ranked.birth_date,
    ranked.ethnicity_as_sent,
    ranked.StartDateMHActLegalStatusClass,
    ranked.StartTimeMHActLegalStatusClass,
    ranked.ExpiryDateMHActLegalStatusClass,
    ranked.EndDateMHActLegalStatusClass,
    ranked.EndTimeMHActLegalStatusClass,
    ranked.LegalStatusCode
from ranked
where ranked.duplicate_rank = 1
