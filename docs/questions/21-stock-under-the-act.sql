-- Who is subject to the Act at month end, and where?
-- For: national analysts
-- Mind: MHS09, MHS10, MHS11: people once, whoever sent them; somebody detained is in no other stock. Expiry is ignored, so it differs from active detentions (MHS151).
-- Chart: stock_at_month_end, people
select
  stock_at_month_end,
  count(distinct person_key) as people,
  count(distinct organisation_code) as providers
from mha_detentions
where reporting_month = '2026-09' and stock_at_month_end <> 'none'
group by stock_at_month_end
order by people desc
