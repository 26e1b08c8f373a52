-- One row per record about a person, of the month and the window before it: its ethnicities read in its sender's own codes
-- (ethnicity.md, traps 1 to 3 and 10), and its sex as linkage compares it (1 or 2, else not known).
select
    people.person_key,
    people.link_step,
    people.family,
    people.organisation_code,
    people.submission_id,
    people.source_table,
    people.record,
    people.reporting_month,
    cast(replace(people.reporting_month, '-', '') as int) as month_number,
    people.identifiers,
    people.birth_date,
    people.age_years,
    case
        when trim(people.gender_code) in ('1', '2') then trim(people.gender_code)
        when trim(people.sex_code) in ('1', '2') then trim(people.sex_code)
    end as sex,
    nhs_ethnic_category_2001.code as ethnicity_code,
    nhs_ethnic_category_2001.status as ethnicity_status,
    nhs_ethnic_category_2001.nhs_2001_group5,
    nhs_ethnic_category_2001.ons_group5,
    case when people.family = 'AM' then 2 else 1 end as ethnicity_rank,     -- rule 1: a crew's record ranks below self-defined
    police_officer_defined_ethnicity.code as officer_code,
    police_officer_defined_ethnicity.ons_group5_approx as officer_group5
from people
left join police_self_defined_ethnicity
    on people.family = 'PF'
    and upper(trim(people.ethnicity_as_sent)) = police_self_defined_ethnicity.code
left join nhs_ethnic_category_2001
    on nhs_ethnic_category_2001.code = case
        when people.family = 'PF' then police_self_defined_ethnicity.nhs_ethnic_category_2001
        when trim(people.ethnicity_as_sent) = '99' then '99'
        else upper(substring(trim(people.ethnicity_as_sent), 1, 1))         -- a second character is a local subdivision
    end
left join police_officer_defined_ethnicity
    on upper(trim(people.officer_defined_ethnicity)) = police_officer_defined_ethnicity.code
