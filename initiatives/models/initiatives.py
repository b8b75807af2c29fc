"""Plans, programmes, pilots and projects: what commitments are made for."""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from portal.pages import NewsroomPageMixin
from portal.visibility import PublicPageQuerySet, page_manager

from ..blocks import InitiativeBodyBlock
from ..enums import InitiativeStatus, PartnerRole
from .mergeable import resolve_children
from .people import Organisation, Person, Topic
from .quantities import NUMBER

__all__ = ["Goal", "InitiativeIndexPage", "InitiativePage", "Milestone", "Partner"]


class InitiativeIndexPage(NewsroomPageMixin, Page):
    """All initiatives, at `/initiatives/`."""

    intro = models.CharField("导语", max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["initiatives.InitiativePage"]
    max_count = 1

    class Meta:
        verbose_name = "行动档案目录"

    def get_context(self, request, *args, **kwargs) -> dict:
        context = super().get_context(request, *args, **kwargs)
        context["initiatives"] = InitiativePage.objects.child_of(self).visible().for_listing()
        return context


class InitiativePageQuerySet(PublicPageQuerySet):
    def promised_by(self, person: Person) -> Self:
        """What this person has made public commitments for."""
        return self.filter(commitments__speaker=person, commitments__live=True).distinct()

    def for_listing(self) -> Self:
        """What an index shows: title, status, period, leads, how many public commitments."""
        return (
            self.annotate(
                commitment_count=models.Count(
                    "commitments", filter=models.Q(commitments__live=True), distinct=True
                )
            )
            .prefetch_related("partners__organisation")
            .order_by(models.F("starts_on").desc(nulls_last=True), "title", "pk")
        )


class InitiativePage(NewsroomPageMixin, Page):
    """One plan, programme, pilot or project, and every commitment made for it."""

    summary = models.CharField("一句话说明", max_length=200)
    status = models.CharField(
        "状态", max_length=20, choices=InitiativeStatus.choices, default=InitiativeStatus.UNKNOWN
    )
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    period_text = models.CharField(
        "时间说明", max_length=60, blank=True, help_text="原文的说法，例如：“十五五”期间"
    )
    body = StreamField(InitiativeBodyBlock(), verbose_name="正文", blank=True)
    topics = ParentalManyToManyField(
        Topic, verbose_name="主题", blank=True, related_name="initiatives"
    )

    objects = page_manager(InitiativePageQuerySet)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("period_text"),
            ],
            heading="状态与时间",
        ),
        InlinePanel("partners", heading="牵头与参与单位", label="单位"),
        InlinePanel("goals", heading="目标", label="目标"),
        InlinePanel("milestones", heading="节点", label="节点"),
        FieldPanel("body"),
        FieldPanel("topics"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("period_text"),
        index.SearchField("goal_texts"),
        index.SearchField("milestone_texts"),
        index.SearchField("body"),
        index.FilterField("status"),
    ]
    parent_page_types = ["initiatives.InitiativeIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = "行动档案"
        verbose_name_plural = "行动档案"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="initiative_ends_after_it_begins",
                violation_error_message="结束日期不能早于开始日期。",
            )
        ]

    @property
    def goal_texts(self) -> list[str]:
        """What it wants, in words."""
        return [text for goal in self.goals.all() for text in (goal.text, goal.number_text)]

    @property
    def milestone_texts(self) -> list[str]:
        """What was to happen when."""
        return [f"{one.when_text} {one.text}" for one in self.milestones.all()]

    @property
    def search_day(self) -> dt.date | None:
        """What dates it among equally good hits."""
        return self.starts_on

    @property
    def ordered_partners(self) -> models.QuerySet["Partner"]:
        """Published ones, leads first, as entered, with the organisation at hand."""
        published = self.partners.filter(organisation__live=True)
        return published.select_related("organisation").order_by("role", "sort_order")

    @property
    def leads(self) -> list[Organisation]:
        """Who leads it, as far as published; reads the prefetched partners."""
        rows = [row for row in self.partners.all() if row.role == PartnerRole.LEAD]
        return [row.organisation for row in rows if row.organisation.live]

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "结束日期不能早于开始日期。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if kwargs.get("update_fields") is None:
                self.follow_merges()
            super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object, with partners that were merged since."""
        revised = super().with_content_json(content)
        revised.follow_merges()
        return revised

    def follow_merges(self) -> None:
        """Its rows name nobody who was merged into another, and nobody twice."""
        resolve_children(self, "partners", "organisation_id")


class Partner(Orderable):
    """An organisation's part in an initiative."""

    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, verbose_name="机构", on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField(
        "分工", max_length=10, choices=PartnerRole.choices, default=PartnerRole.LEAD
    )

    class Meta(Orderable.Meta):
        verbose_name = "参与单位"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "organisation"],
                name="unique_partner",
                violation_error_message="这家单位已经列入。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_role_display()}）"


class Goal(Orderable):
    """What the initiative says it wants, with at most one number.

    With `metric`, `target` and `unit` the public commitments of the initiative that name the same
    metric and unit are added up against it, see `initiatives.city_targets`.
    """

    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="goals")
    text = models.CharField("目标", max_length=200)
    number_text = models.CharField(
        "数字", max_length=30, blank=True, help_text="照原文写，例如：1000亿元"
    )
    metric = models.CharField(
        "合计的指标",
        max_length=80,
        blank=True,
        help_text="与各项承诺的“指标”一字不差，才会合计。三格都填，公开页面就画出合计图。",
    )
    target = models.DecimalField(
        "目标值", **NUMBER, help_text="普通数字：500万写作 5000000，单位另填"
    )
    unit = models.CharField("单位", max_length=20, blank=True, help_text="与各项承诺的单位相同")
    stated_in = models.ForeignKey(
        "initiatives.Commitment",
        verbose_name="说出总目标的承诺",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="有人承诺的就是这个总数时选它：它是目标本身，不与分项相加。",
    )

    panels = [
        FieldPanel("text"),
        FieldPanel("number_text"),
        FieldRowPanel([FieldPanel("metric"), FieldPanel("target"), FieldPanel("unit")]),
        FieldPanel("stated_in"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "目标"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target__isnull=True, metric="", unit="")
                | (models.Q(target__gt=0) & ~models.Q(metric="") & ~models.Q(unit="")),
                name="goal_target_needs_metric_and_unit",
                violation_error_message="合计的指标、目标值（大于零）和单位要一起填，或都不填。",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Milestone(Orderable):
    """A dated step on the way."""

    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="milestones")
    when_text = models.CharField("时间", max_length=40, help_text="照原文写，例如：2025年7月")
    text = models.CharField("节点", max_length=200)

    class Meta(Orderable.Meta):
        verbose_name = "节点"

    def __str__(self) -> str:
        return f"{self.when_text} {self.text}"
