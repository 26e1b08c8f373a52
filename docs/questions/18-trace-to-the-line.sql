-- From which file and line does a figure come?
-- For: everybody who doubts one
-- Mind: Any count can be taken apart into its rows; each names the submission, file and physical line it stands for. Here: detentions to a police station.
-- Chart: none
select
  organisation_code,
  source_submission_id,
  source_table,
  source_file,
  source_line
from crisis_presentations
where reporting_month = '2026-09'
  and event_type = 'police_detention'
  and place_of_safety_type = 'police_station'
order by source_submission_id, source_file, source_line
