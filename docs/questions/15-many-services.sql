-- How many people meet several services in one month?
-- For: crisis care partnerships
-- Mind: Kinds of partner (trust, ambulance, police, emergency department, 111) that one person was seen by. A record that could not be linked is a person of its own, so this is a lower bound.
-- Chart: kinds_of_partner, people
with people as (
  select person_key, count(distinct family) as kinds_of_partner, count(*) as events
  from crisis_presentations
  where reporting_month = '2026-09'
  group by person_key
)
select
  kinds_of_partner,
  count(*) as people,
  sum(events) as events
from people
group by kinds_of_partner
order by kinds_of_partner
