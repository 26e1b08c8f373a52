"""What is called, and what its end means; small shell commands stand for the stages."""

import json
import os
import subprocess
import tempfile
import threading
import time
import unittest
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from concordat_airflow import deployments, sign_off, stages, tasks
from concordat_airflow.deployments import Deployment, Runner, WrongDeployment
from concordat_airflow.run import WrongRun, run_of
from concordat_airflow.sign_off import StepDeclined, StepOperator
from concordat_airflow.stages import StageFault, StageHeld, StageRefused, run_stage, stage_command

HERE = Deployment(name="here", lake="/data/lake")


def shell(text):
    """Runs this instead of a stage."""
    return mock.patch.object(stages, "stage_command", lambda *given: ["bash", "-c", text])


class StageCommandTest(unittest.TestCase):
    def test_a_stage_is_a_local_command(self):
        self.assertEqual(
            [str(stages.REPOSITORY / "concordat"), "link", "--month", "2026-09", "--lake", "/data/lake", "--wait", "3600"],
            stage_command("link", HERE, "2026-09"),
        )

    def test_only_a_pull_and_its_list_are_told_where_partners_send(self):
        there = Deployment(name="there", lake="/lake", channels="/etc/channels.yaml", config="/etc/settings.yaml")
        self.assertIn("--channels", stage_command("pull", there, "2026-09", "--partner", "north"))
        self.assertIn("--channels", stage_command("partners", there, "2026-09"))
        self.assertNotIn("--channels", stage_command("check", there, "2026-09"))
        self.assertIn("--config", stage_command("check", there, "2026-09"))

    def test_a_stage_is_a_spark_submit(self):
        cluster = Deployment(
            name="cluster",
            lake="/lake",
            heap="6g",
            runner=Runner(kind="spark-submit", master="spark://master:7077", arguments=("--conf", "a=b")),
        )
        with mock.patch.object(stages, "jar", lambda: "/concordat.jar"):
            self.assertEqual(
                "spark-submit --master spark://master:7077 --deploy-mode client --name concordat%link%2026-09"
                " --driver-memory 6g --conf a=b --class org.concordat.Main /concordat.jar"
                " link --month 2026-09 --lake /lake --wait 3600",
                " ".join(word.replace(" ", "%") for word in stage_command("link", cluster, "2026-09")),
            )
        # What starts no Spark stays here.
        self.assertEqual("lifecycle", stage_command("lifecycle", cluster, "2026-09")[1])

    def test_a_stage_is_a_pod(self):
        cluster = Deployment(
            name="cluster", lake="/lake", runner=Runner(kind="kubernetes", image="concordat:1", namespace="crisis", claim="lake")
        )
        command = stage_command("pull", cluster, "2026-09", "--partner", "north")
        self.assertEqual(["bash", "-c", stages.POD, "pod", "crisis", "concordat-pull-2026-09-north"], command[:6])
        self.assertEqual(["kubectl", "--namespace", "crisis", "run", "concordat-pull-2026-09-north"], command[6:11])
        pod = json.loads(command[command.index("--overrides") + 1])["spec"]
        self.assertEqual("lake", pod["volumes"][0]["persistentVolumeClaim"]["claimName"])
        arguments = command[command.index("concordat") + 1 :]
        self.assertEqual(["concordat", *arguments], pod["containers"][0]["command"])


    def test_a_pod_left_behind_goes_first_and_the_exit_code_is_the_pods(self):
        with tempfile.TemporaryDirectory() as folder:
            kubectl = Path(folder) / "kubectl"
            kubectl.write_text(
                f"#!/bin/sh\necho $3 $4 >> {folder}/calls\n[ $3 = delete ] && exit 0\necho '{{\"decision\": \"hold\"}}'; exit 3\n"
            )
            kubectl.chmod(0o755)
            pods = Deployment(name="pods", lake="/lake", runner=Runner(kind="kubernetes", image="concordat:1"))
            with mock.patch.dict(os.environ, {"PATH": f"{folder}:{os.environ['PATH']}"}), self.assertRaises(StageHeld) as held:
                run_stage("gate", pods, "2026-09", "--status", "final")
            self.assertEqual({"decision": "hold"}, held.exception.said)
            calls = (Path(folder) / "calls").read_text().split("\n")
        self.assertEqual(["delete pod", "run concordat-gate-2026-09-final", ""], calls)


