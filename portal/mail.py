"""Mail that is sent after the request, one message for each recipient."""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django_tasks import task

__all__ = ["send_later"]

logger = logging.getLogger(__name__)


def send_later(
    recipients: Iterable[str], subject: str, template: str, context: Mapping[str, Any]
) -> None:
    """Once what is being saved is saved; a mail server that is down never breaks a request.

    `template` names two files, `.txt` and `.html`. Nobody sees who else is told.
    """
    addresses = sorted({address for address in recipients if address})
    if not addresses:
        return
    subject = f"【{settings.WAGTAIL_SITE_NAME}】{' '.join(subject.split())}"
    told = {"subject": subject, "newsroom": settings.WAGTAIL_SITE_NAME, **context}
    text, html = (render_to_string(f"{template}.{kind}", told) for kind in ("txt", "html"))
    for address in addresses:
        transaction.on_commit(lambda address=address: deliver.enqueue(address, subject, text, html))


@task()
def deliver(address: str, subject: str, text: str, html: str) -> None:
    message = EmailMultiAlternatives(subject, text, to=[address])
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except Exception:
        logger.exception("没有发给 %s：%s", address, subject)
        raise
