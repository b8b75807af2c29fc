"""No Docker engine is needed to see that what docker-compose.yml names exists and agrees."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from .deployment import (
    COMPOSE,
    DOCKERFILE,
    NGINX,
    OURS,
    ROOT,
    SERVICES,
    command,
    image_command,
    image_environment,
    variables,
)
from .environment import PRODUCTION

BIN = Path(sys.executable).parent


def test_the_services_are_those_of_a_real_portal() -> None:
    assert set(SERVICES) == {
        "db",
        "migrate",
        "web",
        "worker",
        "importer",
        "scheduler",
        "proxy",
    }


def test_postgresql_17_keeps_its_data_in_a_volume() -> None:
    assert SERVICES["db"]["image"].startswith("postgres:17")
    assert SERVICES["db"]["volumes"] == ["database:/var/lib/postgresql/data"]


@pytest.mark.parametrize("name", ["web", "worker", "importer", "scheduler"])
def test_migrations_run_once_before_anything_starts(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }
    assert SERVICES["migrate"]["restart"] == "no"
    assert command("migrate")[1:3] == ["manage.py", "migrate"]


def test_every_dependency_is_a_service_that_can_meet_its_condition() -> None:
    for service in SERVICES.values():
        for name, dependency in service.get("depends_on", {}).items():
            healthy = dependency["condition"] == "service_healthy"
            own = "healthcheck" in SERVICES[name]
            assert not healthy or own or (name in OURS and "HEALTHCHECK" in DOCKERFILE)


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name: str) -> None:
    program, *arguments = command(name)
    assert (BIN / program).exists()
    if arguments[0] == "manage.py":
        assert arguments[1] in get_commands()


def test_every_volume_is_declared_and_used_and_every_mounted_file_exists() -> None:
    mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", [])]
    sources = {mount.split(":")[0] for mount in mounts}
    files = {source for source in sources if source.startswith(".")}
    given_by_the_operator = {source for source in sources if source.startswith("$")}
    assert sources - files - given_by_the_operator == set(COMPOSE["volumes"])
    assert given_by_the_operator == {"${TLS_FOLDER"}
    assert all((ROOT / source).is_file() for source in files)


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    inside = [mapping.rpartition(":")[2] for mapping in SERVICES["proxy"]["ports"]]
    assert inside == re.findall(r"listen (\d+)", NGINX) == ["80", "443"]


def test_the_proxy_forwards_to_the_port_that_web_listens_on() -> None:
    port = image_environment()["GRANIAN_PORT"]
    assert f"set $portal web:{port};" in NGINX
    assert f"EXPOSE {port}\n" in DOCKERFILE
    assert SERVICES["web"]["expose"] == [port]


def test_the_proxy_serves_media_from_where_web_writes_it_but_not_documents() -> None:
    written = f"media:{image_environment()['VAR_DIR']}/media"
    assert all(written in service["volumes"] for service in OURS.values())
    assert "media:/srv/media:ro" in SERVICES["proxy"]["volumes"]
    assert "alias /srv/media/;" in NGINX
    assert re.search(r"location /media/documents/ \{\s+return 404;", NGINX)


def test_workbooks_and_evidence_are_where_no_proxy_reads_them() -> None:
    written = f"private:{image_environment()['VAR_DIR']}/private"
    assert all(written in service["volumes"] for service in OURS.values())
    assert not any("private" in mount for mount in SERVICES["proxy"]["volumes"])


def test_every_queue_has_its_worker() -> None:
    assert command("worker")[1:] == ["manage.py", "db_worker"]
    assert command("importer")[1:] == ["manage.py", "db_worker", "--backend", "imports"]


def test_every_variable_is_explained_in_the_example_and_in_the_manual() -> None:
    example = (ROOT / ".env.example").read_text()
    manual = (ROOT / "docs/operations.md").read_text()
    assert set(re.findall(r"^#?(\w+)=", example, re.MULTILINE)) == set(variables())
    assert {name for name in variables() if f"`{name}`" not in manual} == set()


def test_every_secret_must_be_given() -> None:
    required = {name for name, rest in variables().items() if rest.startswith(":?")}
    assert required == {"SECRET_KEY", "ALLOWED_HOSTS", "POSTGRES_PASSWORD", "TLS_FOLDER"}


def test_every_variable_of_ours_is_one_that_the_settings_read() -> None:
    source = "".join(
        (ROOT / f"portal/settings/{name}.py").read_text() for name in ("base", "production")
    )
    read = set(re.findall(r"""(?:env(?:\.\w+)?|_required)\(\s*"(\w+)\"""", source))
    given = {name for service in OURS.values() for name in service["environment"]}
    assert given - read == {"GRANIAN_WORKERS"}
    assert PRODUCTION.keys() - {"DJANGO_SETTINGS_MODULE"} <= given


def test_everything_that_the_image_copies_exists() -> None:
    sources = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert {"requirements.txt", "manage.py", "portal", "home"} <= set(sources)
    assert all((ROOT / source).exists() for source in sources)


def test_every_package_of_the_portal_is_in_the_image() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert all(f"COPY {package} {package}\n" in DOCKERFILE for package in packages)


def test_the_image_runs_as_an_ordinary_user_with_collected_files_and_a_health_check() -> None:
    final = DOCKERFILE.rpartition("FROM ")[2]
    assert "USER portal" in final
    assert "manage.py collectstatic" in DOCKERFILE
    assert image_environment()["DJANGO_SETTINGS_MODULE"] == "portal.settings.production"
    address = re.search(r"127\.0\.0\.1:(\d+)(/\w+)", final)
    assert address[1] == image_environment()["GRANIAN_PORT"]
    assert resolve(address[2]).url_name == "healthz"


def test_granian_knows_every_option_that_the_image_sets() -> None:
    listed = subprocess.run([BIN / "granian", "--help"], capture_output=True, text=True).stdout
    known = re.sub(r"\s", "", listed)
    options = [word for word in image_command() if word.startswith("--")]
    given = image_environment() | SERVICES["web"]["environment"]
    names = [name for name in given if name.startswith("GRANIAN_")]
    assert [word for word in options + names if word not in known] == []


def test_the_portal_learns_host_and_scheme_as_the_proxy_saw_them() -> None:
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX
    assert "proxy_set_header Host $http_host;" in NGINX


# Not a skip: continuous integration refuses those, and nginx is the image's business.
if NGINX_BINARY := shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"):

    def test_nginx_accepts_its_configuration(tmp_path: Path) -> None:
        key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
        request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test"]
        files = ["-keyout", key, "-out", certificate]
        subprocess.run([*request, *files], check=True, capture_output=True)
        configuration = tmp_path / "nginx.conf"
        text = NGINX.replace("/etc/nginx/tls", str(tmp_path))
        text = text.replace("/var/run/nginx.pid", f"{tmp_path}/nginx.pid")
        # An ordinary user may not make nginx's own folders.
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        folders = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
        configuration.write_text(text.replace("http {", f"http {{ {folders}", 1))
        check = [NGINX_BINARY, "-t", "-p", tmp_path, "-c", configuration]
        answer = subprocess.run(check, capture_output=True, text=True)
        assert answer.returncode == 0, answer.stderr
