-- By which paths do people in crisis reach hospital?
-- For: crisis care partnerships
-- Mind: Kinds of contact in the order they were first met; admission is a hospital spell from the day of the first event to three days after the last.
-- Chart: presentation_path, presentations
select
  presentation_path,
  count(*) as presentations
from crisis_presentations
where reporting_month = '2026-09'
  and is_first_of_presentation
  and presentation_admission_date is not null
group by presentation_path
order by presentations desc, presentation_path
limit 12
