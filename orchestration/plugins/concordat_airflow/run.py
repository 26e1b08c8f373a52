"""What a run is about: its deployment and its reporting month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from concordat_airflow import submission_calendar as calendar
from concordat_airflow.deployments import Deployment, WrongDeployment, deployment

#: Keys that a run's conf may have. Paths never come from outside.
CONF = {"month", "deployment"}


class WrongRun(AirflowFailException):
    """A run was asked for in a way that cannot be."""


@dataclass(frozen=True)
class Run:
    """A deployment, a month, and the instant the run stands for."""

    deployment: Deployment
    month: str
    at: datetime


def run_of(context: Any) -> Run:
    """What the run of this context is about."""
    dag_run = context["dag_run"]
    conf = dag_run.conf or {}
    unknown = sorted(set(conf) - CONF)
    if unknown:
        raise WrongRun(f"The run's conf has {', '.join(unknown)}; it may have {', '.join(sorted(CONF))}")
    if not all(isinstance(value, str) for value in conf.values()):
        raise WrongRun("Month and deployment of a run's conf are words")
    at = dag_run.run_after or datetime.now(timezone.utc)
    month = conf.get("month") or month_of(dag_run, at)
    try:
        if calendar.entry(month) is None:
            raise WrongRun(f'The submission calendar has no month "{month}"')
        return Run(deployment(conf.get("deployment")), month, at)
    except WrongDeployment as problem:
        raise WrongRun(str(problem)) from None


def month_of(dag_run: Any, at: datetime) -> str:
    """The month of a run that names none: that of its interval, or else the one whose cut is next."""
    start, end = dag_run.data_interval_start, dag_run.data_interval_end
    if start is not None and start != end:
        return start.astimezone(calendar.LONDON).strftime("%Y-%m")
    instant = start or at
    for one in calendar.entries():
        if calendar.utc(one.performance_cut) >= calendar.utc(instant):
            return one.month
    raise WrongRun("The submission calendar has no month after this instant; name one in the conf")
