-- How are people taken to the place of safety?
-- For: ambulance services, police forces
-- Mind: The main transport as police sent it; an ambulance is what the code of practice asks for.
-- Chart: transport_method, detentions
select
  coalesce(transport_method, 'not sent') as transport_method,
  count(*) as detentions,
  round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from crisis_presentations
where reporting_month = '2026-09' and event_type = 'police_detention'
group by 1
order by detentions desc, 1
