-- Where do children and young people present?
-- For: national analysts
-- Mind: Under 18 at the event. Partners that send no birth date send an age, which may be a guess.
-- Chart: event_type, under_18
select
  event_type,
  count_if(age_years < 18) as under_18,
  count_if(age_years >= 18) as adults,
  count_if(age_years is null) as age_not_known
from crisis_presentations
where reporting_month = '2026-09'
group by event_type
order by under_18 desc, event_type
