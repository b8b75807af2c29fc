"""The picture of an article: of what every reader may open, and of nothing else."""

import io

import pytest
from PIL import Image
from wagtail.models import PageViewRestriction

from articles.models import RoundtablePage
from articles.sharing.cards import article_card
from articles.tests.factories import (
    AppearanceFactory,
    CommentaryPageFactory,
    RoundtablePageFactory,
)
from portal.share_images import CARD_SIZE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese_font")]


@pytest.fixture
def page() -> RoundtablePage:
    page = RoundtablePageFactory(title="一张桌子")
    AppearanceFactory(page=page, person__name="王某")
    return page


def picture(page) -> str:
    return f"/articles/{page.pk}/card.png"


def test_an_article_has_a_picture_and_its_page_names_it(client, page):
    answer = client.get(picture(page))
    assert Image.open(io.BytesIO(answer.content)).size == CARD_SIZE
    html = client.get(page.url).content.decode()
    assert f'property="og:image" content="http://127.0.0.1:8000{picture(page)}?v=' in html
    assert 'property="og:image:width" content="1200"' in html


def test_the_picture_says_the_headline_and_who_speaks(page):
    card = article_card(page, "言诺")
    assert (card.words, card.name, card.is_quote) == ("一张桌子", "王某", False)
    commentary = article_card(CommentaryPageFactory(), "言诺")
    assert commentary.label.startswith("评论")


def test_drafts_and_private_articles_have_none(client, page):
    RoundtablePage.objects.filter(pk=page.pk).update(live=False)
    assert client.get(picture(page)).status_code == 404
    private = RoundtablePageFactory()
    PageViewRestriction.objects.create(
        page=private.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(picture(private)).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999999999999", "9" * 30, "-1", "x"])
def test_numbers_of_nothing_are_not_found(client, number):
    assert client.get(f"/articles/{number}/card.png").status_code == 404
