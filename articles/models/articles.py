"""Roundtables and commentaries: what was printed, who took part, what was corrected."""

import datetime as dt
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from initiatives.models import InitiativePage, Organisation, Person, Topic, resolve_children
from portal.pages import NewsroomPageMixin
from portal.search.fields import SoundField
from portal.visibility import PublicPageQuerySet, page_manager

from ..blocks import CommentaryBodyBlock, RoundtableBodyBlock
from ..enums import AppearanceRole, RoundtableFormat
from ..forms import ArticleForm
from ..marks import separate_copies_in
from ..panels import article_panels
from ..speakers import resolve_speakers

__all__ = [
    "Appearance",
    "ArticlePage",
    "CommentaryIndexPage",
    "CommentaryPage",
    "Correction",
    "RoundtableIndexPage",
    "RoundtablePage",
]

PAGE_LENGTH = 20
ARTICLE_TEMPLATE = "articles/article_page.html"
INDEX_TEMPLATE = "articles/article_index_page.html"


class ArticlePageQuerySet(PublicPageQuerySet):
    def for_listing(self) -> Self:
        """What an index shows: newest edition first, who took part, how many commitments."""
        made = models.Q(marks__present=True, marks__commitment__live=True)
        return (
            self.newest_first()
            .annotate(commitment_count=models.Count("marks", filter=made, distinct=True))
            .prefetch_related("appearances__person")
        )

    def newest_first(self) -> Self:
        return self.order_by("-edition_date", "-pk")


class ArticlePage(NewsroomPageMixin, Page):
    """What every printed article has. Created only as one of its kinds below."""

    kicker = models.CharField("肩题", max_length=60, blank=True)
    column = models.CharField("栏目", max_length=40, blank=True, help_text="例如：重报圆桌会")
    edition_date = models.DateField("见报日期")
    edition_page = models.CharField("版次", max_length=20, blank=True, help_text="例如：第3版")
    standfirst = models.TextField("导语", max_length=400, blank=True)
    disclaimer = models.CharField(
        "文前说明", max_length=200, blank=True, help_text="公开刊出，例如：引语为转述"
    )
    lead_image = models.ForeignKey(
        "portal.NewsImage",
        verbose_name="题图",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    initiatives = ParentalManyToManyField(
        InitiativePage, verbose_name="相关行动档案", blank=True, related_name="articles"
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name="主题", blank=True, related_name="articles"
    )

    objects = page_manager(ArticlePageQuerySet)

    read_with = ("lead_image",)
    base_form_class = ArticleForm
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("column"),
        index.SearchField("kicker"),
        index.SearchField("disclaimer"),
        index.SearchField("correction_texts"),
        index.SearchField("participant_names"),
        SoundField("participant_sounds"),
        index.FilterField("edition_date"),
    ]
    is_creatable = False
    parent_page_types: list[str] = []

    class Meta:
        verbose_name = "稿件"
        verbose_name_plural = "稿件"

    @property
    def search_day(self) -> dt.date:
        """What dates it among equally good hits."""
        return self.edition_date

    @property
    def participant_names(self) -> list[str]:
        """Of everyone in it whom readers may see, with the titles of that day."""
        return [f"{row.title}\n{row.person.name}" for row in self.participants if row.person.live]

    @property
    def participant_sounds(self) -> str:
        """The same, as they are read aloud."""
        return " ".join(row.person.sounds for row in self.participants if row.person.live)

    @cached_property
    def participants(self) -> list["Appearance"]:
        """Everyone who took part, in printed order, with the person at hand."""
        return list(self.appearances.select_related("person", "person__portrait", "organisation"))

    @cached_property
    def public_initiatives(self) -> list[InitiativePage]:
        chosen = self.initiatives.values_list("id", flat=True)
        return list(InitiativePage.objects.visible().filter(pk__in=chosen).order_by("title"))

    def in_role(self, role: AppearanceRole) -> list["Appearance"]:
        return [row for row in self.participants if row.role == role]

    @property
    def guests(self) -> list["Appearance"]:
        return self.in_role(AppearanceRole.GUEST)

    @property
    def moderators(self) -> list["Appearance"]:
        return self.in_role(AppearanceRole.MODERATOR)

    @property
    def bylines(self) -> list["Appearance"]:
        return self.in_role(AppearanceRole.AUTHOR) + self.in_role(AppearanceRole.REPORTER)

    def clean(self) -> None:
        super().clean()
        separate_copies_in(getattr(self, "body", None))

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if kwargs.get("update_fields") is None:
                self.follow_merges()
            super().save(*args, **kwargs)

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object, with people and organisations that were merged since.

        Corrections that readers have seen stay, whatever an older revision knew of them.
        """
        revised = super().with_content_json(content)
        revised.follow_merges()
        public = list(self.public_corrections())
        known = {correction.pk for correction in public}
        new = [one for one in revised.corrections.all() if one.pk not in known]
        revised.corrections = [*public, *new]
        return revised

    @property
    def correction_texts(self) -> list[str]:
        return [correction.text for correction in self.listed_corrections]

    @cached_property
    def listed_corrections(self) -> list["Correction"]:
        """What the page itself says was corrected; in a preview, with what is in the form."""
        return list(self.corrections.all())

    def public_corrections(self) -> models.QuerySet["Correction"]:
        """What readers have been told; none before the first publication."""
        told = Correction.objects.filter(page=self.pk)
        return told if self.live or self.first_published_at else told.none()

    def follow_merges(self) -> None:
        """Its rows name nobody who was merged into another, and nobody twice."""
        resolve_children(self, "appearances", "person_id", "role")
        if body := getattr(self, "body", None):
            resolve_speakers(body)


class AppearanceQuerySet(models.QuerySet):
    def public(self) -> Self:
        """In articles that every reader may open, newest first, with the article at hand."""
        return (
            self.filter(page__in=ArticlePage.objects.visible())
            .select_related("page")
            .order_by("-page__edition_date", "-page_id")
        )


class Appearance(Orderable):
    """A person in an article: in which role, and with the title of that day."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="appearances")
    person = models.ForeignKey(
        Person, verbose_name="人物", on_delete=models.PROTECT, related_name="appearances"
    )
    role = models.CharField(
        "身份", max_length=20, choices=AppearanceRole.choices, default=AppearanceRole.GUEST
    )
    title = models.CharField(
        "当日职务", max_length=150, blank=True, help_text="见报当天的职务；以后升迁也不改。"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="当日机构",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appearances",
    )

    objects = AppearanceQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = "出席"
        verbose_name_plural = "出席"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "person", "role"],
                name="unique_appearance",
                violation_error_message="这个人以同一身份已经列入。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name}（{self.get_role_display()}）"


