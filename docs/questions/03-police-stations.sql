-- How often is a police station the first place of safety?
-- For: police forces, national analysts
-- Mind: As police sent it. Trusts' own data never show a police station (counting-rules.md 4.7).
-- Chart: place_of_safety_type, detentions
select
  coalesce(place_of_safety_type, 'not sent') as place_of_safety_type,
  count(*) as detentions,
  round(100.0 * count(*) / sum(count(*)) over (), 1) as percent
from crisis_presentations
where reporting_month = '2026-09' and event_type = 'police_detention'
group by 1
order by detentions desc, 1
