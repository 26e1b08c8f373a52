-- One row per person and pair of sources that both know the person's ethnic group (ethnicity.md, "Choosing one value per person",
-- agreement table), in the ONS grouping, the only one that an officer's view can be read in. Of each source the most recent known
-- value counts; in one month a specific value before "any other", then the lowest code. A source that has several known values of
-- a person stands beside itself: the most recent group, and another one where there is any.
with known as (
    select
        person_records.person_key,
        case person_records.family when 'MH' then 1 when 'ED' then 2 when 'UC' then 3 when 'PF' then 4 else 5 end as source,
        -person_records.month_number as newest_first,
        person_records.ethnicity_code in ('C', 'G', 'L', 'P', 'S') as is_any_other,
        person_records.ethnicity_code as code,
        person_records.ons_group5 as group5
    from person_records
    where person_records.ethnicity_status = 'known'
    union all
    select
        person_records.person_key,
        6 as source,
        -person_records.month_number as newest_first,
        false as is_any_other,
        person_records.officer_code as code,
        person_records.officer_group5 as group5
    from person_records
    where person_records.officer_group5 is not null
),
sources as (
    select
        known.person_key,
        known.source,
        min(struct(known.newest_first, known.is_any_other, known.code, known.group5)).group5 as group5,
        array_sort(collect_set(known.group5)) as groups,
        count(1) as records
    from known
    group by known.person_key, known.source
),
persons as (
    select
        sources.person_key,
        collect_list(struct(sources.source, sources.group5)) as seen
    from sources
    group by sources.person_key
),
pairs as (
    select
        persons.person_key,
        one.source as first_source,
        other.source as second_source,
        one.group5 as first_group5,
        other.group5 as second_group5
    from persons
    lateral view explode(persons.seen) as one
    lateral view explode(persons.seen) as other
    where one.source < other.source
    union all
    select
        sources.person_key,
        sources.source as first_source,
        sources.source as second_source,
        sources.group5 as first_group5,
        coalesce(get(array_remove(sources.groups, sources.group5), 0), sources.group5) as second_group5
    from sources
    where sources.records > 1
)
select
    pairs.person_key,
    elt(pairs.first_source, 'trust', 'emergency_department', 'nhs_111', 'police_self_defined', 'ambulance', 'police_officer')
        as first_source,
    elt(pairs.second_source, 'trust', 'emergency_department', 'nhs_111', 'police_self_defined', 'ambulance', 'police_officer')
        as second_source,
    pairs.first_group5,
    pairs.second_group5
from pairs
