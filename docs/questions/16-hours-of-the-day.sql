-- At what time of day do the police detain?
-- For: police forces, trusts
-- Mind: London time, blocks of four hours; records without a time are at midnight and would be in the first block.
-- Chart: hours, detentions
select
  concat(lpad(4 * floor(hour(from_utc_timestamp(start_datetime, 'Europe/London')) / 4), 2, '0'), ':00') as hours,
  count(*) as detentions
from crisis_presentations
where reporting_month = '2026-09' and event_type = 'police_detention'
group by 1
order by hours
