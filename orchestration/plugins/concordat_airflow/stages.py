"""One command per task: what is called, and what its end means.

No rule of the business is here: a command decides, and says with its exit code whether it is done (0), may be
tried again (1), was asked something wrong (2), or held the publication (3).
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import threading
import time
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from concordat_airflow.submission_calendar import REPOSITORY
from concordat_airflow.deployments import KUBERNETES, SPARK_SUBMIT, Deployment

log = logging.getLogger(__name__)

WRONG_REQUEST = 2
HELD = 3

#: How long a command waits for another one on the same lake, in seconds: two runs may share a lake.
PATIENCE = 3600

#: Commands that read or write no landing zone of partners, and so take no drop folder or channels.
PULLING = ("partners", "pull")

#: Commands that start Spark; the others take no cluster.
WITH_SPARK = ("check", "link", "marts", "gate", "returns", "reports", "remind")

#: Commands whose lake other commands may be working on.
WAITING = ("pull", "check", "link", "marts", "gate", "returns", "reports", "remind", "lifecycle")


#: A pod that an earlier try left behind is removed before the next one starts.
POD = 'kubectl --namespace "$1" delete pod "$2" --ignore-not-found --wait >&2 && shift 2 && exec "$@"'


class StageHeld(AirflowFailException):
    """A quality gate held the publication; trying again changes nothing.

    said: what the command said as JSON, for instance the decision.
    """

    def __init__(self, reason: str, said: dict[str, Any] | None = None):
        super().__init__(reason)
        self.said = said or {}


class StageRefused(AirflowFailException):
    """The request was wrong; trying again changes nothing."""


class StageFault(AirflowException):
    """A fault of ours or of the machine; it is safe to try again."""


def stage_arguments(stage: str, deployment: Deployment, month: str, *more: str) -> list[str]:
    """What the command is told, whoever runs it."""
    arguments = [stage, "--month", month, "--lake", deployment.lake]
    if deployment.config:
        arguments += ["--config", deployment.config]
    if stage in PULLING and deployment.channels:
        arguments += ["--channels", deployment.channels]
    elif stage in PULLING and deployment.landing:
        arguments += ["--landing", deployment.landing]
    if stage in WAITING:
        arguments += ["--wait", str(PATIENCE)]
    return [*arguments, *more]


def stage_command(stage: str, deployment: Deployment, month: str, *more: str) -> list[str]:
    """The command that runs a stage: here, on a Spark cluster, or as a pod of Kubernetes.

    Every kind passes the exit code of the stage on, and its JSON on standard output.
    """
    arguments = stage_arguments(stage, deployment, month, *more)
    runner = deployment.runner
    if runner.kind == SPARK_SUBMIT and stage in WITH_SPARK:
        return [
            runner.program,
            *("--master", runner.master, "--deploy-mode", "client", "--name", f"concordat {stage} {month}"),
            *(("--driver-memory", deployment.heap) if deployment.heap else ()),
            *runner.arguments,
            *("--class", "org.concordat.Main", str(jar())),
            *arguments,
        ]
    if runner.kind == KUBERNETES:
        name = pod_name(stage, month, more)
        return [
            *("bash", "-c", POD, "pod", runner.namespace, name),
            *("kubectl", "--namespace", runner.namespace, "run", name),
            *("--image", runner.image, "--restart=Never", "--attach", "--rm", "--quiet"),
            *(("--overrides", overrides(deployment, stage, month, more)) if runner.claim else ()),
            *runner.arguments,
            *("--command", "--", "concordat"),
            *arguments,
        ]
    return [str(REPOSITORY / "concordat"), *arguments]


def jar() -> Any:
    """The built program."""
    built = sorted((REPOSITORY / "jobs/target").glob("concordat-jobs-*.jar"))
    if not built:
        raise StageRefused("There is no build of concordat for a cluster; run ./concordat --help once")
    return built[-1]


def pod_name(stage: str, month: str, more: tuple[str, ...]) -> str:
    """A name of its own for every stage, month, status and partner, so that none is there twice."""
    which = [value for option, value in zip(more, more[1:]) if option in ("--partner", "--status", "--to")]
    return "-".join(["concordat", stage, month, *which]).lower().replace("/", "-").replace("_", "-")


def overrides(deployment: Deployment, stage: str, month: str, more: tuple[str, ...]) -> str:
    """Mounts the volume that holds the lake."""
    runner = deployment.runner
    container = {
        "name": pod_name(stage, month, more),
        "image": runner.image,
        "command": ["concordat", *stage_arguments(stage, deployment, month, *more)],
        "volumeMounts": [{"name": "lake", "mountPath": runner.mount}],
    }
    volume = {"name": "lake", "persistentVolumeClaim": {"claimName": runner.claim}}
    return json.dumps({"spec": {"containers": [container], "volumes": [volume]}})


def run_stage(stage: str, deployment: Deployment, month: str, *more: str) -> dict[str, Any]:
    """Runs a stage and gives its JSON; what it says on the way goes to the task's log.

    Raises StageFault for what may be tried again, StageRefused and StageHeld for what may not.
    """
    command = stage_command(stage, deployment, month, *more, "--json")
    # What a person typed is for the record of the return, not for a log.
    log.info("concordat %s", " ".join([stage, "--month", month, *(w for w in more if "=" not in w)]))
    code, out, last = called(command, deployment)
    if code == HELD:
        raise StageHeld(last or "The publication is held", outcome(out))
    if code == WRONG_REQUEST:
        raise StageRefused(last or f"{stage} was asked something wrong")
    if code != 0:
        killed = f" by signal {-code}" if code < 0 else f" with {code}"
        raise StageFault(f"{stage} ended{killed}; it is safe to run again")
    return outcome(out)


def outcome(out: str) -> dict[str, Any]:
    """What a command said as JSON; nothing where it said nothing."""
    try:
        said = json.loads(out) if out.strip() else {}
    except json.JSONDecodeError:
        raise StageFault("The command's outcome is not JSON") from None
    return said if isinstance(said, dict) else {"outcome": said}


def called(command: list[str], deployment: Deployment) -> tuple[int, str, str]:
    """Exit code, standard output, and the last line of standard error.

    The command is a process group of its own, which ends with the task whatever ends the task.
    """
    # Secrets of the scheduler are nothing for a stage.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AIRFLOW_", "PYTHON"))}
    environment.update(lineage_parent())
    if deployment.heap:
        environment["CONCORDAT_HEAP"] = deployment.heap
    else:
        environment.pop("CONCORDAT_HEAP", None)
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            telling = threading.Thread(target=tell, args=(process.stderr, said), daemon=True)
            telling.start()
            assert process.stdout is not None
            out = process.stdout.read()
            telling.join()
            code = process.wait()
        except BaseException:
            end(process)
            raise
    return code, out, said[-1].removeprefix("concordat: ") if said else ""


def lineage_parent() -> dict[str, str]:
    """The task, as OpenLineage's events of a stage name their parent; nothing outside a task."""
    try:
        task = get_current_context()["ti"]
        return {"OPENLINEAGE_PARENT_ID": f"airflow/{task.dag_id}.{task.task_id}/{task.id}"}
    except (RuntimeError, KeyError, AttributeError):
        return {}


def tell(stream: Any, said: list[str]) -> None:
    """Passes the command's lines on to the task's log."""
    for line in stream:
        text = line.rstrip()
        if text:
            said[:] = [text]
            log.info("%s", text)


def end(process: subprocess.Popen[str]) -> None:
    """Ends the command and everything it started; a stage may be killed at any moment.

    Airflow gives a task that it ends five seconds for this.
    """
    for blow, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 1.0)):
        until = time.monotonic() + patience
        try:
            os.killpg(process.pid, blow)
            while time.monotonic() < until:
                process.poll()
                os.killpg(process.pid, 0)
                time.sleep(0.05)
        except ProcessLookupError:
            return
