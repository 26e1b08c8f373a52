"""Makes the timetables known to every service of Airflow."""

from airflow.plugins_manager import AirflowPlugin

from concordat_airflow.timetables import ReminderTimetable, SubmissionTimetable


class ConcordatPlugin(AirflowPlugin):
    name = "concordat"
    timetables = [SubmissionTimetable, ReminderTimetable]
