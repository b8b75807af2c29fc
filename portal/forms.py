"""The editor's form of every page: an address in pinyin, without having to write one."""

from django import forms
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from .pinyin import slugify_pinyin

__all__ = ["RESERVED_SLUGS", "PinyinPageForm", "PinyinSlugInput"]

# First parts of fixed addresses: a page under the front page would never be reached there.
RESERVED_SLUGS = frozenset(
    {
        "admin",
        "api",
        "calendar",
        "commitments",
        "corrections",
        "data",
        "documents",
        "feeds",
        "healthz",
        "media",
        "members",
        "organisations",
        "people",
        "q",
        "reply",
        "robots.txt",
        "search",
        "sitemap.xml",
        "static",
    }
)
SLUG_HELP = "网址的最后一段。留空则由标题的拼音生成；发布后不会自己改变，手工改动后旧网址自动跳转。"


class PinyinSlugInput(forms.TextInput):
    """A slug field that shows the pinyin of the title as a hint and is never filled by script.

    Wagtail's own widget copies what is left of a title once every Chinese character is dropped.
    """

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-pinyin-slug-url": reverse("pinyin_slug")}


class PinyinPageForm(WagtailAdminPageForm):
    """Fills an empty slug with free pinyin; refuses one that a fixed address shadows."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            field = self.fields["slug"]
            field.required = False
            field.widget = PinyinSlugInput({"maxlength": field.max_length})
            field.help_text = SLUG_HELP

    def clean_slug(self) -> str:
        """Keep a published address; give a draft the pinyin of its title."""
        slug = self.cleaned_data["slug"]
        if not slug and self.instance.first_published_at:
            return Page.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
        if not slug:
            return self._free_slug(self.cleaned_data.get("title") or "")
        if self._is_shadowed(slug):
            raise forms.ValidationError(
                "“%(slug)s”是本站的固定网址，不能用作页面的网址名，请换一个。",
                code="reserved_slug",
                params={"slug": slug},
            )
        return slug

    def _free_slug(self, title: str) -> str:
        base = slugify_pinyin(title) or "page"
        slug, suffix = base, 1
        while self._is_shadowed(slug) or not Page._slug_is_available(
            slug, self.parent_page, self.instance
        ):
            suffix += 1
            slug = f"{base}-{suffix}"
        return slug

    def _is_shadowed(self, slug: str) -> bool:
        return slug in RESERVED_SLUGS and self._is_top_level

    @property
    def _is_top_level(self) -> bool:
        return self.parent_page is not None and self.parent_page.sites_rooted_here.exists()
