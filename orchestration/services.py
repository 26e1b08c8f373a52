"""Starts, shows and stops Airflow's four services on this machine; called by `orchestration/airflow`."""

from __future__ import annotations

import argparse
import configparser
import fcntl
import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import psutil

HERE = Path(__file__).resolve().parent
SERVICES = ("api-server", "scheduler", "dag-processor", "triggerer")
PARTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")
DAGS = ("concordat_performance", "concordat_final", "concordat_reminders")
USERS = {"admin": "admin", "svc": "op", "reader": "viewer"}

#: Every process of an Airflow carries its home under this name, whatever started it.
MARK = "CONCORDAT_AIRFLOW_HOME"

READY_SECONDS = 300

#: How long processes may take to end by themselves.
POLITE_SECONDS = 6


class WrongRequest(Exception):
    """One line for who called."""


def main() -> int:
    arguments = parsed()
    home = Path(arguments.home or HERE / ".airflow/home").resolve()
    try:
        if arguments.command == "up":
            return up(home, arguments)
        if arguments.command == "down":
            return down(home)
        return status(home)
    except WrongRequest as problem:
        print(f"airflow: {problem}", file=sys.stderr)
        return 2


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="orchestration/airflow", add_help=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("up", "down", "status"):
        command = commands.add_parser(name, add_help=False)
        command.add_argument("--home")
        if name == "up":
            command.add_argument("--port", type=int)
            for place in ("lake", "landing", "channels", "config", "heap", "deployments"):
                command.add_argument(f"--{place}")
    return parser.parse_args()


