"""DAG: the final return, at the close of the year, one run per month of it."""

from concordat_airflow.dags import monthly
from concordat_airflow.timetables import FINAL

# Airflow finds a DAG file by the words airflow and DAG in it.
dag = monthly("concordat_final", FINAL)
