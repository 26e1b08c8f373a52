-- One row per person and trust: ethnicity on the person's latest patient row at that trust, as the annual tables take it
-- (counting-rules.md 4.7; CHO-19). Nationally the latest row anywhere counts (current_patients).
with ranked as (
    select
        people.person_key,
        people.organisation_code,
        case
            when trim(people.ethnicity_as_sent) = '99' then '99'
            else upper(substring(trim(people.ethnicity_as_sent), 1, 1))
        end as first_character,
        row_number() over (
            partition by people.person_key, people.organisation_code
            order by people.reporting_month desc, people.record desc
        ) as recency
    from people
    where people.source_table = 'MHS001MPI'
)
select
    ranked.person_key,
    ranked.organisation_code,
    coalesce(nhs_ethnic_category_2001.code, 'UNKNOWN') as ethnicity_at_provider,
    case nhs_ethnic_category_2001.code
        when 'Z' then 'Not Stated'
        when '99' then 'Not Known'
        else coalesce(nhs_ethnic_category_2001.nhs_2001_group5, 'UNKNOWN')
    end as nhs_2001_group5_at_provider
from ranked
left join nhs_ethnic_category_2001 on ranked.first_character = nhs_ethnic_category_2001.code
where ranked.recency = 1
