-- One row per sender, breakdown and value: how the sender's records of the month were recognised, and what speaks against it
-- (linkage.md, "Measuring quality", without truth). A person's records are those of the month and the window before it.
with bands as (
    select
        age_bands.description,
        cast(age_bands.age_from as int) as age_from,
        coalesce(cast(age_bands.age_to as int), 130) as age_to
    from age_bands
    where age_bands.family = 'mha'
),
persons as (
    select
        person_records.person_key,
        count(1) as records,
        min(struct(person_records.family, person_records.organisation_code))
            <> max(struct(person_records.family, person_records.organisation_code)) as has_other_sender,
        coalesce(min(person_records.sex) <> max(person_records.sex), false) as has_sex_conflict,
        -- 1 January often stands for a year only guessed, and a guess may be wrong by two.
        coalesce(
            max(case when date_format(person_records.birth_date, 'MMdd') <> '0101' then year(person_records.birth_date) end)
            - min(case when date_format(person_records.birth_date, 'MMdd') <> '0101' then year(person_records.birth_date) end),
            0
        ) > 1 as has_birth_year_conflict
    from person_records
    group by person_records.person_key
),
-- A pair left for review is counted once, with the later of its two records.
reviews as (
    select
        match_pairs.second_submission_id,
        match_pairs.second_source_table,
        match_pairs.second_record,
        count(1) as pairs
    from match_pairs
    where match_pairs.decision = 'review'
    group by match_pairs.second_submission_id, match_pairs.second_source_table, match_pairs.second_record
),
month_records as (
    select
        person_records.person_key,
        person_records.family,
        person_records.organisation_code,
        person_records.link_step,
        case person_records.ethnicity_status
            when 'known' then person_records.nhs_2001_group5
            when 'not_stated' then 'Not Stated'
            when 'not_known' then 'Not Known'
            else 'UNKNOWN'
        end as ethnic_group5,
        coalesce(
            year(:month_end) - year(person_records.birth_date)
                - case when date_format(:month_end, 'MMdd') < date_format(person_records.birth_date, 'MMdd') then 1 else 0 end,
            person_records.age_years
        ) as age,
        coalesce(person_records.sex, 'UNKNOWN') as sex,
        coalesce(nullif(person_records.identifiers, ''), 'none') as identifiers,
        coalesce(reviews.pairs, 0) as review_pairs
    from person_records
    left join reviews
        on person_records.submission_id = reviews.second_submission_id
        and person_records.source_table = reviews.second_source_table
        and person_records.record = reviews.second_record
    where person_records.reporting_month = :month
),
cells as (
    select
        month_records.family,
        month_records.organisation_code,
        month_records.link_step,
        month_records.ethnic_group5,
        coalesce(bands.description, 'UNKNOWN') as age_band,
        month_records.sex,
        month_records.identifiers,
        case
            when persons.records > 20 then 'over 20'
            when persons.records > 10 then '11 to 20'
            when persons.records > 5 then '6 to 10'
            when persons.records > 2 then '3 to 5'
            else cast(persons.records as string)
        end as person_size,
        count(1) as records,
        count_if(month_records.link_step <> 'one_time') as recognised_records,
        count_if(persons.records > 1) as shared_records,
        count_if(persons.has_other_sender) as partner_records,
        count_if(persons.has_sex_conflict) as sex_conflict_records,
        count_if(persons.has_birth_year_conflict) as birth_year_conflict_records,
        sum(month_records.review_pairs) as review_pairs
    from month_records
    inner join persons on month_records.person_key = persons.person_key
    left join bands on month_records.age between bands.age_from and bands.age_to
    group by
        month_records.family, month_records.organisation_code, month_records.link_step, month_records.ethnic_group5, bands.description,
        month_records.sex, month_records.identifiers, persons.records
),
parts as (
    select
        cells.family,
        cells.organisation_code,
        part.breakdown,
        part.value,
        cells.records,
        cells.recognised_records,
        cells.shared_records,
        cells.partner_records,
        cells.sex_conflict_records,
        cells.birth_year_conflict_records,
        cells.review_pairs
    from cells
    lateral view explode(array(
        struct('all' as breakdown, 'all' as value),
        struct('link_step' as breakdown, cells.link_step as value),
        struct('ethnic_group5' as breakdown, cells.ethnic_group5 as value),
        struct('age_band' as breakdown, cells.age_band as value),
        struct('sex' as breakdown, cells.sex as value),
        struct('identifiers' as breakdown, cells.identifiers as value),
        struct('person_size' as breakdown, cells.person_size as value)
    )) as part
)
select
    parts.family,
    parts.organisation_code,
    parts.breakdown,
    parts.value,
    sum(parts.records) as records,
    sum(parts.recognised_records) as recognised_records,
    sum(parts.shared_records) as shared_records,
    sum(parts.partner_records) as partner_records,
    sum(parts.sex_conflict_records) as sex_conflict_records,
    sum(parts.birth_year_conflict_records) as birth_year_conflict_records,
    sum(parts.review_pairs) as review_pairs
from parts
group by parts.family, parts.organisation_code, parts.breakdown, parts.value