class CorrectionQuerySet(models.QuerySet):
    def public(self) -> Self:
        """On articles that every reader may open, newest first."""
        return (
            self.filter(page__in=ArticlePage.objects.visible())
            .select_related("page")
            .order_by("-corrected_on", "-pk")
        )


class Correction(models.Model):
    """A dated public note on an article: what was wrong, what is right."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField("更正日期")
    text = models.CharField("更正说明", max_length=400, help_text="写明原来怎么说、现在怎么说。")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["corrected_on", "pk"]

    def __str__(self) -> str:
        return f"{self.corrected_on:%Y-%m-%d} {self.text[:20]}"

    def clean(self) -> None:
        super().clean()
        if self.corrected_on and self.corrected_on > localdate():
            raise ValidationError({"corrected_on": "更正日期不能晚于今天。"})


class RoundtablePage(ArticlePage):
    """Guests answering under subheads; also the round-up of reactions."""

    format = models.CharField(
        "形式",
        max_length=20,
        choices=RoundtableFormat.choices,
        default=RoundtableFormat.ROUNDTABLE,
    )
    body = StreamField(RoundtableBodyBlock(), verbose_name="正文", blank=True)

    objects = page_manager(ArticlePageQuerySet)

    content_panels = article_panels(Page.content_panels, "format")
    search_fields = [*ArticlePage.search_fields, index.SearchField("body")]
    parent_page_types = ["articles.RoundtableIndexPage"]
    template = ARTICLE_TEMPLATE
    subpage_types = []

    class Meta:
        verbose_name = "圆桌"
        verbose_name_plural = "圆桌"


class CommentaryPage(ArticlePage):
    """A signed column."""

    body = StreamField(CommentaryBodyBlock(), verbose_name="正文", blank=True)

    objects = page_manager(ArticlePageQuerySet)

    content_panels = article_panels(Page.content_panels)
    search_fields = [*ArticlePage.search_fields, index.SearchField("body")]
    parent_page_types = ["articles.CommentaryIndexPage"]
    template = ARTICLE_TEMPLATE
    subpage_types = []

    class Meta:
        verbose_name = "评论"
        verbose_name_plural = "评论"


class ArticleIndexPage(NewsroomPageMixin, Page):
    """A list of one kind of article, newest first; `section` is what its feed is called."""

    intro = models.CharField("导语", max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    max_count = 1
    article_model: type[ArticlePage]
    section: str

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = self.article_model.objects.child_of(self).visible().for_listing()
        page = Paginator(articles, PAGE_LENGTH).get_page(request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"page_obj": page}


class RoundtableIndexPage(ArticleIndexPage):
    """All roundtables, at `/roundtables/`."""

    subpage_types = ["articles.RoundtablePage"]
    template = INDEX_TEMPLATE
    article_model = RoundtablePage
    section = "roundtables"

    class Meta:
        verbose_name = "圆桌目录"


class CommentaryIndexPage(ArticleIndexPage):
    """All commentaries, at `/commentaries/`."""

    subpage_types = ["articles.CommentaryPage"]
    template = INDEX_TEMPLATE
    article_model = CommentaryPage
    section = "commentaries"

    class Meta:
        verbose_name = "评论目录"
