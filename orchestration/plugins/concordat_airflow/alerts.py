"""The alarm that a return is not published in time.

Quality assurance and sign-off are due by the 5th of the month after next (returns-and-disclosure 5.3): two weeks
after the cut, so two weeks after a run was queued.
"""

from __future__ import annotations

import logging
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import AsyncCallback, DeadlineAlert, DeadlineReference

log = logging.getLogger(__name__)

IN_TIME = timedelta(days=14)


def not_published_in_time(status: str) -> DeadlineAlert:
    """Tells in the triggerer's log and in a file of the home; another callback may send a mail."""
    seconds = os.environ.get("CONCORDAT_DEADLINE_SECONDS")
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=timedelta(seconds=int(seconds)) if seconds else IN_TIME,
        callback=AsyncCallback(tell, kwargs={"status": status}),
        name=f"the {status} return is published",
    )


async def tell(status: str, **more: Any) -> None:
    """Writes one line: which run has not published its return in time."""
    run = (more.get("context") or {}).get("dag_run") or {}
    name = run.get("dag_run_id") or run.get("run_id") or "a run"
    text = f"The {status} return is not published in time: {name}"
    log.error("%s", text)
    alarms = Path(os.environ.get("AIRFLOW_HOME", ".")) / "alarms.txt"
    with alarms.open("a", encoding="utf-8") as out:
        out.write(text + "\n")
