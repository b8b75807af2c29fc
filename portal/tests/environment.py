"""Production's environment, and Django commands run in it, for tests of the settings."""

import os
import subprocess
import sys

from django.conf import settings

SECRET = "k9!vX2#pLq7@Zr4$mWt8^Bn1&Yc5*Hd3(Gf6)Js0-Ka_Ue+Io=Qy"
# What an operator must give, and nothing else.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "yannuo.example.cn",
    "BASE_URL": "https://yannuo.example.cn",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:1/portal",
}


def production(folder: str, **changes: str) -> dict[str, str]:
    """The environment for a subprocess; an empty value takes a variable away."""
    given = {"PATH": os.environ["PATH"], "VAR_DIR": folder} | PRODUCTION | changes
    return {name: value for name, value in given.items() if value}


def manage(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`manage.py …` with exactly this environment."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        capture_output=True,
        text=True,
    )
