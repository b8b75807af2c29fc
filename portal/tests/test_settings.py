"""Production starts only with an environment that is complete and safe."""

from pathlib import Path

import pytest

from .environment import SECRET, manage, production

REFUSALS = [
    ({"SECRET_KEY": ""}, "缺少环境变量 SECRET_KEY"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY 太弱"),
    ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY 太弱"),
    ({"SECRET_KEY": f"django-insecure-{SECRET}"}, "SECRET_KEY 太弱"),
    ({"DEBUG": "true"}, "DEBUG 已打开"),
    ({"DEBUG": "1"}, "DEBUG 已打开"),
    ({"ALLOWED_HOSTS": ""}, "缺少环境变量 ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS 须逐个写出域名"),
    ({"ALLOWED_HOSTS": "yannuo.example.cn, *"}, "ALLOWED_HOSTS 须逐个写出域名"),
    ({"ALLOWED_HOSTS": "*.example.cn"}, "ALLOWED_HOSTS 须逐个写出域名"),
    ({"ALLOWED_HOSTS": ".example.cn"}, "ALLOWED_HOSTS 须逐个写出域名"),
    ({"ALLOWED_HOSTS": "yannuo.example.cn,"}, "ALLOWED_HOSTS 须逐个写出域名"),
    ({"BASE_URL": "http://yannuo.example.cn"}, "BASE_URL 须以 https:// 开头"),
    ({"DATABASE_URL": ""}, "缺少环境变量 DATABASE_URL"),
    ({"DATABASE_URL": "nonsense"}, "DATABASE_URL 不是数据库地址"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSALS)
def test_production_refuses_to_start(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    answer = manage("check", env=production(str(tmp_path), **changes))
    assert answer.returncode != 0
    assert "ImproperlyConfigured" in answer.stderr
    assert reason in answer.stderr


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    answer = manage("check", "--deploy", "--fail-level", "WARNING", env=production(str(tmp_path)))
    assert answer.returncode == 0, answer.stderr


def test_sqlite_serves_production_when_asked_for_by_name(tmp_path: Path) -> None:
    database = tmp_path / "portal.sqlite3"
    env = production(str(tmp_path), DATABASE_URL=f"sqlite:///{database}")
    assert manage("check", "--database", "default", env=env).returncode == 0


def test_redis_serves_every_cache_when_given(tmp_path: Path) -> None:
    show = "from django.conf import settings; print(settings.CACHES)"
    answer = manage(
        "shell", "-v0", "-c", show, env=production(str(tmp_path), REDIS_URL="redis://cache:6379/0")
    )
    assert answer.stdout.count("redis://cache:6379/0") == answer.stdout.count("BACKEND") == 2


def test_links_lead_to_the_first_host_when_no_address_is_given(tmp_path: Path) -> None:
    show = (
        "from django.conf import settings as s; "
        "print(s.WAGTAILADMIN_BASE_URL, s.CSRF_TRUSTED_ORIGINS)"
    )
    env = production(str(tmp_path), BASE_URL="", ALLOWED_HOSTS="a.example.cn,b.example.cn")
    answer = manage("shell", "-v0", "-c", show, env=env)
    assert answer.stdout.strip() == "https://a.example.cn ['https://a.example.cn']"


def test_every_static_file_that_is_named_is_there_to_be_collected(tmp_path: Path) -> None:
    """The manifest storage fails on any url() or import of a file that does not exist."""
    answer = manage("collectstatic", "--noinput", env=production(str(tmp_path)))
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "static/staticfiles.json").exists()
