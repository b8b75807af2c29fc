"""Who speaks, and for whom."""

import datetime as dt
from typing import Any, Self

from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from portal.pinyin import initial, sort_key, spoken
from portal.search.fields import SoundField
from portal.slugs import PinyinSlugModel

from ..enums import OrganisationKind
from .mergeable import Mergeable, MergeableQuerySet, resolve_children

__all__ = ["Membership", "Organisation", "Person", "PublishableSnippet", "Topic"]


class PublishableSnippet(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, ClusterableModel
):
    """What every snippet with a public address has: draft, review, lock, history, preview."""

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """None before the first save: its page asks for what refers to it."""
        return PreviewableMixin.DEFAULT_PREVIEW_MODES if self.pk else []


class SortedByPinyin(models.Model):
    """Sorted and filed as a Chinese reader expects: by the sound of the name."""

    pinyin = models.CharField(
        "拼音",
        max_length=200,
        blank=True,
        db_index=True,
        help_text="排序与查找用，留空自动生成；多音字读错时在此改正，例如 chong qing。",
    )

    class Meta:
        abstract = True

    @property
    def initial(self) -> str:
        """The letter this is filed under in an index."""
        return initial(self.pinyin)

    @property
    def sounds(self) -> str:
        """What somebody may type instead of the characters."""
        return spoken(self.pinyin)

    def save(self, *args, **kwargs) -> None:
        if not self.pinyin:
            self.pinyin = sort_key(self.name)
        super().save(*args, **kwargs)


