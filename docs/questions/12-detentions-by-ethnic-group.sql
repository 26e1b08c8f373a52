-- How do detentions differ between ethnic groups?
-- For: national analysts
-- Mind: New detentions (MHS81) by the person's group of five in the census grouping, with crude rates per 100,000 and their ratio to the White group. Population: Census 2011, England, all ages (the sum of schemas/src/main/resources/populations/census2011_england_ethnicity_age_sex.csv). The sample's country is invented and small: its rates mean nothing and only show how it is done, and the ratio is not standardised for age and sex.
-- Chart: ethnic_group, ratio_to_white
with population (ethnic_group, residents) as (
  values
    ('Asian', 4143403),
    ('Black', 1846614),
    ('Mixed', 1192879),
    ('Other', 548418),
    ('White', 45281142)
),
detentions as (
  select ons_group5 as ethnic_group, count(*) as detentions
  from mha_detentions
  where reporting_month = '2026-09' and is_new_detention and is_started_in_month
  group by ons_group5
),
rates as (
  select
    coalesce(population.ethnic_group, detentions.ethnic_group) as ethnic_group,
    coalesce(detentions, 0) as detentions,
    100000.0 * coalesce(detentions, 0) / residents as rate
  from population
  full join detentions on detentions.ethnic_group = population.ethnic_group
)
select
  ethnic_group,
  detentions,
  round(rate, 3) as rate_per_100000,
  round(rate / max(case when ethnic_group = 'White' then rate end) over (), 2) as ratio_to_white
from rates
order by ethnic_group
