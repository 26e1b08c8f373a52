"""DAG: reminders to partners before the cut."""

from concordat_airflow.dags import reminders

# Airflow finds a DAG file by the words airflow and DAG in it.
dag = reminders("concordat_reminders")
