"""The clock that publishes what is due."""

import logging

import pytest
from django.core.management import get_commands

from portal.management.commands import run_schedule


def test_every_job_is_a_command_that_exists() -> None:
    assert set(run_schedule.JOBS) <= set(get_commands())


def test_a_job_that_fails_is_logged_and_leaves_the_clock_running(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(run_schedule, "call_command", fail)
    with caplog.at_level(logging.ERROR):
        run_schedule.Command().run("publish_scheduled")
    assert "定时任务 publish_scheduled 失败" in caplog.text


def test_editors_are_reminded_once_a_day() -> None:
    assert run_schedule.JOBS["send_reminders"] == run_schedule.DAY
