-- Which forces convey most by police vehicle?
-- For: police forces
-- Mind: Shares of small numbers swing from month to month: look at several months before asking a force why.
-- Chart: force, percent
select
  organisation_code as force,
  count(*) as detentions,
  count_if(transport_method = 'police_vehicle') as by_police_vehicle,
  round(100.0 * count_if(transport_method = 'police_vehicle') / count(*), 1) as percent
from crisis_presentations
where reporting_month = '2026-09' and event_type = 'police_detention'
group by organisation_code
order by percent desc, force