class RunStageTest(unittest.TestCase):
    def test_a_stage_that_is_done_gives_its_json(self):
        with shell("echo working >&2; echo '{\"month\": \"2026-09\"}'"):
            self.assertEqual({"month": "2026-09"}, run_stage("check", HERE, "2026-09"))

    def test_a_fault_may_be_tried_again(self):
        with shell("exit 1"), self.assertRaises(StageFault) as fault:
            run_stage("check", HERE, "2026-09")
        self.assertNotIsInstance(fault.exception, StageRefused)

    def test_a_machine_that_is_killed_may_be_tried_again(self):
        with shell("kill -9 $$"), self.assertRaisesRegex(StageFault, "by signal 9"):
            run_stage("check", HERE, "2026-09")

    def test_a_wrong_request_is_told_in_its_own_words(self):
        with shell("echo 'concordat: There is no drop folder' >&2; exit 2"):
            with self.assertRaisesRegex(StageRefused, "^There is no drop folder$"):
                run_stage("pull", HERE, "2026-09")

    def test_a_held_return_says_its_decision(self):
        text = 'echo \'{"decision": "hold", "reasons": ["a", "b"]}\'; echo "concordat: Held back" >&2; exit 3'
        with shell(text), self.assertRaises(StageHeld) as held:
            run_stage("gate", HERE, "2026-09")
        self.assertEqual({"decision": "hold", "reasons": 2, "expected": 0, "missing": 0}, tasks.decided(held.exception.said))

    def test_secrets_of_the_scheduler_do_not_reach_a_stage(self):
        with mock.patch.dict(os.environ, {"AIRFLOW__API_AUTH__JWT_SECRET": "secret", "LANGUAGE": "en"}), shell("env"):
            _, out, _ = stages.called(stages.stage_command(), HERE)
        self.assertIn("LANGUAGE=en", out)
        self.assertNotIn("secret", out)

    def test_a_task_that_is_ended_ends_what_it_started(self):
        with tempfile.TemporaryDirectory() as folder:
            pid = Path(folder) / "pid"

            class Ended(BaseException):
                pass

            def interrupted(*given):
                while not pid.exists() or not pid.read_text().strip():
                    time.sleep(0.05)
                raise Ended

            command = ["bash", "-c", f"bash -c 'echo $$ > {pid}; sleep 600' & sleep 600"]
            with mock.patch.object(threading.Thread, "start", interrupted), self.assertRaises(Ended):
                stages.called(command, HERE)
            until = time.monotonic() + 10
            while time.monotonic() < until and is_running(int(pid.read_text())):
                time.sleep(0.05)
            self.assertFalse(is_running(int(pid.read_text())))


def is_running(pid):
    """Whether there is such a process that has not ended."""
    return subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()[:1] not in (
        "",
        "Z",
    )


class DeploymentTest(unittest.TestCase):
    def test_the_local_deployment_takes_its_places_from_the_environment(self):
        with mock.patch.dict(os.environ, {"CONCORDAT_LAKE": "/elsewhere", "CONCORDAT_DEPLOYMENTS": ""}):
            local = deployments.deployment(None)
        self.assertEqual(("local", "/elsewhere", ""), (local.name, local.lake, local.channels))

    def test_a_lake_without_a_place_is_below_the_repository(self):
        self.assertEqual(str(stages.REPOSITORY / "lake"), deployments.read("one", {"lake": "lake"}).lake)
        self.assertEqual("s3://bucket/lake", deployments.read("one", {"lake": "s3://bucket/lake"}).lake)

    def test_what_is_written_wrong_is_refused(self):
        wrong = [
            {"lake": "a", "lakes": "b"},
            {"landing": "a"},
            {"lake": "a", "landing": "b", "channels": "c"},
            {"lake": "a", "runner": "somewhere"},
            {"lake": "a", "runner": {"kind": "spark-submit"}},
            {"lake": "a", "runner": {"kind": "kubernetes"}},
        ]
        for stated in wrong:
            with self.subTest(stated=stated), self.assertRaises(WrongDeployment):
                deployments.read("one", stated)


def context_of(conf=None, start=None, end=None):
    run = SimpleNamespace(
        conf=conf, run_after=datetime(2026, 10, 12, 8, tzinfo=timezone.utc), data_interval_start=start, data_interval_end=end
    )
    return {"dag_run": run, "ti": mock.Mock()}


class RunTest(unittest.TestCase):
    def test_the_month_is_that_of_the_interval_in_london(self):
        start = datetime(2026, 8, 31, 23, tzinfo=timezone.utc)
        self.assertEqual("2026-09", run_of(context_of(None, start, start + timedelta(days=30))).month)

    def test_a_run_by_hand_names_its_month(self):
        self.assertEqual("2026-08", run_of(context_of({"month": "2026-08"})).month)

    def test_a_reminder_is_about_the_month_whose_cut_is_next(self):
        self.assertEqual("2026-09", run_of(context_of()).month)

    def test_paths_unknown_months_and_unknown_deployments_are_refused(self):
        for conf in ({"lake": "/etc"}, {"month": 202609}, {"deployment": ["local"]}, {"month": "2020-01"}, {"month": "2026-09", "deployment": "none"}):
            with self.subTest(conf=conf), self.assertRaises(WrongRun):
                run_of(context_of(conf))


