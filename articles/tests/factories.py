"""Roundtables, commentaries and who took part, for tests."""

import datetime as dt

import factory
import wagtail_factories
from factory.django import DjangoModelFactory

from initiatives.tests.factories import PersonFactory
from portal.pinyin import slugify_pinyin

from ..models import (
    Appearance,
    CommentaryIndexPage,
    CommentaryPage,
    Correction,
    RoundtableIndexPage,
    RoundtablePage,
)

__all__ = [
    "AppearanceFactory",
    "CommentaryPageFactory",
    "CorrectionFactory",
    "RoundtablePageFactory",
]


def roundtable_index() -> RoundtableIndexPage:
    """The index that the site's migration made."""
    return RoundtableIndexPage.objects.get()


def commentary_index() -> CommentaryIndexPage:
    """The index that the site's migration made."""
    return CommentaryIndexPage.objects.get()


class RoundtablePageFactory(wagtail_factories.PageFactory):
    """A live roundtable under 圆桌; give `body` as a list of `(block name, value)` pairs."""

    class Meta:
        model = RoundtablePage

    parent = factory.LazyFunction(roundtable_index)
    title = factory.Sequence(lambda number: f"示例圆桌{number}")
    slug = factory.LazyAttribute(lambda page: slugify_pinyin(page.title))
    column = "重报圆桌会"
    edition_date = dt.date(2025, 9, 29)
    edition_page = "第3版"


class CommentaryPageFactory(wagtail_factories.PageFactory):
    """A live commentary under 评论."""

    class Meta:
        model = CommentaryPage

    parent = factory.LazyFunction(commentary_index)
    title = factory.Sequence(lambda number: f"示例评论{number}")
    slug = factory.LazyAttribute(lambda page: slugify_pinyin(page.title))
    edition_date = dt.date(2025, 9, 29)


class AppearanceFactory(DjangoModelFactory):
    class Meta:
        model = Appearance

    page = factory.SubFactory(RoundtablePageFactory)
    person = factory.SubFactory(PersonFactory)
    title = "总经理"


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = Correction

    page = factory.SubFactory(RoundtablePageFactory)
    corrected_on = dt.date(2025, 10, 9)
    text = "原文“百万辆”应为“超百万辆”。"
