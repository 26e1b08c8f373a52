"""What the tasks do: each calls one command, and passes on keys and counts."""

from __future__ import annotations

import logging
from typing import Any

from airflow.sdk import get_current_context
from airflow.sdk.exceptions import AirflowFailException

from concordat_airflow.run import run_of
from concordat_airflow.stages import StageHeld, StageRefused, run_stage

log = logging.getLogger(__name__)

#: From so many hours before the cut on, partners that are missing are an alarm.
LAST_HOURS = 24


class PartnersMissing(AirflowFailException):
    """The window closes soon and partners are missing; trying again changes nothing."""


def partners() -> list[dict[str, str]]:
    """Who is pulled, one entry per channel; who has none is told about in the log."""
    run = run_of(get_current_context())
    listed = run_stage("partners", run.deployment, run.month).get("partners", [])
    pulled: dict[str, dict[str, str]] = {}
    for one in listed:
        name = f"{one['family']}/{one['organisation']}"
        channel = one.get("channel")
        if channel is None:
            log.warning("%s is expected and has no channel", name)
        elif channel in pulled:
            pulled[channel]["name"] += f", {name}"
        else:
            keys = ("family", "organisation", "channel")
            pulled[channel] = {**{key: one[key] for key in keys}, "name": name}
    if not pulled:
        # Without anybody to pull Airflow would skip the whole month, and that looks like success.
        raise StageRefused(f"There is nobody to pull for {run.month}; the deployment names neither channels nor a drop folder of theirs")
    log.info("%d expected, %d to be pulled", sum(bool(one["expected"]) for one in listed), len(pulled))
    return list(pulled.values())


def pull(partner: dict[str, str]) -> None:
    """Pulls one partner."""
    run = run_of(get_current_context())
    run_stage("pull", run.deployment, run.month, "--partner", partner["channel"])


def stage(name: str, status: str) -> dict[str, Any]:
    """Runs one stage over all partners; gives how many verdicts of each kind there are."""
    run = run_of(get_current_context())
    said = run_stage(name, run.deployment, run.month, "--status", status)
    if name == "check":
        # For `concordat schedule status`: whose submission was taken and whose refused.
        lines = sorted(said.get("partners", []), key=lambda line: line["inForce"])
        states = {f"{line['family']}/{line['organisation']}": line["state"] for line in lines}
        get_current_context()["ti"].xcom_push(key="verdicts", value=states)
    return verdicts(said)


def verdicts(said: dict[str, Any]) -> dict[str, int]:
    """How many submissions have which verdict."""
    counts: dict[str, int] = {}
    for line in said.get("partners", []):
        counts[line["state"]] = counts.get(line["state"], 0) + 1
    return dict(sorted(counts.items()))


def gate(status: str) -> dict[str, Any]:
    """The written decision: publish, publish with caveat, or hold, which fails the task for good."""
    context = get_current_context()
    run = run_of(context)
    try:
        return decided(run_stage("gate", run.deployment, run.month, "--status", status))
    except StageHeld as held:
        context["ti"].xcom_push(key="return_value", value=decided(held.said))
        raise


def decided(said: dict[str, Any]) -> dict[str, Any]:
    """The decision without its words: those stand in the task's log and below the lake's runs."""
    for reason in said.get("reasons", []):
        log.info("because: %s", reason)
    log.info("decision: %s", said.get("decision", "hold"))
    return {
        "decision": said.get("decision", "hold"),
        "reasons": len(said.get("reasons", [])),
        "expected": said.get("expected", 0),
        "missing": said.get("missing", 0),
    }


def remind() -> dict[str, Any]:
    """Writes to partners that are missing or rejected, with the hours left."""
    run = run_of(get_current_context())
    said = run_stage("remind", run.deployment, run.month, "--as-of", run.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for one in said.get("partners", []):
        log.info("%s/%s: %s", one["family"], one["organisation"], "rejected" if one["rejected"] else "not received")
    return {key: said.get(key, 0) for key in ("hours_left", "missing", "rejected", "written")}


def partners_missing(reminded: dict[str, Any]) -> dict[str, Any]:
    """In the window's last 24 hours: fails when partners are missing, so that somebody is told."""
    absent = reminded["missing"] + reminded["rejected"]
    if reminded["hours_left"] > LAST_HOURS:
        log.info("%d partners are missing; %d hours are left", absent, reminded["hours_left"])
    elif absent:
        raise PartnersMissing(
            f"The window closes in {reminded['hours_left']} hours: {reminded['missing']} partners sent nothing,"
            f" {reminded['rejected']} are rejected; the log of the task remind names them"
        )
    return {"missing": absent}
