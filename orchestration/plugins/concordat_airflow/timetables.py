"""When runs start: the calendar file turned into Airflow's timetables.

The data interval of a run is its reporting month in London time; run_after is the instant of the cut.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pendulum

from airflow.timetables.base import DagRunInfo, DataInterval, Timetable

from concordat_airflow import submission_calendar as calendar

if TYPE_CHECKING:
    from datetime import datetime

    from airflow.timetables.base import TimeRestriction
    from airflow.utils.types import DagRunType
    from pendulum import DateTime

PERFORMANCE = "performance"
FINAL = "final"


def moment(instant: datetime) -> DateTime:
    """As Airflow wants instants: in UTC."""
    return pendulum.instance(calendar.utc(instant)).in_timezone("UTC")


@dataclass(frozen=True)
class Planned:
    """A run as the calendar has it."""

    month: str
    interval: DataInterval
    run_after: DateTime


@functools.cache
def submissions(cut: str) -> tuple[Planned, ...]:
    """One run per month of the calendar."""
    runs = []
    for one in calendar.entries():
        instant = one.performance_cut if cut == PERFORMANCE else one.year_end_close
        runs.append(Planned(one.month, DataInterval(moment(one.start), moment(one.end)), moment(instant)))
    return tuple(runs)


@functools.cache
def reminders() -> tuple[Planned, ...]:
    """Some runs per month of the calendar, before its cut."""
    return tuple(
        Planned(one.month, DataInterval.exact(moment(when)), moment(when))
        for one in calendar.entries()
        for when in calendar.reminders(one)
    )


class CalendarTimetable(Timetable):
    """Runs of which the calendar names every single one."""

    def planned(self) -> tuple[Planned, ...]:
        """All runs there are, in the order of their intervals."""
        raise NotImplementedError

    def next_dagrun_info(
        self,
        *,
        last_automated_data_interval: DataInterval | None,
        restriction: TimeRestriction,
    ) -> DagRunInfo | None:
        last = last_automated_data_interval
        earliest = restriction.earliest
        oldest = None if restriction.catchup else self.oldest_wanted(pendulum.now("UTC"), last is None)
        for one in self.planned():
            if last is not None and one.interval.start <= last.start:
                continue
            # A first day given in UTC is an hour after London's in summer.
            if earliest is not None and one.interval.start < earliest.subtract(hours=1):
                continue
            if oldest is not None and one.run_after < oldest:
                continue
            if restriction.latest is not None and one.interval.start > restriction.latest:
                return None
            return DagRunInfo(run_after=one.run_after, data_interval=one.interval)
        return None

    def oldest_wanted(self, now: DateTime, is_new: bool) -> DateTime:
        """Runs due before this are left to a backfill.

        A scheduler that was away at a cut makes up for the newest one; a new one starts with the next.
        """
        due = [] if is_new else [one.run_after for one in self.planned() if one.run_after <= now]
        return max(due, default=now)

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        """The newest run that was due: a run by hand names its month itself, in its conf."""
        due = [one for one in self.planned() if one.run_after <= run_after]
        return due[-1].interval if due else DataInterval.exact(run_after)

    def month_of(self, interval: DataInterval | None) -> str | None:
        """The reporting month that an interval of this timetable stands for."""
        if interval is None:
            return None
        return next((one.month for one in self.planned() if one.interval == interval), None)

    def generate_run_id(
        self,
        *,
        run_type: DagRunType,
        run_after: DateTime,
        data_interval: DataInterval | None,
        **extra: Any,
    ) -> str:
        """Twelve months of a final return have one instant: the month tells their runs apart."""
        suffix = run_after.isoformat()
        month = self.month_of(data_interval)
        return run_type.generate_run_id(suffix=f"{month}_{suffix}" if month else suffix)


class SubmissionTimetable(CalendarTimetable):
    """One run per reporting month: performance at its cut, final at the close of its year."""

    def __init__(self, cut: str = PERFORMANCE):
        if cut not in (PERFORMANCE, FINAL):
            raise ValueError(f"A cut is {PERFORMANCE} or {FINAL}, not {cut}")
        self.cut = cut
        self.description = (
            "At the performance cut of each month, as the submission calendar has it"
            if cut == PERFORMANCE
            else "At the close of each year, one run per month of it, as the submission calendar has it"
        )

    @property
    def summary(self) -> str:
        return f"submission calendar: {self.cut}"

    def planned(self) -> tuple[Planned, ...]:
        return submissions(self.cut)

    def serialize(self) -> dict[str, Any]:
        return {"cut": self.cut}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> Timetable:
        return cls(data["cut"])


class ReminderTimetable(CalendarTimetable):
    """Several runs per month before its cut; the interval is the instant itself."""

    description = "Before each performance cut: on the 10th, 17th and 20th or the next working day, and 24 hours before"

    @property
    def summary(self) -> str:
        return "submission calendar: reminders"

    def planned(self) -> tuple[Planned, ...]:
        return reminders()

    def infer_manual_data_interval(self, *, run_after: DateTime) -> DataInterval:
        return DataInterval.exact(run_after)
