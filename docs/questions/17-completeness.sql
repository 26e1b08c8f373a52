-- How complete is what each kind of partner sends?
-- For: return-makers, all partners
-- Mind: Percent of events with a usable age, gender and ethnicity (after linking), and with times that can be trusted. A figure by ethnicity is as good as this column.
-- Chart: family, with_ethnicity
select
  family,
  count(*) as events,
  round(100.0 * count(age_years) / count(*), 1) as with_age,
  round(100.0 * count_if(gender in ('1', '2', '3', '4')) / count(*), 1) as with_gender,
  round(100.0 * count_if(ons_group5 not in ('Not Stated', 'Not Known', 'UNKNOWN')) / count(*), 1) as with_ethnicity,
  round(100.0 * count_if(time_quality = 'good') / count(*), 1) as with_good_times
from crisis_presentations
where reporting_month = '2026-09'
group by family
order by family
