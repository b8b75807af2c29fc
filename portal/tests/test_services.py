"""The commands of docker-compose.yml, run on a real PostgreSQL with production's settings."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest

from .databases import MigratedDatabase
from .deployment import ROOT, command, image_environment
from .environment import manage, production
from .postgres import free_port

pytestmark = [pytest.mark.postgresql, pytest.mark.xdist_group("services")]

PATIENCE = 60
ENQUEUE = """
from wagtail.tasks import delete_file_from_storage_task
storage = ("django.core.files.storage.FileSystemStorage", [], {})
delete_file_from_storage_task.enqueue(storage, "not-there.jpg")
"""
HOST = {"Host": "yannuo.example.cn"}
THROUGH_TLS = HOST | {"X-Forwarded-Proto": "https"}


@pytest.fixture(scope="module")
def environment(
    tmp_path_factory: pytest.TempPathFactory, migrated_database: MigratedDatabase
) -> dict[str, str]:
    """Production on a new database, through `migrate` as a deployment is, files collected."""
    folder = str(tmp_path_factory.mktemp("services"))
    database = migrated_database.copy(Path(folder))
    given = image_environment() | production(folder, DATABASE_URL=database)
    given |= {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(free_port())}
    given["GRANIAN_WORKERS"] = "2"
    # As the image's ENV does: the virtual environment's programs come first.
    given["PATH"] = f"{Path(sys.executable).parent}:{given['PATH']}"
    for arguments in (["collectstatic", "--noinput", "-v0"], command("migrate")[2:]):
        answer = manage(*arguments, env=given)
        assert answer.returncode == 0, answer.stderr
    return given


@contextmanager
def running(service: str, environment: dict[str, str]) -> Iterator[subprocess.Popen]:
    """The service's own command, ended by SIGTERM as Docker ends it."""
    program, *arguments = command(service)
    log = Path(environment["VAR_DIR"]) / f"{service}.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [Path(sys.executable).parent / program, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        yield process
        assert process.poll() is None, log.read_text()
    finally:
        process.terminate()
        code = process.wait(timeout=PATIENCE)
    assert code == 0, log.read_text()


def eventually(probe, reason: str):
    """The first truthy answer of the probe."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := probe():
            return answer
        time.sleep(0.2)
    return pytest.fail(reason)


def get(
    environment: dict[str, str], path: str, headers: dict[str, str]
) -> tuple[int, bytes] | None:
    """Status and body; None while nobody listens."""
    connection = HTTPConnection("127.0.0.1", int(environment["GRANIAN_PORT"]), timeout=20)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()
    except ConnectionError:
        return None
    finally:
        connection.close()


def test_web_serves_readers_through_the_proxy(environment: dict[str, str]) -> None:
    with running("web", environment):
        status, body = eventually(lambda: get(environment, "/healthz", {}), "没有应答")
        assert (status, body) == (200, b'{"status": "ok"}')
        status, body = get(environment, "/", THROUGH_TLS)
        assert status == 200
        stylesheet = next(part for part in body.decode().split('"') if part.endswith(".css"))
        assert get(environment, stylesheet, THROUGH_TLS)[0] == 200
        assert get(environment, "/", HOST)[0] == 301
        assert get(environment, "/", {"Host": "elsewhere.example"})[0] == 400
        assert get(environment, "/no-such-page/", THROUGH_TLS)[0] == 404
        assert get(environment, "/search/?q=" + "%E8%A8%80" * 3_400, THROUGH_TLS)[0] == 404
        assert get(environment, "/admin/login/", THROUGH_TLS)[0] == 200


def test_worker_does_what_is_queued(environment: dict[str, str]) -> None:
    assert manage("shell", "-v0", "-c", ENQUEUE, env=environment).returncode == 0
    with (
        running("worker", environment),
        psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database,
    ):
        query = "SELECT status FROM django_tasks_database_dbtaskresult WHERE status != 'READY'"
        finished = eventually(
            lambda: {status for (status,) in database.execute(query)} - {"RUNNING"},
            "任务没有被执行",
        )
    assert finished == {"SUCCESSFUL"}


def test_scheduler_publishes_what_is_due(environment: dict[str, str]) -> None:
    """A page whose hour has come, in a database with nothing else to publish."""
    due = """
from datetime import timedelta
from django.utils import timezone
from home.models import HomePage
page = HomePage.objects.first()
page.go_live_at = timezone.now() + timedelta(seconds=2)
page.save_revision(approved_go_live_at=page.go_live_at)
"""
    answer = manage("shell", "-v0", "-c", due, env=environment)
    assert answer.returncode == 0, answer.stderr
    waiting = "SELECT count(*) FROM wagtailcore_revision WHERE approved_go_live_at IS NOT NULL"
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database:
        assert database.execute(waiting).fetchone() == (1,)
        time.sleep(2)
        with running("scheduler", environment):
            eventually(lambda: database.execute(waiting).fetchone() == (0,), "没有按时发布")
