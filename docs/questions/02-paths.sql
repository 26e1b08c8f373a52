-- By which path do people come?
-- For: national analysts, crisis care partnerships
-- Mind: Events of one person, each starting within 24 hours of the one before, are one presentation (docs/data-dictionary, presentation_id). A partner's event that could not be linked is a path of its own, so paths look shorter than they are.
-- Chart: path, presentations
with presentations as (
  select
    presentation_id,
    array_join(
      transform(array_sort(collect_list(struct(start_datetime, event_id, event_type))), event -> event.event_type),
      ' > ') as path
  from crisis_presentations
  where reporting_month = '2026-09'
  group by presentation_id
)
select
  path,
  count(*) as presentations
from presentations
where path like '%>%'
group by path
order by presentations desc, path
limit 10
