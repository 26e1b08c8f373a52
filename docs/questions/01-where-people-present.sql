-- Where do people present in crisis?
-- For: national analysts
-- Mind: An event is not a person: one crisis can be a police detention, an ambulance journey and a place of safety. People are counted once within each line, and the lines do not add up to all people.
-- Chart: event_type, events
select
  event_type,
  count(*) as events,
  count(distinct person_key) as people
from crisis_presentations
where reporting_month = '2026-09'
group by event_type
order by events desc, event_type