def up(home: Path, arguments: argparse.Namespace) -> int:
    began = time.monotonic()
    if arguments.landing and arguments.channels:
        raise WrongRequest("--landing and --channels exclude one another")
    home.mkdir(parents=True, exist_ok=True)
    with open(home / ".up.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WrongRequest(f"Another `airflow up` is at work in {home}") from None
        running = connection(home)
        processes = {process.pid for process in alive(home)} if running else set()
        gone = [name for name in SERVICES if running and running["pids"].get(name) not in processes]
        if running and not gone:
            raise WrongRequest(f"Airflow is running already: {running['address']} (home {home})")
        if running and len(gone) < len(SERVICES) and arguments.port not in (None, running["port"]):
            raise WrongRequest(f"Airflow is running on port {running['port']}; stop it first (airflow down)")
        if not running or len(gone) == len(SERVICES):
            stop(home)
            gone, running = list(SERVICES), fresh(home, arguments)
        address, port = running["address"], running["port"]
        environment = {**surroundings(home), **running["places"]}
        if len(gone) == len(SERVICES):
            settings(home, port)
            built(environment)
            prepare(home, environment)
        else:
            print(f"airflow: starting {', '.join(gone)} again", file=sys.stderr)
        running["pids"].update({name: start(home, name, environment) for name in gone})
        private(home / "concordat-airflow.json", json.dumps(running, indent=2) + "\n")
        try:
            problem = wait(address, users(home)[running["user"]], running["pids"])
        except KeyboardInterrupt:
            problem = "interrupted"
        if problem:
            print(f"airflow: {problem}; the logs are in {home / 'services'}", file=sys.stderr)
            stop(home)
            return 1
    print(
        f"Airflow is ready at {address} after {time.monotonic() - began:.0f} s"
        f" (port {port}; users and passwords: {home / 'users.json'})"
    )
    return 0


def fresh(home: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """What is written down about an Airflow that is about to start."""
    users(home)
    port = free_port(arguments.port)
    return {
        "address": f"http://127.0.0.1:{port}",
        "port": port,
        "user": "svc",
        "users_file": str(home / "users.json"),
        "home": str(home),
        "places": places(arguments),
        "pids": {},
    }


def places(arguments: argparse.Namespace) -> dict[str, str]:
    """Where the runs work, as DAGs and deployments take it from the environment; a service started again has the same."""
    around = {key: value for key, value in os.environ.items() if key.startswith("CONCORDAT_") and key != MARK}
    given = {name: getattr(arguments, name) for name in ("lake", "landing", "channels", "config", "deployments")}
    found = {
        f"CONCORDAT_{name.upper()}": value if "://" in value else str(Path(value).resolve())
        for name, value in given.items()
        if value
    }
    return {**around, **found, **({"CONCORDAT_HEAP": arguments.heap} if arguments.heap else {})}


def free_port(wanted: int | None) -> int:
    """The wanted port, or a free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted or 0))
        except (OSError, OverflowError):
            raise WrongRequest(f"Port {wanted} is taken or cannot be used; --port names another") from None
        return probe.getsockname()[1]


def users(home: Path) -> dict[str, str]:
    """Passwords by user, made once per home; nobody else can read the file."""
    path = home / "users.json"
    if path.exists():
        return json.loads(path.read_text(encoding="utf-8"))
    made = {name: secrets.token_urlsafe(18) for name in USERS}
    private(path, json.dumps(made, indent=2) + "\n")
    return made


def private(path: Path, text: str) -> None:
    """Writes a file that only its owner can read, whole or not at all."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(text)
    draft.replace(path)


def surroundings(home: Path) -> dict[str, str]:
    """The environment of the services. Variables AIRFLOW__... that are set win over the home's settings."""
    environment = dict(os.environ)
    environment.update(
        {
            "AIRFLOW_HOME": str(home),
            MARK: str(home),
            "PATH": f"{Path(sys.executable).parent}:{environment.get('PATH', '')}",
            # The machine's time zone plays no part: the calendar names its own.
            "TZ": "UTC",
            # Processes that rename themselves keep their environment readable, so that all are found again.
            "SPT_NOENV": "1",
        }
    )
    return environment


def settings(home: Path, port: int) -> None:
    """airflow.cfg of this home. Secrets are made once, so that a restart keeps runs and tokens alive."""
    path = home / "airflow.cfg"
    before = configparser.RawConfigParser()
    before.read(path)
    values = {
        "core": {
            "load_examples": "False",
            "dags_folder": HERE / "dags",
            "plugins_folder": HERE / "plugins",
            "executor": "LocalExecutor",
            "parallelism": 4,
            "max_active_tasks_per_dag": 16,
            "dags_are_paused_at_creation": "False",
            "auth_manager": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
            "simple_auth_manager_users": ",".join(f"{name}:{role}" for name, role in USERS.items()),
            "simple_auth_manager_passwords_file": home / "users.json",
            "execution_api_server_url": f"http://127.0.0.1:{port}/execution/",
            "fernet_key": "",
            "default_timezone": "Europe/London",
        },
        # Several services and tasks write at once: whoever finds the file locked waits a while.
        "database": {"sql_alchemy_conn": f"sqlite:///{home / 'airflow.db'}?timeout=20"},
        "api_auth": {"jwt_secret": before.get("api_auth", "jwt_secret", fallback=secrets.token_urlsafe(48))},
        # A task's token must outlive the longest stage and the longest wait for a pool.
        "execution_api": {"jwt_expiration_time": 86400},
        "scheduler": {
            "task_queued_timeout": 86400,
            # What a scheduler that died left behind is taken up within two minutes, not within five; but one that is
            # only slow, on a machine with too much to do, must not take itself for dead and start its tasks again.
            "orphaned_tasks_check_interval": 20,
            "scheduler_health_check_threshold": 90,
            "enable_health_check": "False",
            "scheduler_heartbeat_sec": 2,
            "job_heartbeat_sec": 2,
        },
        "api": {
            "host": "127.0.0.1",
            "port": port,
            "base_url": f"http://127.0.0.1:{port}",
            "workers": 1,
            "expose_config": "False",
            "secret_key": before.get("api", "secret_key", fallback=secrets.token_urlsafe(32)),
        },
        "dag_processor": {"refresh_interval": 10, "min_file_process_interval": 30},
        "usage_data_collection": {"enabled": "False"},
        "logging": {"base_log_folder": home / "logs"},
    }
    made = configparser.RawConfigParser()
    for section, keys in values.items():
        made[section] = {key: str(value) for key, value in keys.items()}
    draft = home / "airflow.cfg.draft"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        made.write(out)
    draft.replace(path)


def built(environment: dict[str, str]) -> None:
    """Lets the stages' program be built, if it is not: a task should not have to."""
    if subprocess.run([str(HERE.parent / "concordat"), "--version"], env=environment, stdout=subprocess.DEVNULL).returncode:
        raise WrongRequest("The stages cannot be run; ./concordat --version says why")


def prepare(home: Path, environment: dict[str, str]) -> None:
    """Migrates the database and makes the pools, in one process."""
    log = home / "services" / "prepare.log"
    log.parent.mkdir(exist_ok=True)
    with open(log, "w") as out:
        code = subprocess.run(
            [sys.executable, str(HERE / "prepare.py")], env=environment, stdout=out, stderr=subprocess.STDOUT
        ).returncode
    if code != 0:
        print("\n".join(log.read_text().splitlines()[-3:]), file=sys.stderr)
        raise WrongRequest(f"The database could not be made ready; all of it is in {log}")
    database = home / "airflow.db"
    if database.exists():
        with sqlite3.connect(database) as made:
            made.execute("pragma journal_mode=wal")


def start(home: Path, name: str, environment: dict[str, str]) -> int:
    """Starts one service in a session of its own, so that it outlives the terminal."""
    with open(home / "services" / f"{name}.log", "a") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "airflow", name],
            env=environment,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return process.pid


def wait(address: str, password: str, pids: dict[str, int]) -> str:
    """Waits until all services work and the DAGs are known; what is wrong, or nothing."""
    until = time.monotonic() + READY_SECONDS
    since = datetime.now(timezone.utc)
    token = None
    missing = "the web page"
    while time.monotonic() < until:
        for name, pid in pids.items():
            if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return f"{name} ended"
        try:
            health = asked(f"{address}/api/v2/monitor/health")
            missing = ", ".join(one for one in PARTS if not works(health.get(one, {}), one, since))
            if not missing:
                token = token or asked(f"{address}/auth/token", {"username": "svc", "password": password})["access_token"]
                known = asked(f"{address}/api/v2/dags?dag_id_pattern=concordat_", token=token)
                missing = ", ".join(set(DAGS) - {one["dag_id"] for one in known["dags"]})
                if not missing:
                    return ""
                errors = asked(f"{address}/api/v2/importErrors", token=token)["import_errors"]
                if errors:
                    return f"{errors[0]['filename']} cannot be read"
        except (urllib.error.URLError, OSError, ValueError):
            pass
        time.sleep(0.3)
    return f"not ready after {READY_SECONDS} s; waiting for {missing}"


def works(part: dict[str, Any], name: str, since: datetime) -> bool:
    """Whether a part of Airflow is well; a service must have said so after it was started, not the one before it."""
    beat = part.get(f"latest_{name}_heartbeat")
    return part.get("status") == "healthy" and (
        name == "metadatabase" or (beat is not None and datetime.fromisoformat(beat) >= since)
    )


def asked(url: str, body: dict[str, str] | None = None, token: str | None = None) -> Any:
    """One request to the API."""
    request = urllib.request.Request(url, data=json.dumps(body).encode() if body else None)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def connection(home: Path) -> dict[str, Any] | None:
    """What is written down about a running Airflow."""
    try:
        return json.loads((home / "concordat-airflow.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def alive(home: Path) -> list[psutil.Process]:
    """Every process of this home: the services, their tasks, the tasks' commands."""
    found = []
    for process in psutil.process_iter():
        try:
            if (
                process.pid != os.getpid()
                and process.status() != psutil.STATUS_ZOMBIE
                and process.environ().get(MARK) == str(home)
            ):
                found.append(process)
        except psutil.Error:
            continue
    return found


def stop(home: Path) -> int:
    """Ends all of it: first politely, then for good. How many processes there were."""
    first = len(alive(home))
    for blow, patience in ((signal.SIGTERM, POLITE_SECONDS), (signal.SIGKILL, 10)):
        until = time.monotonic() + patience
        there = alive(home)
        for process in there:
            try:
                process.send_signal(blow)
            except psutil.Error:
                continue
        while there and time.monotonic() < until:
            time.sleep(0.2)
            there = alive(home)
        if not there:
            break
    (home / "concordat-airflow.json").unlink(missing_ok=True)
    return first


def down(home: Path) -> int:
    if not home.is_dir():
        print("Airflow is not running")
        return 0
    ended = stop(home)
    left = len(alive(home))
    if left:
        print(f"airflow: {left} processes could not be ended", file=sys.stderr)
        return 1
    print(f"Airflow is stopped ({ended} processes)" if ended else "Airflow is not running")
    return 0


def status(home: Path) -> int:
    said = connection(home)
    processes = alive(home) if home.is_dir() else []
    if not said or not processes:
        print("Airflow is not running")
        return 0
    there = {process.pid for process in processes}
    gone = [name for name, pid in said["pids"].items() if pid not in there]
    memory = sum(resident(process) for process in processes) / 2**20
    print(f"Airflow is running at {said['address']}: {len(processes)} processes, {memory:.0f} MB resident")
    for name in gone:
        print(f"{name} is not running; its log is {home / 'services' / (name + '.log')}")
    return 1 if gone else 0


def resident(process: psutil.Process) -> int:
    """Memory of a process that other processes do not share, in bytes."""
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


if __name__ == "__main__":
    sys.exit(main())
