"""DAG: the monthly performance return, at the month's first cut."""

from concordat_airflow.dags import monthly
from concordat_airflow.timetables import PERFORMANCE

# Airflow finds a DAG file by the words airflow and DAG in it.
dag = monthly("concordat_performance", PERFORMANCE)
