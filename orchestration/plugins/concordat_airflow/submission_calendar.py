"""The submission calendar and England's bank holidays, read from the files that Java reads too.

Cuts are a dated list, never computed (submission-and-validation 2.3): a month that is not in the
list is not scheduled. Only days on which people are asked for something move with holidays, to the
next working day (returns-and-disclosure 5.3).
"""

from __future__ import annotations

import csv
import functools
import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

REPOSITORY = Path(__file__).resolve().parents[3]

#: Days of the month after the reporting month on which those missing or rejected are reminded.
REMINDER_DAYS = (10, 17, 20)
REMINDER_TIME = time(9, 0)


@dataclass(frozen=True)
class Entry:
    """One reporting month; both instants are London clock times."""

    month: str
    performance_cut: datetime
    year_end_close: datetime

    @property
    def start(self) -> datetime:
        """First instant of the month."""
        return datetime.combine(self.first_day, time(), LONDON)

    @property
    def end(self) -> datetime:
        """First instant of the month after it."""
        return datetime.combine(next_month(self.first_day), time(), LONDON)

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self.month + "-01")


def next_month(first_day: date) -> date:
    """The first day of the month after."""
    return (first_day.replace(day=28) + timedelta(days=4)).replace(day=1)


def resources() -> Path:
    """Where the calendar files are; CONCORDAT_CALENDAR names another folder laid out like it."""
    return Path(os.environ.get("CONCORDAT_CALENDAR") or REPOSITORY / "schemas/src/main/resources")


@functools.cache
def entries(root: Path | None = None) -> tuple[Entry, ...]:
    """All months of the calendar, oldest first."""
    found: list[Entry] = []
    for path in sorted(((root or resources()) / "calendar").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                entry = Entry(
                    row["month"],
                    datetime.fromisoformat(row["performance_cut"]).replace(tzinfo=LONDON),
                    datetime.fromisoformat(row["year_end_close"]).replace(tzinfo=LONDON),
                )
                if utc(entry.year_end_close) < utc(entry.performance_cut):
                    raise ValueError(f"{path.name}: {entry.month} closes before its cut")
                if found and next_month(found[-1].first_day) != entry.first_day:
                    raise ValueError(f"{path.name}: {entry.month} does not follow {found[-1].month}")
                found.append(entry)
    return tuple(found)


def entry(month: str) -> Entry | None:
    """The entry of a month; None where the calendar has none."""
    return next((one for one in entries() if one.month == month), None)


@functools.cache
def holidays(root: Path | None = None) -> frozenset[date]:
    """Bank holidays in England."""
    path = (root or resources()) / "holidays" / "england.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(date.fromisoformat(row["day"]) for row in csv.DictReader(lines))


def working_day(day: date) -> date:
    """The day itself, or the next one that is neither a weekend nor a bank holiday."""
    while day.weekday() >= 5 or day in holidays():
        day += timedelta(days=1)
    return day


def reminders(one: Entry) -> tuple[datetime, ...]:
    """When partners are reminded of a month: on working days before the cut, and 24 hours before it.

    A day that moves to or beyond the last 24 hours falls together with the look at who is missing.
    """
    last = utc(one.performance_cut) - timedelta(hours=24)
    first_day = next_month(one.first_day)
    days = (working_day(first_day.replace(day=day)) for day in REMINDER_DAYS)
    moments = {utc(datetime.combine(day, REMINDER_TIME, LONDON)) for day in days}
    return (*sorted(moment for moment in moments if moment < last), last)


def utc(moment: datetime) -> datetime:
    """The same instant in UTC: clock times of one zone must not be compared across a clock change."""
    return moment.astimezone(timezone.utc)
