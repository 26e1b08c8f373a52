-- One row per person: the ethnicity chosen across agencies (ethnicity.md, "Choosing one value per person").
-- Dates are months here: "the same day" of rule 4 is the same reporting month.
with known as (
    select
        person_records.person_key,
        person_records.family,
        person_records.ethnicity_status as status,
        person_records.nhs_2001_group5,
        person_records.ethnicity_rank as source_rank,
        case
            when person_records.ethnicity_status = 'known' then struct(
                person_records.ethnicity_rank as source_rank,                    -- rule 3: the higher rank wins even when older
                -person_records.month_number as newest_first,                    -- rule 2: the most recent known value
                person_records.ethnicity_code in ('C', 'G', 'L', 'P', 'S') as is_any_other,   -- rule 4
                case person_records.family when 'MH' then 1 when 'ED' then 2 when 'UC' then 3 else 4 end as sender_rank,
                person_records.ethnicity_code as code,
                person_records.submission_id
            )
        end as choice,
        case
            when person_records.officer_group5 is not null then struct(
                -person_records.month_number as newest_first,
                person_records.officer_code as code,
                person_records.officer_group5 as ons_group5_approx,
                person_records.submission_id
            )
        end as officer
    from person_records
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
