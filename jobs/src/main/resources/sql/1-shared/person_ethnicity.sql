-- One row per person: the ethnicity chosen across agencies (ethnicity.md, "Choosing one value per person").
-- Dates are months here: "the same day" of rule 4 is the same reporting month.
with sent as (
    select
        people.person_key,
        people.submission_id,
        people.family,
        cast(replace(people.reporting_month, '-', '') as int) as month_number,
        case when people.family = 'AM' then 2 else 1 end as source_rank,    -- rule 1: a crew's record ranks below self-defined
        case
            when people.family = 'PF' then police_self_defined_ethnicity.nhs_ethnic_category_2001
            when trim(people.ethnicity_as_sent) = '99' then '99'
            else upper(substring(trim(people.ethnicity_as_sent), 1, 1))     -- a second character is a local subdivision
        end as code,
        upper(trim(people.officer_defined_ethnicity)) as officer_code
    from people
    left join police_self_defined_ethnicity
        on people.family = 'PF'
        and upper(trim(people.ethnicity_as_sent)) = police_self_defined_ethnicity.code
),
known as (
    select
        sent.person_key,
        sent.family,
        sent.source_rank,
        nhs_ethnic_category_2001.status,
        nhs_ethnic_category_2001.nhs_2001_group5,
        case
            when nhs_ethnic_category_2001.status = 'known' then struct(
                sent.source_rank,                                            -- rule 3: the higher rank wins even when older
                -sent.month_number as newest_first,                          -- rule 2: the most recent known value
                nhs_ethnic_category_2001.code in ('C', 'G', 'L', 'P', 'S') as is_any_other,   -- rule 4
                case sent.family when 'MH' then 1 when 'ED' then 2 when 'UC' then 3 else 4 end as sender_rank,
                nhs_ethnic_category_2001.code,
                sent.submission_id
            )
        end as choice,
        case
            when police_officer_defined_ethnicity.ons_group5_approx is not null then struct(
                -sent.month_number as newest_first,
                police_officer_defined_ethnicity.code,
                police_officer_defined_ethnicity.ons_group5_approx,
                sent.submission_id
            )
        end as officer
    from sent
    left join nhs_ethnic_category_2001 on sent.code = nhs_ethnic_category_2001.code
    left join police_officer_defined_ethnicity on sent.officer_code = police_officer_defined_ethnicity.code
),
chosen as (
    select
        known.person_key,
        min(known.choice) as choice,
        min(known.officer) as officer,
        bool_and(known.family = 'PF') as is_police_only,
        coalesce(bool_or(known.status = 'not_stated'), false) as has_not_stated,
        coalesce(bool_or(known.status = 'not_known'), false) as has_not_known,
        min(case when known.source_rank = 1 then known.nhs_2001_group5 end)
            <> max(case when known.source_rank = 1 then known.nhs_2001_group5 end) as has_ethnicity_conflict   -- rule 5
    from known
    group by known.person_key
),
decided as (
    select
        chosen.person_key,
        case
            when chosen.choice is not null then chosen.choice.code
            when chosen.has_not_stated then 'Z'
            when chosen.has_not_known then '99'
            else 'UNKNOWN'
        end as ethnicity_code,
        case
            when chosen.choice.source_rank = 1 then 'self_defined'
            when chosen.choice.source_rank = 2 then 'ambulance_crew'
            when chosen.is_police_only and chosen.officer is not null then 'officer'   -- rule 3: police-only persons, groups only
            else 'none'
        end as ethnicity_basis,
        coalesce(chosen.has_ethnicity_conflict, false) as has_ethnicity_conflict,
        chosen.officer.code as officer_code,
        chosen.officer.ons_group5_approx as officer_group5,
        coalesce(
            chosen.choice.submission_id,
            case when chosen.is_police_only then chosen.officer.submission_id end
        ) as ethnicity_submission_id
    from chosen
)
select
    decided.person_key,
    decided.ethnicity_code,
    decided.ethnicity_basis,
    decided.has_ethnicity_conflict,
    decided.ethnicity_submission_id,
    case
        when decided.ethnicity_basis = 'officer' and decided.officer_code = 'IC5' then 'UNKNOWN'   -- NHS grouping parts Chinese from Asian
        when decided.ethnicity_basis = 'officer' and decided.officer_group5 = 'Asian' then 'Asian or Asian British'
        when decided.ethnicity_basis = 'officer' and decided.officer_group5 = 'Black' then 'Black or Black British'
        when decided.ethnicity_basis = 'officer' and decided.officer_group5 = 'Other' then 'Other Ethnic Groups'
        when decided.ethnicity_basis = 'officer' then decided.officer_group5
        when decided.ethnicity_code = 'Z' then 'Not Stated'
        when decided.ethnicity_code = '99' then 'Not Known'
        else coalesce(nhs_ethnic_category_2001.nhs_2001_group5, 'UNKNOWN')
    end as nhs_2001_group5,
    case
        when decided.ethnicity_basis = 'officer' then decided.officer_group5
        when decided.ethnicity_code = 'Z' then 'Not Stated'
        when decided.ethnicity_code = '99' then 'Not Known'
        else coalesce(nhs_ethnic_category_2001.ons_group5, 'UNKNOWN')
    end as ons_group5
from decided
left join nhs_ethnic_category_2001 on decided.ethnicity_code = nhs_ethnic_category_2001.code
