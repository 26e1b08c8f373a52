"""The DAGs, put together: order, limits, retries. The files in dags/ name them."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from airflow.sdk import DAG, TriggerRule, task

from concordat_airflow import tasks
from concordat_airflow.alerts import not_published_in_time
from concordat_airflow.sign_off import StepOperator, publish
from concordat_airflow.timetables import PERFORMANCE, ReminderTimetable, SubmissionTimetable

OWNER = "concordat"

#: Commands that read and write small files, several at a time.
POOL_PULL = "concordat_pull"

#: Commands with Spark: as many at a time as the machine has memory for.
POOL_SPARK = "concordat_spark"

#: Short looks at the lake, and questions put to people.
POOL_LIGHT = "concordat_light"

POOLS = {
    POOL_PULL: (4, "Pulls of one partner each"),
    POOL_SPARK: (2, "Stages that start a Java machine with Spark"),
    POOL_LIGHT: (8, "Short commands and questions to people"),
}

#: How long a person may take to answer before the question is asked anew.
PATIENCE = timedelta(days=30)

QUICK = timedelta(hours=2)
LONG = timedelta(hours=8)


def limits(pool: str, timeout: timedelta) -> dict[str, Any]:
    """What every task has: owner, pool, timeout, retries that wait longer and longer."""
    return {
        "owner": OWNER,
        "pool": pool,
        "execution_timeout": timeout,
        "retries": 3,
        "retry_delay": timedelta(seconds=int(os.environ.get("CONCORDAT_RETRY_SECONDS", "60"))),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=30),
    }


def stage_task(name: str, status: str, **more: Any) -> Any:
    """A task of one stage over all partners."""
    return task(task_id=name, **limits(POOL_SPARK, LONG), **more)(tasks.stage)(name, status)


def pull_task(who: Any) -> Any:
    """A task per partner; its name in Airflow is the partner's."""
    pull = task(task_id="pull", map_index_template="{{ task.op_kwargs['partner']['name'] }}", **limits(POOL_PULL, QUICK))
    return pull(tasks.pull).expand(partner=who)


def monthly(dag_id: str, status: str) -> DAG:
    """The way from the partners to the published return, for one status."""
    with DAG(
        dag_id,
        schedule=SubmissionTimetable(status),
        catchup=False,
        max_active_runs=16,
        deadline=not_published_in_time(status),
        description=f"Makes and publishes the month's {status} return",
        tags=["concordat", status],
        doc_md=__doc__,
    ) as dag:
        who = task(task_id="partners", **limits(POOL_LIGHT, QUICK))(tasks.partners)()
        pulled = pull_task(who)
        # A partner that cannot be reached is missing, and the gate says so; the others go on.
        checked = stage_task("check", status, trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
        linked = stage_task("link", status)
        made = stage_task("marts", status)
        decision = task(task_id="gate", **limits(POOL_SPARK, LONG))(tasks.gate)(status)
        returned = stage_task("returns", status)
        # Partners get their pages also where the return is held.
        reported = stage_task("reports", status, trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
        assured = step("quality_assure", "quality-assured", status)
        signed = step("sign_off", "signed-off", status)
        published = task(task_id="publish", **limits(POOL_LIGHT, QUICK))(publish)(status, signed.output)
        [who, pulled] >> checked >> linked >> made >> decision >> returned
        [made, returned] >> reported
        [returned, reported] >> assured >> signed >> published
    return dag


def step(task_id: str, to: str, status: str) -> StepOperator:
    """A task that waits for a person; it has no execution time but the time the answer may take."""
    lasting = limits(POOL_LIGHT, QUICK)
    lasting.pop("execution_timeout")
    return StepOperator(task_id=task_id, step=to, status=status, patience=PATIENCE, **lasting)


def reminders(dag_id: str) -> DAG:
    """Before the cut: pull, judge what is there, and write to those that are missing or rejected."""
    with DAG(
        dag_id,
        schedule=ReminderTimetable(),
        catchup=False,
        max_active_runs=4,
        description="Reminds partners of the cut, and says who is missing 24 hours before it",
        tags=["concordat"],
        doc_md=__doc__,
    ) as dag:
        who = task(task_id="partners", **limits(POOL_LIGHT, QUICK))(tasks.partners)()
        pulled = pull_task(who)
        checked = stage_task("check", PERFORMANCE, trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
        reminded = task(task_id="remind", **limits(POOL_SPARK, QUICK))(tasks.remind)()
        alarm = task(task_id="partners_missing", **limits(POOL_LIGHT, QUICK))(tasks.partners_missing)(reminded)
        [who, pulled] >> checked >> reminded >> alarm
    return dag
