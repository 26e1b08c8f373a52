-- Which trusts use most bed days out of area?
-- For: return-makers, trusts
-- Mind: OAP02M by sending provider: inappropriate placements (ReasonOAT 10) only, days from admission to the earlier of discharge and the placement's end.
-- Chart: sending_provider, bed_days
select
  coalesce(sending_provider_code, 'not known') as sending_provider,
  count(*) as placements,
  sum(bed_days_month) as bed_days,
  count_if(is_active_at_month_end) as active_at_month_end
from out_of_area_placements
where reporting_month = '2026-09' and is_in_month_files and appropriateness = 'inappropriate'
group by 1
order by bed_days desc, 1
