"""Each page type can be created only where it belongs."""

import pytest
from wagtail.models import Page

from articles.models import (
    ArticlePage,
    CommentaryIndexPage,
    CommentaryPage,
    RoundtableIndexPage,
    RoundtablePage,
)
from home.models import HomePage, MethodologyPage, StandardPage
from initiatives.models import InitiativeIndexPage, InitiativePage

CHILDREN = {
    Page: {HomePage},
    HomePage: {
        CommentaryIndexPage,
        InitiativeIndexPage,
        MethodologyPage,
        RoundtableIndexPage,
        StandardPage,
    },
    RoundtableIndexPage: {RoundtablePage},
    CommentaryIndexPage: {CommentaryPage},
    InitiativeIndexPage: {InitiativePage},
    StandardPage: {StandardPage},
    RoundtablePage: set(),
    CommentaryPage: set(),
    InitiativePage: set(),
    MethodologyPage: set(),
}


@pytest.mark.parametrize(("parent", "children"), CHILDREN.items())
def test_a_page_type_lives_only_where_it_belongs(parent, children):
    assert set(parent.allowed_subpage_models()) - {Page} == children


def test_an_article_is_always_one_of_its_kinds():
    assert not ArticlePage.is_creatable


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [HomePage, RoundtableIndexPage, CommentaryIndexPage, InitiativeIndexPage, MethodologyPage],
)
def test_standing_pages_exist_once_and_only_once(model):
    assert model.objects.live().count() == 1
    assert not model.can_create_at(model.objects.get().get_parent())


@pytest.mark.django_db
def test_a_page_made_without_a_form_gets_a_free_pinyin_slug():
    home = HomePage.objects.get()
    slugs = [home.add_child(instance=StandardPage(title="关于我们2030")).slug for _ in range(2)]
    assert slugs == ["guan-yu-wo-men-2030", "guan-yu-wo-men-2030-2"]
    assert home.add_child(instance=StandardPage(title="？！")).slug == "page"
