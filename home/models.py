"""The front page, standing pages, and what a newsroom sets about itself."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from articles.models import RoundtablePage
from initiatives.blocks import InitiativeBodyBlock
from initiatives.enums import VOCABULARY
from portal.pages import NewsroomPageMixin

from .front import FrontPage

__all__ = ["HomePage", "MethodologyPage", "NewsroomSettings", "StandardPage"]


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

    panels = ["name", "motto", "publisher", "notice", "contact"]

    class Meta:
        verbose_name = "站点信息"


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

    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "方法说明"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"vocabulary": VOCABULARY}
