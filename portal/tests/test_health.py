"""`/healthz` tells the proxy whether to send readers here."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_migrated_database_is_healthy(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_answer_is_never_cached_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/healthz")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_pending_migration_is_unhealthy(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'home' AND name = "
            "(SELECT max(name) FROM django_migrations WHERE app = 'home')"
        )
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["reason"] == "有未执行的数据库迁移"


def test_a_silent_database_is_unhealthy(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("portal.health.MigrationExecutor", fail)
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["reason"] == "数据库没有应答"
