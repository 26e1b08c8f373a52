-- How long do people wait for liaison psychiatry in an emergency department?
-- For: acute hospitals, trusts
-- Mind: PLS121, PLS122, PLS123; the clock of the published figures (in_month).
-- Chart: waited, referrals
select
  case
    when response_minutes_in_month is null then '5 not seen in the month'
    when response_minutes_in_month <= 60 then '1 up to 1 hour'
    when response_minutes_in_month <= 240 then '2 up to 4 hours'
    when response_minutes_in_month <= 1440 then '3 up to 24 hours'
    else '4 longer'
  end as waited,
  count(*) as referrals
from crisis_presentations
where reporting_month = '2026-09'
  and has_liaison_team
  and SourceOfReferralMH = 'H1'
  and event_type in ('T1', 'T2', 'T3', 'T4')
group by 1
order by waited
