-- Who is detained under section 136 more than once in the month?
-- For: trusts, police forces
-- Mind: is_duplicate_candidate leaves out a second record of the same force within 24 hours, which may be a move and not a second detention. A person whose police record could not be linked counts as somebody else each time, so this is a lower bound.
-- Chart: detentions_of_one_person, people
with people as (
  select person_key, count(*) as detentions_of_one_person
  from crisis_presentations
  where reporting_month = '2026-09'
    and event_type = 'police_detention'
    and mha_power = 's136'
    and not coalesce(is_duplicate_candidate, false)
  group by person_key
)
select
  detentions_of_one_person,
  count(*) as people
from people
group by detentions_of_one_person
order by detentions_of_one_person
