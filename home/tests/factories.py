"""The site's tree for tests."""

from dataclasses import dataclass

import factory
import wagtail_factories

from articles.models import CommentaryIndexPage, RoundtableIndexPage
from initiatives.models import InitiativeIndexPage
from portal.pinyin import slugify_pinyin

from ..models import HomePage, MethodologyPage, StandardPage

__all__ = ["SiteTree", "StandardPageFactory", "site_tree"]


@dataclass(frozen=True)
class SiteTree:
    """The standing pages that the site's migration made."""

    home: HomePage
    roundtables: RoundtableIndexPage
    commentaries: CommentaryIndexPage
    initiatives: InitiativeIndexPage
    methodology: MethodologyPage


def site_tree() -> SiteTree:
    """Every standing page of a fresh database."""
    return SiteTree(
        home=HomePage.objects.get(),
        roundtables=RoundtableIndexPage.objects.get(),
        commentaries=CommentaryIndexPage.objects.get(),
        initiatives=InitiativeIndexPage.objects.get(),
        methodology=MethodologyPage.objects.get(),
    )


class StandardPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = StandardPage

    parent = factory.LazyFunction(HomePage.objects.get)
    title = factory.Sequence(lambda number: f"示例页面{number}")
    slug = factory.LazyAttribute(lambda page: slugify_pinyin(page.title))
