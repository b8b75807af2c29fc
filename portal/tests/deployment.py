"""docker-compose.yml, Dockerfile and nginx.conf as the tests read them."""

import json
import re
from pathlib import Path

import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
NGINX = (ROOT / "portal/deploy/nginx.conf").read_text()
# Those that run our own image.
OURS = {name: service for name, service in SERVICES.items() if "build" in service}


def image_environment() -> dict[str, str]:
    """What the Dockerfile's last stage sets."""
    final = DOCKERFILE.rpartition("FROM ")[2]
    lines = re.findall(r"^ENV (.+)$", final, re.MULTILINE)
    return dict(pair.split("=", 1) for line in lines for pair in line.split())


def image_command() -> list[str]:
    """What the image runs when a service names no command."""
    return json.loads(re.findall(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[-1])


def command(service: str) -> list[str]:
    """What a service of ours runs."""
    return SERVICES[service].get("command") or image_command()


def variables() -> dict[str, str]:
    """Every ${NAME} of the compose file with what follows the name (`:?…`, `:-…`)."""
    return dict(re.findall(r"\$\{(\w+)([^}]*)\}", COMPOSE_TEXT))
