-- How many people come back in crisis, and how soon?
-- For: national analysts, crisis care partnerships
-- Mind: Presentations chain events of one person across partners, each within 24 hours of the one before. Days run from the last event of the presentation before, in this month or up to three earlier months whose marts are made; the committed sample has made one month, so longer gaps are not seen here.
-- Chart: within, presentations
select
  case
    when days_since_previous_presentation <= 7 then '1: 7 days'
    when days_since_previous_presentation <= 28 then '2: 28 days'
    when days_since_previous_presentation <= 90 then '3: 90 days'
    else '4: no earlier one seen'
  end as within,
  count(*) as presentations,
  count(distinct person_key) as people
from crisis_presentations
where reporting_month = '2026-09'
  and is_first_of_presentation
  and not has_presentation_started_before
group by 1
order by 1
