"""Named deployments: which lake, which partners, which settings, which machine runs a stage."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from concordat_airflow.submission_calendar import REPOSITORY

LOCAL = "local"
SPARK_SUBMIT = "spark-submit"
KUBERNETES = "kubernetes"


class WrongDeployment(ValueError):
    """The deployments file or a run's conf asks for something that there is not."""


@dataclass(frozen=True)
class Runner:
    """How a stage is run.

    kind: local, spark-submit or kubernetes. The rest is for the latter two: master of the cluster and the program
    that submits to it; image of the container, namespace, name of the volume claim that holds the lake and where it
    is mounted; and further arguments of spark-submit or kubectl as they are.
    """

    kind: str = LOCAL
    master: str = ""
    program: str = "spark-submit"
    image: str = ""
    namespace: str = "default"
    claim: str = ""
    mount: str = "/lake"
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deployment:
    """One place to work in. Paths are absolute, or addresses such as s3://bucket/prefix."""

    name: str
    lake: str
    landing: str = ""
    channels: str = ""
    config: str = ""
    heap: str = ""
    runner: Runner = field(default_factory=Runner)


def deployments_file() -> Path:
    """The file that names the deployments."""
    return Path(os.environ.get("CONCORDAT_DEPLOYMENTS") or REPOSITORY / "orchestration/deployments.yaml")


def deployment(name: str | None) -> Deployment:
    """The deployment of that name; the first of the file without a name."""
    path = deployments_file()
    try:
        stated = yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as problem:
        raise WrongDeployment(f"Cannot read the deployments in {path}: {type(problem).__name__}") from None
    if not isinstance(stated, dict) or not stated:
        raise WrongDeployment(f"{path} names no deployment")
    wanted = name or next(iter(stated))
    if wanted not in stated:
        raise WrongDeployment(f'There is no deployment "{wanted}" in {path}; there are {", ".join(stated)}')
    return read(wanted, stated[wanted])


def read(name: str, stated: dict[str, Any]) -> Deployment:
    """A deployment as the file writes it."""
    values = {key: value for key, value in stated.items() if key != "runner"}
    refuse_unknown(name, values, Deployment, {"name", "runner"})
    texts = {key: expanded(str(value or "")) for key, value in values.items()}
    places = {key: place(value) if key != "heap" else value for key, value in texts.items()}
    if not places.get("lake"):
        raise WrongDeployment(f"Deployment {name} has no lake")
    if places.get("landing") and places.get("channels"):
        raise WrongDeployment(f"Deployment {name} has landing and channels; it is one of the two")
    return Deployment(name=name, runner=runner(name, stated.get("runner")), **places)


def runner(name: str, stated: dict[str, Any] | str | None) -> Runner:
    """How the deployment's stages are run; a word alone is the kind."""
    if stated is None:
        return Runner()
    values = {"kind": stated} if isinstance(stated, str) else dict(stated)
    refuse_unknown(name, values, Runner, set())
    values["arguments"] = tuple(str(one) for one in values.get("arguments") or ())
    made = Runner(**values)
    if made.kind not in (LOCAL, SPARK_SUBMIT, KUBERNETES):
        raise WrongDeployment(f"Deployment {name}: a runner is {LOCAL}, {SPARK_SUBMIT} or {KUBERNETES}, not {made.kind}")
    if made.kind == SPARK_SUBMIT and not made.master:
        raise WrongDeployment(f"Deployment {name}: a runner {SPARK_SUBMIT} needs a master")
    if made.kind == KUBERNETES and not made.image:
        raise WrongDeployment(f"Deployment {name}: a runner {KUBERNETES} needs an image")
    return made


def refuse_unknown(name: str, values: dict[str, Any], shape: type, apart: set[str]) -> None:
    """A key that is written wrong is not passed over."""
    known = {one.name for one in fields(shape)} - apart
    unknown = sorted(set(values) - known)
    if unknown:
        raise WrongDeployment(f"Deployment {name}: unknown {', '.join(unknown)}; there are {', '.join(sorted(known))}")


def expanded(text: str) -> str:
    """The text with ${NAME:-default} replaced by the environment's value, or the default."""
    return re.sub(r"\$\{([A-Z_]+)(?::-([^}]*))?\}", lambda m: os.environ.get(m[1]) or m[2] or "", text)


def place(text: str) -> str:
    """A path below the repository unless it is absolute or an address."""
    return text if not text or "://" in text else str(REPOSITORY / text)
