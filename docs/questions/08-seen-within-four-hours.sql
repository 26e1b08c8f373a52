-- How many very urgent referrals are seen face to face within four hours?
-- For: national analysts, trusts
-- Mind: CCR117, CCR118, CCR119. in_month reproduces the published figures: a contact after midnight of the last day does not count there. any_month counts it. Both are shown as a share of those seen and of all new referrals.
-- Chart: reading, percent_of_new
with referrals as (
  select response_minutes_in_month as in_month, response_minutes_any_month as any_month
  from crisis_presentations
  where reporting_month = '2026-09'
    and family = 'MH'
    and has_crisis_team
    and ClinRespPriorityType = '4'
    and UniqServReqID is not null
    and event_type in ('T1', 'T2', 'T3', 'T4')
)
select
  reading,
  count(*) as new_referrals,
  count(minutes) as seen,
  count_if(minutes between 0 and 240) as within_4_hours,
  round(100.0 * count_if(minutes between 0 and 240) / count(minutes), 1) as percent_of_seen,
  round(100.0 * count_if(minutes between 0 and 240) / count(*), 1) as percent_of_new
from referrals
lateral view stack(2, 'in_month', in_month, 'any_month', any_month) readings as reading, minutes
group by reading
order by reading desc
