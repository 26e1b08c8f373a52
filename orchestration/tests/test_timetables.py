"""When runs start: by hand-worked dates, and by the plan that `concordat schedule plan` prints."""

import csv
import io
import unittest
from datetime import date
from pathlib import Path
from unittest import mock

import pendulum
from airflow.timetables.base import DataInterval, TimeRestriction
from airflow.utils.types import DagRunType

from concordat_airflow import submission_calendar as calendar
from concordat_airflow import timetables
from concordat_airflow.timetables import FINAL, PERFORMANCE, ReminderTimetable, SubmissionTimetable

PLANS = Path(__file__).resolve().parents[1] / "src/test/resources/plan"
COLUMNS = ["dag", "month", "interval_start_utc", "interval_end_utc", "run_after_local", "run_after_utc", "closes"]
ALWAYS = TimeRestriction(earliest=None, latest=None, catchup=True)
NOT_MISSED = TimeRestriction(earliest=None, latest=None, catchup=False)


def simulated(timetable, begin, end):
    """The runs that a scheduler starts which looks every day and was installed at the beginning."""
    now, last, runs = begin, None, []
    while now <= end:
        with mock.patch.object(timetables.pendulum, "now", return_value=now):
            info = timetable.next_dagrun_info(last_automated_data_interval=last, restriction=NOT_MISSED)
            while info is not None and info.run_after <= now:
                runs.append(info)
                last = info.data_interval
                info = timetable.next_dagrun_info(last_automated_data_interval=last, restriction=NOT_MISSED)
        now = now.add(days=1)
    return runs


def line(dag, timetable, info):
    """A run as the plan writes it."""
    month = timetable.month_of(info.data_interval)
    close = calendar.entry(month).year_end_close
    return [
        dag,
        month,
        utc(info.data_interval.start),
        utc(info.data_interval.end),
        info.run_after.in_timezone("Europe/London").isoformat(),
        utc(info.run_after),
        close.isoformat(),
    ]


def utc(moment):
    return moment.in_timezone("UTC").strftime("%Y-%m-%dT%H:%M:%SZ")


