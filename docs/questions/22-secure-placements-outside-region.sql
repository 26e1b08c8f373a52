-- Who is in low or medium secure care outside their own region?
-- For: regional secure networks, commissioners
-- Mind: Ward stays open at month end, by the regions of home and provider; length is of the ward stay, not of the whole time in secure care. The sample's areas are invented.
-- Chart: none
select
  region_code as home_region,
  security_level,
  count(*) as stays,
  count_if(is_outside_region) as outside_region,
  count_if(is_outside_region is null) as region_not_known,
  percentile(distance_km, 0.5) as median_km,
  percentile(length_days, 0.5) as median_days
from secure_placements
where reporting_month = '2026-09' and is_active_at_month_end
group by region_code, security_level
order by region_code, security_level
