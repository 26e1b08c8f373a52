-- Do police, ambulance and trusts know of the same detentions?
-- For: crisis care partnerships
-- Mind: From the police's side: of the detentions a force recorded, how many does each other side have a record of. What is missing may not have been sent, or could not be told to be the same (docs/linkage.md).
-- Chart: known_to, detentions
select
  case
    when linked_ambulance_trust_code is not null and linked_trust_code is not null then 'ambulance and trust'
    when linked_trust_code is not null then 'trust only'
    when linked_ambulance_trust_code is not null then 'ambulance only'
    else 'police alone'
  end as known_to,
  count(*) as detentions
from section_136_records
where reporting_month = '2026-09' and family = 'PF'
group by 1
order by detentions desc, 1
