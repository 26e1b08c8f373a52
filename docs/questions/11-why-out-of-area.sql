-- Why are people placed out of area?
-- For: national analysts
-- Mind: Only reason 10, no bed available, is inappropriate and published; the mart keeps all reasons.
-- Chart: reason, placements
select
  coalesce(ReasonOAT, 'not sent') as reason,
  appropriateness,
  count(*) as placements,
  sum(bed_days_month) as bed_days
from out_of_area_placements
where reporting_month = '2026-09' and is_in_month_files
group by 1, 2
order by placements desc, reason
