-- One row per person known to a trust: the patient row that stands for the person nationally (PatMRecInRP,
-- trust-data.md 3; counting-rules.md 5 rule 1): latest month, then the submission created last, then the highest record number.
with ranked as (
    select
        people.person_key,
        people.submission_id,
        people.local_patient_id,
        people.birth_date,
        people.sex_code,
        people.gender_code,
        case
            when trim(people.ethnicity_as_sent) = '99' then '99'
            else upper(substring(trim(people.ethnicity_as_sent), 1, 1))
        end as first_character,
        row_number() over (
            partition by people.person_key
            order by
                people.reporting_month desc,
                MHS000Header.DateTimeDatSetCreate desc nulls last,
                people.record desc,
                people.submission_id desc
        ) as recency
    from people
    left join MHS000Header on people.submission_id = MHS000Header.submission_id
    where people.source_table = 'MHS001MPI'
),
latest as (
    select
        ranked.person_key,
        ranked.submission_id,
        ranked.local_patient_id,
        case
            when ranked.sex_code in ('1', '2', '3', '4') then ranked.sex_code
            when ranked.gender_code in ('1', '2', '9') then ranked.gender_code
            else 'UNKNOWN'
        end as gender,
        year(:month_end) - year(ranked.birth_date)
            - case when date_format(:month_end, 'MMdd') < date_format(ranked.birth_date, 'MMdd') then 1 else 0 end as age,
        coalesce(nhs_ethnic_category_2001.code, 'UNKNOWN') as ethnicity_published,
        case nhs_ethnic_category_2001.code
            when 'Z' then 'Not Stated'
            when '99' then 'Not Known'
            else coalesce(nhs_ethnic_category_2001.nhs_2001_group5, 'UNKNOWN')
        end as nhs_2001_group5_published
    from ranked
    left join nhs_ethnic_category_2001 on ranked.first_character = nhs_ethnic_category_2001.code
    where ranked.recency = 1
)
select
    latest.person_key,
    latest.submission_id as patient_submission_id,
    latest.local_patient_id as patient_local_id,
    latest.gender,
    case when latest.age between 0 and 130 then latest.age end as age_at_month_end,
    latest.ethnicity_published,
    latest.nhs_2001_group5_published
from latest
