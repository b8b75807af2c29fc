"""A worker is killed again and again, and in the end each row was read and sent exactly once."""

import json
import random
import signal
import subprocess
import sys
import time

from django.conf import settings

ROWS = 120


def command(step: str, argument: str) -> list[str]:
    return [sys.executable, "-m", "portal.tests.journeys.return_worker", step, argument]


def ask(portal_site, step: str, argument: object):
    done = subprocess.run(
        command(step, str(argument)),
        cwd=settings.BASE_DIR,
        env=portal_site.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def killed(portal_site, key: int, after: float) -> bool:
    """Whether the worker was killed before it had done everything."""
    worker = subprocess.Popen(
        command("work", str(key)),
        cwd=settings.BASE_DIR,
        env=portal_site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout.readline() == "working\n", worker.stderr.read()
    time.sleep(after)
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    return worker.returncode == -signal.SIGKILL


def test_a_worker_killed_at_any_moment_loses_nothing_and_doubles_nothing(portal_site):
    key = ask(portal_site, "prepare", ROWS)
    kills = 0
    # Each next one lives longer than the last; not once is everything done at the first attempt.
    while killed(portal_site, key, random.uniform(0.1, 0.3) * 3**kills):
        kills += 1
    assert kills
    told = ask(portal_site, "count", key)
    assert told["state"] == "submitted"
    assert {told[name] for name in ("rows", "numbers", "sent", "reports", "linked")} == {ROWS}
    assert told["commitments"] == ROWS