class SubmissionTimetableTest(unittest.TestCase):
    def test_a_simulated_year_across_both_clock_changes_and_a_leap_year_is_the_plan(self):
        plans = sorted(PLANS.glob("*.csv"))
        self.assertTrue(plans)
        for plan in plans:
            with self.subTest(plan=plan.name):
                text = plan.read_text(encoding="utf-8")
                wanted = list(csv.reader(io.StringIO(text)))
                self.assertEqual(COLUMNS, wanted[0])
                months = {row[1] for row in wanted[1:]}
                begin = pendulum.parse(wanted[1][5]).subtract(days=1)
                end = pendulum.parse(max(row[5] for row in wanted[1:])).add(days=1)
                found = []
                for dag, cut in (("concordat_performance", PERFORMANCE), ("concordat_final", FINAL)):
                    timetable = SubmissionTimetable(cut)
                    for info in simulated(timetable, begin, end):
                        if timetable.month_of(info.data_interval) in months:
                            found.append(line(dag, timetable, info))
                found.sort(key=lambda row: (row[5], row[0] != "concordat_performance", row[1]))
                self.assertEqual(wanted[1:], found)

    def test_the_year_changes_on_the_first_of_april_in_summer_time(self):
        march, april = self.interval("2027-03"), self.interval("2027-04")
        self.assertEqual("2027-03-31T23:00:00Z", utc(march.end))
        self.assertEqual(march.end, april.start)
        # March 2027 ends its year on 28 May 2027, April 2027 begins one that ends on 28 May 2028.
        self.assertEqual("2027-05-28T22:59:59Z", utc(self.run_after("2027-03", FINAL)))
        self.assertEqual("2028-05-28T22:59:59Z", utc(self.run_after("2027-04", FINAL)))

    def test_october_ends_in_winter_time_and_has_an_hour_more(self):
        october = self.interval("2026-10")
        self.assertEqual(("2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z"), (utc(october.start), utc(october.end)))
        self.assertEqual(31 * 24 + 1, (october.end - october.start).total_hours())
        # Its cut is 23:59:59 in November, which is UTC; that of September is 23:59:59 in October, which is not.
        self.assertEqual("2026-11-21T23:59:59Z", utc(self.run_after("2026-10", PERFORMANCE)))
        self.assertEqual("2026-10-21T22:59:59Z", utc(self.run_after("2026-09", PERFORMANCE)))

    def test_february_of_a_leap_year_has_29_days(self):
        self.assertEqual(29, (self.interval("2028-02").end - self.interval("2028-02").start).days)
        self.assertEqual(28, (self.interval("2027-02").end - self.interval("2027-02").start).days)

    def test_a_scheduler_that_was_away_makes_up_for_the_newest_cut_only(self):
        timetable = SubmissionTimetable(PERFORMANCE)
        # Away from before the cut of 2026-08 (21 September) until after that of 2026-09 (21 October).
        with mock.patch.object(timetables.pendulum, "now", return_value=pendulum.datetime(2026, 10, 25)):
            info = timetable.next_dagrun_info(
                last_automated_data_interval=self.interval("2026-07"), restriction=NOT_MISSED
            )
        self.assertEqual("2026-09", timetable.month_of(info.data_interval))

    def test_a_new_scheduler_starts_with_the_next_cut(self):
        timetable = SubmissionTimetable(PERFORMANCE)
        with mock.patch.object(timetables.pendulum, "now", return_value=pendulum.datetime(2026, 10, 25)):
            info = timetable.next_dagrun_info(last_automated_data_interval=None, restriction=NOT_MISSED)
        self.assertEqual("2026-10", timetable.month_of(info.data_interval))

    def test_a_backfill_gets_its_months_whether_days_are_given_in_london_or_utc(self):
        timetable = SubmissionTimetable(PERFORMANCE)
        for zone in ("Europe/London", "UTC"):
            window = TimeRestriction(
                earliest=pendulum.datetime(2026, 8, 1, tz=zone), latest=pendulum.datetime(2026, 9, 30, tz=zone), catchup=True
            )
            months, last = [], None
            while info := timetable.next_dagrun_info(last_automated_data_interval=last, restriction=window):
                last = info.data_interval
                months.append(timetable.month_of(last))
            self.assertEqual(["2026-08", "2026-09"], months)

    def test_the_calendar_ends_where_its_file_ends(self):
        newest = calendar.entries()[-1].month
        info = SubmissionTimetable(PERFORMANCE).next_dagrun_info(
            last_automated_data_interval=self.interval(newest), restriction=ALWAYS
        )
        self.assertIsNone(info)

    def test_months_of_one_close_have_runs_of_their_own(self):
        timetable = SubmissionTimetable(FINAL)
        ids = {
            timetable.generate_run_id(run_type=DagRunType.SCHEDULED, run_after=one.run_after, data_interval=one.interval)
            for one in timetable.planned()
        }
        self.assertEqual(len(calendar.entries()), len(ids))
        self.assertIn("scheduled__2026-04_2027-05-28T22:59:59+00:00", ids)

    def test_a_timetable_survives_the_database(self):
        again = SubmissionTimetable.deserialize(SubmissionTimetable(FINAL).serialize())
        self.assertEqual(list(SubmissionTimetable(FINAL).planned()), list(again.planned()))

    @staticmethod
    def interval(month):
        return next(one.interval for one in SubmissionTimetable().planned() if one.month == month)

    @staticmethod
    def run_after(month, cut):
        return next(one.run_after for one in SubmissionTimetable(cut).planned() if one.month == month)


class ReminderTimetableTest(unittest.TestCase):
    def test_reminders_move_to_working_days_and_the_last_is_24_hours_before_the_cut(self):
        # 10 and 17 October 2026 are Saturdays; the cut is Wednesday 21 October, 23:59:59 in summer time.
        self.assertEqual(
            ["2026-10-12T08:00:00Z", "2026-10-19T08:00:00Z", "2026-10-20T08:00:00Z", "2026-10-20T22:59:59Z"],
            self.moments("2026-09"),
        )

    def test_a_reminder_that_would_move_beyond_the_last_look_falls_together_with_it(self):
        # 20 December 2026 is a Sunday, the working day after it is the day of the cut.
        self.assertEqual(
            ["2026-12-10T09:00:00Z", "2026-12-17T09:00:00Z", "2026-12-20T23:59:59Z"], self.moments("2026-11")
        )

    def test_bank_holidays_are_no_working_days(self):
        # Easter 2025: Good Friday 18 April, Easter Monday 21 April.
        self.assertEqual(date(2025, 4, 22), calendar.working_day(date(2025, 4, 18)))
        # Christmas Day 2027 is a Saturday: Monday and Tuesday are free instead.
        self.assertEqual(date(2027, 12, 29), calendar.working_day(date(2027, 12, 25)))
        self.assertEqual(date(2026, 10, 20), calendar.working_day(date(2026, 10, 20)))

    def test_bank_holidays_reach_as_far_as_the_calendar(self):
        last = calendar.entries()[-1].year_end_close.year
        self.assertEqual(8, sum(one.year == last for one in calendar.holidays()))

    def test_a_run_stands_for_its_instant(self):
        first = ReminderTimetable().planned()[0]
        self.assertEqual(DataInterval.exact(first.run_after), first.interval)

    @staticmethod
    def moments(month):
        return [utc(one.run_after) for one in ReminderTimetable().planned() if one.month == month]


if __name__ == "__main__":
    unittest.main()
