"""The steps that people take: a question that waits in Airflow, and the step its answer takes.

Nothing is held while a question waits: no slot, no process. Who may take which step is for
`concordat lifecycle` to say; an answer it refuses is asked for again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.hitl import HITLOperator
from airflow.sdk import Param, get_current_context
from airflow.sdk.exceptions import AirflowFailException

from concordat_airflow.run import run_of
from concordat_airflow.stages import StageRefused, run_stage

TAKE = "Take this step"
REFUSE = "Do not publish"


class StepDeclined(AirflowFailException):
    """A person said that the return is not to be published."""


class StepOperator(HITLOperator):
    """Asks a person to take a step with the newest version of the return, by name."""

    def __init__(self, *, step: str, status: str, patience: timedelta, **more: Any):
        super().__init__(
            subject=f"The {status} return: {step.replace('-', ' ')}?",
            options=[TAKE, REFUSE],
            params={
                "by": Param("", type="string", title="Your name", maxLength=100),
                "note": Param("", type=["null", "string"], title="Why, in one line", maxLength=400),
            },
            response_timeout=patience,
            **more,
        )
        self.step = step
        self.status = status

    def execute(self, context: Any) -> Any:
        newest = newest_version(context, self.status)
        by = taken_by(newest, self.step)
        if by is not None:
            self.log.info("Version %s is %s already; nobody is asked", newest["version"], self.step)
            return {"by": by}
        run = run_of(context)
        gate = context["ti"].xcom_pull(task_ids="gate") or {}
        self.subject = (
            f"{run.month} {self.status}, version {newest['version']}, deployment {run.deployment.name}: "
            f"{self.step.replace('-', ' ')}?"
        )
        self.body = (
            f"The gate says: {gate.get('decision', 'nothing')}; {gate.get('missing', '?')} of {gate.get('expected', '?')} "
            f"expected partners are missing. Look at reports/returns/{run.month}/{self.status}/index.html and answer with "
            "your name, which is recorded with the version."
        )
        return self.ask(context)

    def ask(self, context: Any) -> Any:
        """Puts the question, also in the middle of the answer to the one before."""
        # Airflow's guard against operators inside operators takes the second question for one.
        return HITLOperator.execute.__wrapped__(self, context)

    def execute_complete(self, context: Any, event: dict[str, Any]) -> Any:
        answer = super().execute_complete(context, event)
        given = answer["params_input"]
        by = str(given.get("by") or "").strip()
        if answer["chosen_options"] != [TAKE]:
            raise StepDeclined(f"{by or 'Somebody'} said: do not publish")
        user = answer.get("responded_by_user") or {}
        note = " ".join(str(given.get("note") or "").split())
        account = f"answered in Airflow as {user.get('name') or user.get('id') or 'nobody'}"
        try:
            take(context, self.step, self.status, by, f"{note} ({account})" if note else account)
        except StageRefused as refused:
            self.log.warning("This answer was refused, the question is asked again: %s", refused)
            context["ti"].xcom_push(key="refused", value=str(refused))
            return self.ask(context)
        return {"by": by}


def take(context: Any, step: str, status: str, by: str, note: str) -> None:
    """Takes a step with the newest version."""
    if not by:
        raise StageRefused("Say with your name who takes the step")
    run = run_of(context)
    run_stage(
        *("lifecycle", run.deployment, run.month),
        *("--status", status, "--to", step, f"--by={by}", f"--note={note}"),
    )


def newest_version(context: Any, status: str) -> dict[str, Any]:
    """The newest version of the run's return and the steps it went through."""
    run = run_of(context)
    said = run_stage("lifecycle", run.deployment, run.month, "--status", status)
    versions = said.get("versions", [])
    if not versions:
        raise StageRefused("There is no return to take further")
    return max(versions, key=lambda one: one["version"])


def taken_by(version: dict[str, Any], step: str) -> str | None:
    """Who took a step with a version; None while nobody did."""
    return next((one["by"] for one in version["steps"] if one["state"] == step), None)


def publish(status: str, signed: dict[str, str]) -> dict[str, Any]:
    """Publishes the newest version in the name of who signed it off; once it is, nothing is done."""
    context = get_current_context()
    newest = newest_version(context, status)
    if taken_by(newest, "published") is None:
        take(context, "published", status, signed["by"], "published by the schedule after sign-off")
    return {"published": newest["version"]}
