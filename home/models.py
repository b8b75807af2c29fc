"""The front page, standing pages, and what a newsroom sets about itself."""

import re
from typing import Any, NamedTuple, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from articles.models import RoundtablePage
from initiatives.blocks import InitiativeBodyBlock
from initiatives.enums import Verdict
from initiatives.vocabulary import EDITIONS, VOCABULARY
from portal.pages import NewsroomPageMixin

from .change_log import Change, change_log
from .forms import MethodologyForm
from .front import FrontPage

__all__ = ["HomePage", "MethodologyChange", "MethodologyPage", "NewsroomSettings", "StandardPage"]

# Where the numbers at a Chinese site's foot must lead.
ICP_REGISTER = "https://beian.miit.gov.cn/"
POLICE_REGISTER = "https://beian.mps.gov.cn/#/query/webSearch?code="


class Filing(NamedTuple):
    """A licence or filing number, and the register where anybody can look it up."""

    text: str
    url: str = ""


@register_setting(icon="cog")
class NewsroomSettings(BaseGenericSetting):
    """Name, motto, contact: what stands on every page."""

    name = models.CharField("站名", max_length=20, default="言诺")
    motto = models.CharField("报头短语", max_length=30, blank=True, default="白纸黑字 朱笔为凭")
    publisher = models.CharField("主办单位", max_length=60, blank=True)
    notice = models.CharField(
        "全站提示", max_length=200, blank=True, help_text="每页页首一行，例如：演示站，含示例数据"
    )
    contact = models.CharField("联系方式", max_length=120, blank=True)
    data_licence = models.CharField(
        "数据许可",
        max_length=60,
        blank=True,
        default="CC BY 4.0",
        help_text="承诺簿的数据别人可以怎样使用，例如：CC BY 4.0。见于页脚和开放数据",
    )
    data_licence_url = models.URLField(
        "数据许可网址",
        blank=True,
        default="https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
    )
    news_licence = models.CharField(
        "互联网新闻信息服务许可证",
        max_length=60,
        blank=True,
        help_text="照许可证填写，例如：互联网新闻信息服务许可证 50120200001",
    )
    icp_number = models.CharField(
        "ICP 备案号", max_length=40, blank=True, help_text="例如：渝ICP备12345678号"
    )
    police_number = models.CharField(
        "公安备案号", max_length=40, blank=True, help_text="例如：渝公网安备 50010302000001号"
    )

    panels = [
        MultiFieldPanel(["name", "motto", "notice"], heading="报头"),
        MultiFieldPanel(["publisher", "contact"], heading="主办与联系"),
        MultiFieldPanel(["data_licence", "data_licence_url"], heading="数据许可"),
        MultiFieldPanel(["news_licence", "icp_number", "police_number"], heading="许可与备案"),
    ]

    class Meta:
        verbose_name = "站点信息"

    @property
    def filings(self) -> list[Filing]:
        """The licence and the filing numbers, with the register's address where it has one."""
        police_code = "".join(re.findall(r"\d+", self.police_number))
        filings = [
            Filing(self.news_licence),
            Filing(self.icp_number, ICP_REGISTER),
            Filing(self.police_number, f"{POLICE_REGISTER}{police_code}"),
        ]
        return [filing for filing in filings if filing.text]


class HomePage(NewsroomPageMixin, Page):
    """The front page; its contents list themselves, the lead can be chosen."""

    lead = models.ForeignKey(
        RoundtablePage,
        verbose_name="头条圆桌",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="留空则取最近一期",
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "首页"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"front": FrontPage(self.lead_id)}


class StandardPage(NewsroomPageMixin, Page):
    """A standing page: about, contact, terms."""

    intro = models.CharField("导语", max_length=300, blank=True)
    body = StreamField(InitiativeBodyBlock(), verbose_name="正文", blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = "普通页面"
        verbose_name_plural = "普通页面"


class MethodologyPage(NewsroomPageMixin, Page):
    """How commitments are recorded and judged; the vocabulary comes from the code itself."""

    intro = models.CharField("导语", max_length=300, blank=True)
    body = StreamField(InitiativeBodyBlock(), verbose_name="正文", blank=True)

    base_form_class = MethodologyForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("body"),
        InlinePanel(
            "changes",
            heading="修订记录",
            label="一次修订",
            help_text="改了正文，发布时要加一条；公开刊出，刊出后不再改动。",
            panels=[
                FieldRowPanel([FieldPanel("changed_on"), FieldPanel("version")]),
                FieldPanel("text"),
            ],
        ),
    ]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "方法说明"

    @property
    def change_log(self) -> list[Change]:
        """Every change to the words and to the method, the newest first."""
        return change_log(self.changes.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "vocabulary": VOCABULARY,
            "verdicts": Verdict,
            "edition": EDITIONS[0],
        }

    def with_content_json(self, content: dict) -> Self:
        """A revision as an object; what readers were told of changes stays."""
        revised = super().with_content_json(content)
        told = list(self.public_changes())
        known = {change.pk for change in told}
        revised.changes = [*told, *(one for one in revised.changes.all() if one.pk not in known)]
        return revised

    def public_changes(self) -> models.QuerySet["MethodologyChange"]:
        return MethodologyChange.objects.filter(page=self.pk)


class MethodologyChange(models.Model):
    """What an editor changed in the text of the method, from which day."""

    page = ParentalKey(MethodologyPage, on_delete=models.CASCADE, related_name="changes")
    changed_on = models.DateField("日期", default=localdate)
    version = models.CharField("版本", max_length=10, help_text="例如：2026-2")
    text = models.CharField("改了什么", max_length=300)

    class Meta:
        verbose_name = "修订"
        verbose_name_plural = "修订记录"
        ordering = ["changed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.version} {self.text[:20]}"

    def clean(self) -> None:
        super().clean()
        if self.changed_on and self.changed_on > localdate():
            raise ValidationError({"changed_on": "日期不能晚于今天。"})