class PartnersTest(unittest.TestCase):
    def test_each_channel_is_pulled_once_and_who_has_none_is_left_out(self):
        listed = {
            "partners": [
                {"family": "MH", "organisation": "RX4", "channel": "north", "expected": True},
                {"family": "UC", "organisation": "RX4", "channel": "north", "expected": True},
                {"family": "PF", "organisation": "42", "channel": None, "expected": True},
            ]
        }
        with (
            mock.patch.object(tasks, "run_stage", return_value=listed),
            mock.patch.object(tasks, "get_current_context", lambda: context_of({"month": "2026-09"})),
        ):
            self.assertEqual(
                [{"family": "MH", "organisation": "RX4", "channel": "north", "name": "MH/RX4, UC/RX4"}], tasks.partners()
            )

    def test_a_month_without_anybody_to_pull_does_not_look_like_success(self):
        nobody = {"partners": [{"family": "PF", "organisation": "42", "channel": None, "expected": True}]}
        with (
            mock.patch.object(tasks, "run_stage", return_value=nobody),
            mock.patch.object(tasks, "get_current_context", lambda: context_of({"month": "2026-09"})),
            self.assertRaisesRegex(StageRefused, "nobody to pull for 2026-09"),
        ):
            tasks.partners()

    def test_partners_that_are_missing_are_an_alarm_in_the_last_24_hours_only(self):
        self.assertEqual({"missing": 2}, tasks.partners_missing({"hours_left": 25, "missing": 1, "rejected": 1}))
        self.assertEqual({"missing": 0}, tasks.partners_missing({"hours_left": 24, "missing": 0, "rejected": 0}))
        with self.assertRaisesRegex(tasks.PartnersMissing, "in 24 hours: 1 partners sent nothing, 1 are rejected"):
            tasks.partners_missing({"hours_left": 24, "missing": 1, "rejected": 1})


class StepTest(unittest.TestCase):
    def setUp(self):
        self.step = StepOperator(
            task_id="sign_off", step="signed-off", status="performance", patience=timedelta(days=1)
        )
        self.context = context_of({"month": "2026-09"})
        self.calls = []

    def answered(self, option, by):
        return {
            "chosen_options": [option],
            "params_input": {"by": by, "note": "as\nagreed"},
            "responded_at": datetime(2026, 11, 1, tzinfo=timezone.utc),
            "responded_by_user": {"id": "svc", "name": "svc"},
        }

    def test_an_answer_takes_the_step_in_the_persons_name(self):
        with mock.patch.object(sign_off, "run_stage", lambda *given: self.calls.append(given) or {}):
            self.assertEqual(
                {"by": "Sam Okoro"}, self.step.execute_complete(self.context, self.answered(sign_off.TAKE, " Sam Okoro "))
            )
        self.assertEqual(
            ("--status", "performance", "--to", "signed-off", "--by=Sam Okoro", "--note=as agreed (answered in Airflow as svc)"),
            self.calls[0][3:],
        )

    def test_an_answer_that_is_refused_is_asked_for_again(self):
        def refused(*given):
            raise StageRefused("Ada Byron quality assured it; another person signs it off")

        with (
            mock.patch.object(sign_off, "run_stage", refused),
            mock.patch.object(StepOperator, "ask", lambda *given: "asked again"),
        ):
            self.assertEqual(
                "asked again", self.step.execute_complete(self.context, self.answered(sign_off.TAKE, "Ada Byron"))
            )
        self.context["ti"].xcom_push.assert_called_once()

    def test_no_publication_ends_the_run(self):
        with self.assertRaisesRegex(StepDeclined, "Sam Okoro said: do not publish"):
            self.step.execute_complete(self.context, self.answered(sign_off.REFUSE, "Sam Okoro"))

    def test_nobody_is_asked_for_a_step_that_was_taken(self):
        steps = [{"state": "quality-assured", "by": "Ada Byron"}, {"state": "signed-off", "by": "Sam Okoro"}]
        taken = {"versions": [{"version": 1, "state": "signed-off", "steps": steps}]}
        with mock.patch.object(sign_off, "run_stage", lambda *given: taken):
            self.assertEqual({"by": "Sam Okoro"}, StepOperator.execute.__wrapped__(self.step, self.context))

    def test_the_newest_version_is_the_one_that_is_asked_about(self):
        steps = [{"state": "signed-off", "by": "Sam Okoro"}]
        made = {"versions": [{"version": 2, "state": "draft", "steps": []}, {"version": 1, "state": "signed-off", "steps": steps}]}
        with (
            mock.patch.object(sign_off, "run_stage", lambda *given: made),
            mock.patch.object(StepOperator, "ask", lambda *given: "asked"),
        ):
            self.context["ti"].xcom_pull.return_value = {"decision": "publish", "missing": 1, "expected": 13}
            self.assertEqual("asked", StepOperator.execute.__wrapped__(self.step, self.context))
        self.assertEqual("2026-09 performance, version 2, deployment local: signed off?", self.step.subject)
        self.assertIn("The gate says: publish; 1 of 13 expected", self.step.body)

    def test_what_is_published_already_stays_as_it_is(self):
        steps = [{"state": "published", "by": "Sam Okoro"}]
        calls = []
        with (
            mock.patch.object(sign_off, "run_stage", lambda *given: calls.append(given) or {"versions": [{"version": 1, "steps": steps}]}),
            mock.patch.object(sign_off, "get_current_context", lambda: self.context),
        ):
            self.assertEqual({"published": 1}, sign_off.publish("performance", {"by": "Sam Okoro"}))
        self.assertEqual(1, len(calls))


if __name__ == "__main__":
    unittest.main()
