"""文中草稿: publish what an article names and marks together, when the article is published."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy

from initiatives.models import Commitment, Organisation, Person

from .marks import marks_in
from .models import ArticlePage

__all__ = ["Drafts", "ReleaseView", "can_release", "drafts_in", "release"]

LARGEST_KEY = 2**31 - 1  # of a page; databases answer anything beyond with an error


@dataclass(frozen=True)
class Drafts:
    """Unpublished records that an article leads to."""

    organisations: list[Organisation]
    people: list[Person]
    commitments: list[Commitment]

    def __bool__(self) -> bool:
        return bool(self.organisations or self.people or self.commitments)

    @property
    def in_order(self) -> list[Organisation | Person | Commitment]:
        """So that nothing is published before what it names."""
        return [*self.organisations, *self.people, *self.commitments]


def can_release(user: AbstractBaseUser, page: ArticlePage) -> bool:
    """Whoever may publish the article and the three kinds of record it names."""
    policies = [ModelPermissionPolicy(model) for model in (Organisation, Person, Commitment)]
    return PagePermissionTester(user, page).can_publish() and all(
        policy.user_has_permission(user, "publish") for policy in policies
    )


def drafts_in(page: ArticlePage) -> Drafts:
    """Marked commitments, those who take part, their organisations, as far as still drafts.

    Six queries for any number of marks. `page` may be a revision's object.
    """
    marked = {sentence.commitment_id for sentence in marks_in(page.body)}
    commitments = Commitment.objects.filter(pk__in=marked, live=False).order_by("code")
    appearances = list(page.appearances.all())
    named = {row.person_id for row in appearances}
    named |= set(Commitment.objects.filter(pk__in=marked).values_list("speaker_id", flat=True))
    belonging = {row.organisation_id for row in appearances}
    belonging |= set(Person.objects.filter(pk__in=named).values_list("organisation_id", flat=True))
    return Drafts(
        organisations=unpublished(Organisation, belonging),
        people=unpublished(Person, named),
        commitments=list(commitments),
    )


def unpublished(model: type[Organisation | Person], keys: set[int | None]) -> list:
    """Those that are drafts; of one merged into another, the other."""
    meant = models.Q(pk__in=keys - {None}) | models.Q(merged_from__in=keys - {None})
    return list(model.objects.on_record().filter(meant, live=False).distinct())


def release(page: ArticlePage, user: AbstractBaseUser) -> Drafts:
    """Publish all of `drafts_in(page)` as last saved, or none of them.

    Raises ValidationError with Chinese messages when one of them can't be published.
    """
    with transaction.atomic():
        drafts = drafts_in(page)
        for record in drafts.in_order:
            _publish(record, user)
    return drafts


def _publish(record: models.Model, user: AbstractBaseUser) -> None:
    lock = record.get_lock()
    if lock and lock.for_user(user):
        raise ValidationError(
            "“%(record)s”已被锁定，现在不能发布。请先解锁，再一并发布。",
            params={"record": str(record)},
        )
    revision = record.latest_revision or record.save_revision(user=user)
    current = revision.as_object()
    try:
        current.full_clean()
    except ValidationError as error:
        told = "".join(error.messages)
        raise ValidationError(
            f"“%(record)s”还不能发布：{told}请先打开它改正，再一并发布。",
            params={"record": str(record)},
        ) from error
    revision.publish(user=user)


class ReleaseView(WagtailAdminTemplateMixin, TemplateView):
    """Lists the drafts an article names, and publishes them at one click."""

    template_name = "articles/admin/release.html"
    page_title = "一并发布文中的草稿"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if kwargs["page_id"] > LARGEST_KEY:
            raise Http404
        found = get_object_or_404(ArticlePage.objects.specific(), pk=kwargs["page_id"])
        self.article = found.get_latest_revision_as_object()
        if not can_release(request.user, found):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "主页"},
            {"url": self.edit_url, "label": self.article.title},
            {"url": "", "label": self.page_title},
        ]

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "article": self.article,
            "drafts": drafts_in(self.article),
            "edit_url": self.edit_url,
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            drafts = release(self.article, request.user)
        except ValidationError as error:
            for message in error.messages:
                messages.error(request, message)
            return redirect(request.path)
        messages.success(
            request,
            f"已发布 {len(drafts.commitments)} 项承诺、{len(drafts.people)} 位人物、"
            f"{len(drafts.organisations)} 家机构。",
        )
        return redirect(self.edit_url)
