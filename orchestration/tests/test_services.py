"""What `airflow up` and `airflow down` rest on; no service is started."""

import argparse
import configparser
import json
import os
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import services


class ServicesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)

    def test_passwords_are_random_kept_and_for_their_owner_only(self):
        first = services.users(self.home)
        self.assertEqual(set(services.USERS), set(first))
        self.assertEqual(len(services.USERS), len({word for word in first.values() if len(word) >= 20}))
        self.assertEqual(first, services.users(self.home))
        self.assertEqual(0o600, (self.home / "users.json").stat().st_mode & 0o777)

    def test_secrets_outlive_a_restart_and_are_for_their_owner_only(self):
        services.settings(self.home, 1234)
        first = self.settings()
        services.settings(self.home, 5678)
        again = self.settings()
        self.assertEqual(0o600, (self.home / "airflow.cfg").stat().st_mode & 0o777)
        for section, key in (("api_auth", "jwt_secret"), ("api", "secret_key")):
            self.assertGreaterEqual(len(first.get(section, key)), 40)
            self.assertEqual(first.get(section, key), again.get(section, key))
        self.assertEqual("http://127.0.0.1:5678/execution/", again.get("core", "execution_api_server_url"))

    def settings(self):
        read = configparser.RawConfigParser()
        read.read(self.home / "airflow.cfg")
        return read

    def test_a_port_that_is_taken_is_a_wrong_request(self):
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            with self.assertRaisesRegex(services.WrongRequest, "is taken"):
                services.free_port(other.getsockname()[1])
        self.assertGreater(services.free_port(None), 1023)

    def test_places_are_those_of_the_caller(self):
        given = argparse.Namespace(lake="there", landing=None, channels=None, config=None, deployments=None, heap="6g")
        with mock.patch.dict(os.environ, {"CONCORDAT_RETRY_SECONDS": "5", "OTHER": "1"}, clear=True):
            self.assertEqual(
                {"CONCORDAT_RETRY_SECONDS": "5", "CONCORDAT_LAKE": str(Path("there").resolve()), "CONCORDAT_HEAP": "6g"},
                services.places(given),
            )
            given.lake, given.heap = "s3://bucket/lake", None
            self.assertEqual("s3://bucket/lake", services.places(given)["CONCORDAT_LAKE"])

    def test_everything_of_a_home_is_ended_and_nothing_else(self):
        stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"
        ours = self.started(self.home, stubborn)
        other = self.started(self.home / "other", stubborn)
        try:
            with mock.patch.object(services, "POLITE_SECONDS", 1):
                self.assertEqual(1, services.stop(self.home))
            self.assertIsNotNone(ours.wait(10))
            self.assertIsNone(other.poll())
            self.assertEqual([], services.alive(self.home))
        finally:
            other.kill()
            other.communicate()
            ours.communicate()

    @staticmethod
    def started(home, program):
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env={**os.environ, services.MARK: str(home)},
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        process.stdout.readline()
        return process

    def test_a_second_up_at_the_same_time_or_while_it_runs_is_a_wrong_request(self):
        services.private(
            self.home / "concordat-airflow.json",
            json.dumps({"address": "http://127.0.0.1:1", "port": 1, "pids": dict.fromkeys(services.SERVICES, 77)}),
        )
        asked = argparse.Namespace(landing=None, channels=None, port=None)
        with mock.patch.object(services, "alive", lambda home: [mock.Mock(pid=77)]):
            with self.assertRaisesRegex(services.WrongRequest, "is running already: http://127.0.0.1:1"):
                services.up(self.home, asked)


if __name__ == "__main__":
    unittest.main()
