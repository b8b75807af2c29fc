"""Mail between the newsroom and an association: what came, what became of it, a word, a log-in.

The association's people learn what was decided and why, never who decided, and nothing about their
colleagues but the names in 填报人. Nobody of another association is ever told.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.tokens import default_token_generator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode

from portal.addresses import absolute_url
from portal.mail import send_later
from portal.models import User

from .enums import DecisionKind, ReportStatus
from .models import Decision, Message, Organisation, ProgressReport, Representative, Return

__all__ = ["decided", "invited", "message_sent", "password_link", "submitted"]

FOLDER = "initiatives/email"
MOST_LISTED = 100


def submitted(sent: Return | ProgressReport) -> None:
    """A workbook or a single report came: a receipt for the association, work for the newsroom."""
    association = sent.association
    reports = ProgressReport.objects.filter(status=ReportStatus.SUBMITTED)
    if isinstance(sent, Return):
        reports, what = reports.filter(batch=sent), sent.name
        queue = {"batch": sent.pk}
        desk = sent.get_absolute_url()
    else:
        reports, what = reports.filter(pk=sent.pk), str(sent.commitment)
        queue = {"association": association.pk}
        desk = reverse("members:report", args=[sent.pk])
    context = {"association": association, "what": what, "number": reports.count()}
    warned = reports.exclude(warnings=[]).count()
    send_later(
        _addresses(_people_of(association)),
        f"已收到：{what}",
        f"{FOLDER}/report_received",
        {**context, "address": absolute_url(desk)},
    )
    send_later(
        _addresses(_reviewers_of(association)),
        f"{association}报来 {context['number']} 条，等待审核",
        f"{FOLDER}/report_to_review",
        {**context, "warned": warned, "address": _queue(**queue)},
    )


def decided(decisions: Iterable[Decision], but: AbstractBaseUser | None = None) -> None:
    """What was decided at one stroke: one mail for each association, one for its reviewers.

    `but`: who did it, and needn't be told. Expects decisions whose reports were loaded with them.
    """
    told = [one for one in decisions if one.report.association_id]
    told.sort(key=lambda one: (one.report.association_id, one.pk))
    for _, group in groupby(told, key=lambda one: one.report.association_id):
        rows = list(group)
        association = rows[0].report.association
        context = {
            "association": association,
            "decisions": rows[:MOST_LISTED],
            "more": max(0, len(rows) - MOST_LISTED),
            "counts": _counted(rows),
        }
        send_later(
            _addresses(_people_of(association)),
            f"{len(rows)} 条申报有了结果",
            f"{FOLDER}/reports_decided",
            {**context, "address": absolute_url(reverse("members:home"))},
        )
        reviewers = _reviewers_of(association)
        send_later(
            _addresses(reviewers.exclude(pk=but.pk) if but else reviewers),
            f"{association}的 {len(rows)} 条申报已处理",
            f"{FOLDER}/reports_decided_newsroom",
            {**context, "by": but, "address": _queue(association=association.pk, status="all")},
        )


def message_sent(message: Message) -> None:
    """A word from the newsroom, in full."""
    path = message.batch.get_absolute_url() if message.batch else reverse("members:home")
    send_later(
        _addresses(_people_of(message.association)),
        "编辑部留言",
        f"{FOLDER}/association_message",
        {"message": message, "address": absolute_url(path)},
    )


def invited(representative: Representative) -> None:
    """A log-in, with the address where its owner sets a password."""
    user = representative.user
    send_later(
        [user.email],
        f"{representative.association}的申报账号",
        f"{FOLDER}/representative_invited",
        {
            "representative": representative,
            "user": user,
            "address": password_link(user),
            "desk": absolute_url(reverse("members:home")),
        },
    )


def password_link(user: AbstractBaseUser) -> str:
    """Works once, and as long as Django's links for a new password do."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return absolute_url(reverse("members:password_reset_confirm", args=[key, token]))


def _people_of(association: Organisation) -> QuerySet[User]:
    """Who reports in its name today; whoever sent something and left is not told any more."""
    return User.objects.filter(is_active=True, representative__association=association)


def _reviewers_of(association: Organisation) -> QuerySet[User]:
    """Those who may decide about its reports: not those who send them."""
    reviewers = User.objects.with_perm("initiatives.review_progressreport")
    admitted = User.objects.with_perm("wagtailadmin.access_admin").values("pk")
    return reviewers.filter(pk__in=admitted).exclude(representative__association=association)


def _addresses(users: QuerySet[User]) -> list[str]:
    return list(users.exclude(email="").values_list("email", flat=True).distinct())


def _counted(rows: list[Decision]) -> list[tuple[str, int]]:
    kinds = [one.kind for one in rows]
    return [(kind.label, kinds.count(kind)) for kind in DecisionKind if kind in kinds]


def _queue(**query: Any) -> str:
    return f"{absolute_url(reverse('reviewing:index'))}?{urlencode(query)}"