class Topic(SortedByPinyin, PinyinSlugModel, index.Indexed):
    """A cross-cutting tag."""

    name = models.CharField("名称", max_length=30, unique=True)
    description = models.CharField("说明", max_length=200, blank=True)

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        SoundField("sounds", boost=2),
    ]

    class Meta:
        verbose_name = "主题"
        verbose_name_plural = "主题"
        ordering = ["pinyin", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug_source(self) -> str:
        return self.name

    def address(self, slug: str) -> str:
        return f"{reverse('commitment_list')}?topic={slug}"


class OrganisationQuerySet(MergeableQuerySet):
    def represented_by(self, association: "Organisation", today: dt.date | None = None) -> Self:
        """An association's members of today, and the association itself."""
        current = Membership.objects.current(today).filter(association=association)
        return self.on_record().filter(
            models.Q(pk=association.pk) | models.Q(pk__in=current.values("member"))
        )


class Organisation(SortedByPinyin, PinyinSlugModel, Mergeable, index.Indexed, PublishableSnippet):
    """A department, district, company, association, institute or newspaper."""

    name = models.CharField("全称", max_length=80, unique=True)
    short_name = models.CharField("简称", max_length=30, blank=True)
    kind = models.CharField("类别", max_length=20, choices=OrganisationKind.choices)
    description = models.TextField("简介", blank=True, max_length=500)
    website = models.URLField("网站", blank=True)
    logo = models.ForeignKey(
        "portal.NewsImage",
        verbose_name="标志",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("short_name", boost=2),
        index.SearchField("description"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
        SoundField("sounds", boost=2),
        index.FilterField("kind"),
        index.FilterField("live"),
    ]

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"
        ordering = ["pinyin", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def slug_source(self) -> str:
        return self.name

    @property
    def public_names(self) -> list[str]:
        """What others may be found by through it; nothing while it is a draft."""
        return [self.name, self.short_name] if self.live else []

    @property
    def display_name(self) -> str:
        """The short name where there is one, for narrow columns."""
        return self.short_name or self.name

    @property
    def members(self) -> models.QuerySet["Membership"]:
        """Of members that every reader may see; in a preview, those in the form."""
        return self.memberships.filter(member__live=True).select_related("member")

    def address(self, slug: str) -> str:
        return reverse("organisation_detail", args=[slug])

    def get_preview_template(self, request, mode_name) -> str:
        return "initiatives/organisation_detail.html"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if kwargs.get("update_fields") is None:
                self.follow_merges()
            super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object, with members that were merged since."""
        revised = super().with_content_json(content)
        revised.follow_merges()
        return revised

    def follow_merges(self) -> None:
        """Its rows name nobody who was merged into another, and nobody twice."""
        resolve_children(self, "memberships", "member_id")
        if any(row.member_id == self.pk for row in self.memberships.all()):
            self.memberships = self.memberships.exclude(member=self.pk)


class MembershipQuerySet(models.QuerySet):
    def current(self, today: dt.date | None = None) -> Self:
        """Begun, and not ended, as far as is known."""
        today = today or localdate()
        return self.filter(
            models.Q(since__isnull=True) | models.Q(since__lte=today),
            models.Q(until__isnull=True) | models.Q(until__gte=today),
        )

    def public(self) -> Self:
        """Of associations that every reader may see."""
        return self.filter(association__live=True).select_related("association")


class Membership(models.Model):
    """An organisation belongs to an association, for a time."""

    association = ParentalKey(
        Organisation,
        verbose_name="协会",
        on_delete=models.CASCADE,
        related_name="memberships",
        limit_choices_to={"kind": OrganisationKind.ASSOCIATION},
    )
    member = models.ForeignKey(
        Organisation, verbose_name="会员", on_delete=models.PROTECT, related_name="associations"
    )
    since = models.DateField("入会日期", null=True, blank=True)
    until = models.DateField("退会日期", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "会员关系"
        verbose_name_plural = "会员关系"
        constraints = [
            models.UniqueConstraint(
                fields=["association", "member"],
                name="unique_membership",
                violation_error_message="这家会员已经登记过。",
            ),
            models.CheckConstraint(
                condition=~models.Q(association=models.F("member")),
                name="membership_not_of_itself",
                violation_error_message="协会不能是自己的会员。",
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message="退会日期不能早于入会日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}（{self.association}会员）"


class PersonQuerySet(MergeableQuerySet):
    def for_listing(self) -> Self:
        """All that an index of people shows, in one query."""
        return self.select_related("organisation")


class Person(SortedByPinyin, PinyinSlugModel, Mergeable, index.Indexed, PublishableSnippet):
    """Somebody who speaks or writes. Two people may share a name; the title tells them apart."""

    name = models.CharField("姓名", max_length=40)
    title = models.CharField(
        "现任职务", max_length=120, blank=True, help_text="不含单位的职务，例如：党委书记、董事长"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="所在机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="people",
    )
    portrait = models.ForeignKey(
        "portal.NewsImage",
        verbose_name="头像",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    biography = models.TextField("简介", blank=True, max_length=1000)

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("title"),
        index.SearchField("biography"),
        index.SearchField("organisation_names"),
        index.AutocompleteField("name"),
        index.AutocompleteField("title"),
        SoundField("sounds", boost=2),
        index.FilterField("live"),
        index.FilterField("organisation_id"),
    ]

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人物"
        verbose_name_plural = "人物"
        ordering = ["pinyin", "pk"]

    def __str__(self) -> str:
        return f"{self.name}（{self.full_title}）" if self.full_title else self.name

    @property
    def organisation_names(self) -> list[str]:
        """What the organisation may be looked for by; nothing of a draft."""
        return self.organisation.public_names if self.organisation else []

    @property
    def full_title(self) -> str:
        """Organisation and title as printed before a name; a draft organisation is not named."""
        shown = self.organisation and self.organisation.live
        return f"{self.organisation.display_name if shown else ''}{self.title}"

    @property
    def slug_source(self) -> str:
        return self.name

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[Self]:
        """With what is read of others."""
        return super().get_indexed_objects().select_related("organisation")

    def address(self, slug: str) -> str:
        return reverse("person_detail", args=[slug])

    def get_preview_template(self, request, mode_name) -> str:
        return "initiatives/person_detail.html"
