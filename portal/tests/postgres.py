"""A throw-away PostgreSQL from the server binaries found on this machine.

`python -m portal.tests.postgres …` runs pytest with the same arguments on it.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = "没有找到 PostgreSQL 服务器程序（initdb、postgres）：Debian 上 apt-get install postgresql"
NEEDED = ("initdb", "postgres")
# Nobody needs this data after a crash.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
PATIENCE = 60


def binaries() -> Path | None:
    """The folder with `initdb` and `postgres`: on PATH, Debian's newest, or pg_config's."""
    candidates = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda path: float(path.parent.name), reverse=True)
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
        candidates.append(Path(answer.stdout.strip()))
    return next(
        (
            path
            for path in candidates
            if (path / "initdb").exists() and (path / "postgres").exists()
        ),
        None,
    )


def free_port() -> int:
    """A loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _as_ordinary_user(folder: Path) -> dict:
    """The server refuses to run as root: give the folder and the process to somebody else."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "nobody")
    return {"user": "nobody", "extra_groups": []}


@contextmanager
def cluster() -> Iterator[str]:
    """Start a server on a random loopback port, give its DATABASE_URL, remove every trace."""
    tools = binaries()
    if tools is None:
        raise FileNotFoundError(MISSING)
    folder = Path(tempfile.mkdtemp(prefix="portal-postgres-"))
    run = {"cwd": folder, **_as_ordinary_user(folder)}
    password, port = secrets.token_hex(16), free_port()
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o644)
    server = None
    try:
        locale = ["--encoding=UTF8", "--locale=C"]
        owner = ["--username=portal", "--auth=scram-sha-256", f"--pwfile={secret}"]
        subprocess.run(
            [tools / "initdb", "-D", folder / "data", "--no-sync", *locale, *owner],
            check=True,
            stdout=subprocess.DEVNULL,
            **run,
        )
        options = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]
        options += ["max_connections=100", *FAST]
        log = (folder / "log").open("wb")
        server = subprocess.Popen(
            [tools / "postgres", "-D", folder / "data", *(f"-c{option}" for option in options)],
            stdout=log,
            stderr=log,
            # Ctrl-C is for the tests; they close their connections, then we end the server.
            start_new_session=True,
            **run,
        )
        url = f"postgres://portal:{password}@127.0.0.1:{port}/postgres"
        _wait_for(url, server, folder / "log")
        yield url
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(url: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL 没有启动：{log.read_text()[-2000:]}") from None
            time.sleep(0.1)


def create_database(url: str, template: str = "template1") -> str:
    """A new database on the same server, and its address; `template`: name of the one to copy."""
    name = f"portal_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{url.rpartition('/')[0]}/{name}"


def main(arguments: list[str]) -> int:
    """Run pytest on a throw-away cluster; without server binaries, say so."""
    if binaries() is None:
        print(f"!! {MISSING}；PostgreSQL 这一轮没有运行。", file=sys.stderr)
        return 1 if os.environ.get("CI") == "true" else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster() as url:
        command = [sys.executable, "-m", "pytest", *arguments]
        process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                # pytest got the same Ctrl-C: let it end its workers first.
                continue
            except SystemExit:
                process.terminate()
                process.wait()
                raise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
