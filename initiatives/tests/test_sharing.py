"""Pictures, embeds and oEmbed of what is public, and of nothing else."""

import io
import json

import pytest
import segno
from django.core.checks import run_checks
from django.test import Client
from PIL import Image

from home.tests.factories import StandardPageFactory
from initiatives.enums import Verdict
from initiatives.models import Commitment
from initiatives.sharing.cards import commitment_card, seal_of
from initiatives.tests.factories import (
    CommitmentFactory,
    NumberCommitmentFactory,
    PersonFactory,
    publish_verdict,
)
from portal import fonts
from portal.share_images import CARD_SIZE, INK, Stroke, draw_card

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("chinese_font")]
ROOT = "http://127.0.0.1:8000"


@pytest.fixture
def commitment() -> Commitment:
    return NumberCommitmentFactory(quote="到2027年，年产量超百万辆。")


@pytest.fixture
def bare_machine(monkeypatch) -> None:
    monkeypatch.setattr(fonts, "_face", lambda song: None)


def pictures(commitment: Commitment) -> list[str]:
    page = commitment.get_absolute_url()
    return [
        f"{page}card.png",
        f"{page}poster.png",
        f"{commitment.speaker.get_absolute_url()}card.png",
    ]


def test_pictures_are_drawn_in_their_sizes(client, commitment):
    sizes = []
    for address in pictures(commitment):
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "image/png", address
        sizes.append(Image.open(io.BytesIO(answer.content)).size)
    assert sizes == [CARD_SIZE, (1080, 1620), CARD_SIZE]


def test_a_picture_is_drawn_once_and_not_sent_twice(client, commitment, monkeypatch):
    address = pictures(commitment)[0]
    first = client.get(address)
    monkeypatch.setattr("initiatives.sharing.views.draw_card", pytest.fail)
    assert client.get(address).content == first.content
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.head(address).status_code == 200


def test_a_new_verdict_is_a_new_picture_at_a_new_address(client, commitment):
    page = commitment.get_absolute_url()
    before, image = client.get(page), client.get(pictures(commitment)[0])
    publish_verdict(commitment, Verdict.ON_TRACK)
    after = client.get(page)
    addresses = [shown(answer, "og:image") for answer in (before, after)]
    assert addresses[0] != addresses[1]
    assert client.get(pictures(commitment)[0]).headers["ETag"] != image.headers["ETag"]
    kept = client.get(addresses[1].removeprefix(ROOT))
    assert "immutable" in kept.headers["Cache-Control"]
    assert "immutable" not in client.get(addresses[0].removeprefix(ROOT)).headers["Cache-Control"]


def shown(answer, name: str) -> str:
    html = answer.content.decode()
    return html.split(f'<meta property="{name}" content="', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize("what", ["card.png", "poster.png", "embed/"])
def test_drafts_have_no_picture_and_no_embed(client, commitment, what):
    address = f"{commitment.get_absolute_url()}{what}"
    assert client.get(address).status_code == 200
    Commitment.objects.filter(pk=commitment.pk).update(live=False)
    assert client.get(address).status_code == 404


def test_a_person_who_is_not_public_has_no_picture(client):
    person = PersonFactory(live=False)
    assert client.get(f"/people/{person.slug}/card.png").status_code == 404


def test_without_a_chinese_font_pages_have_no_picture_and_the_operator_is_told(
    client, commitment, bare_machine
):
    page = client.get(commitment.get_absolute_url()).content.decode()
    assert "og:image" not in page
    assert 'content="summary"' in page
    assert "poster.png" not in page
    answer = client.get(pictures(commitment)[0])
    assert answer.status_code == 503
    assert "fonts-noto-cjk" in answer.content.decode()
    assert "portal.I001" in [message.id for message in run_checks()]


def test_with_a_font_nothing_is_to_be_told():
    assert "portal.I001" not in [message.id for message in run_checks()]


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_a_seal_as_on_the_page(verdict):
    seal = seal_of(verdict)
    assert seal.word == verdict.label
    decided = {Verdict.KEPT, Verdict.PARTLY_KEPT, Verdict.NOT_KEPT}
    assert (seal.stroke is Stroke.SOLID) == (verdict in decided)
    assert (seal.stroke is Stroke.DASHED) == (verdict is Verdict.UNCHECKED)


@pytest.mark.parametrize(
    ("quote", "name", "title"),
    [
        ("建好。", "王某", ""),
        ("一个六十字的承诺" * 60, "阿卜杜热西提·买买提明江", "委员会副主任、党组成员" * 10),
        ("1,280.5" * 70, "A" * 40, "B" * 140),
        ("<b>“”（）「」\n\n", "😀", "​"),
    ],
)
def test_any_words_can_be_drawn(quote, name, title):
    commitment = NumberCommitmentFactory.build(
        quote=quote[:500], speaker=PersonFactory.build(name=name), speaker_title=title, code="C-1-1"
    )
    card = commitment_card(commitment, "言诺")
    assert draw_card(card).startswith(b"\x89PNG")


def test_the_poster_carries_the_code_of_the_page(client, commitment):
    """Module by module, as a camera would read it."""
    answer = client.get(f"{commitment.get_absolute_url()}poster.png")
    image = Image.open(io.BytesIO(answer.content)).convert("L")
    rows = segno.make(f"{ROOT}{commitment.get_absolute_url()}", error="m").matrix
    cell = 276 // (len(rows) + 8)
    edge = (276 - cell * len(rows)) // 2
    left, top = 72 + edge, 1620 - 276 - 72 + edge
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            middle = (left + x * cell + cell // 2, top + y * cell + cell // 2)
            assert (image.getpixel(middle) < 128) == bool(is_dark), (x, y)
    assert INK


def test_only_the_embed_may_be_framed_by_others(client, commitment):
    embed = client.get(f"{commitment.get_absolute_url()}embed/")
    assert "frame-ancestors 'self' *" in embed.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embed.headers
    page = StandardPageFactory()
    for path in ("/", commitment.get_absolute_url(), page.url, "/oembed/", "/no-such-page/"):
        answer = client.get(path)
        assert answer.headers["X-Frame-Options"] in ("SAMEORIGIN", "DENY"), path
        assert "frame-ancestors 'self';" in f"{answer.headers['Content-Security-Policy']};", path


def test_the_embed_says_it_all_and_leads_out_of_the_frame(client, commitment):
    html = client.get(f"{commitment.get_absolute_url()}embed/").content.decode()
    for words in (commitment.quote, commitment.speaker.name, "待核查", "2027年底", "100万"):
        assert words in html
    assert '<base target="_blank">' in html
    assert "<style" not in html
    assert client.get(f"/en{commitment.get_absolute_url()}embed/").status_code == 200


def oembed(client: Client, commitment: Commitment, **parameters) -> tuple[int, dict]:
    told = {"url": f"{ROOT}{commitment.get_absolute_url()}"} | parameters
    answer = client.get("/oembed/", told)
    is_json = answer.headers["Content-Type"] == "application/json"
    return answer.status_code, json.loads(answer.content) if is_json else {}


def test_oembed_says_how_to_embed(client, commitment):
    status, told = oembed(client, commitment)
    assert status == 200
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert f'src="{ROOT}{commitment.get_absolute_url()}embed/"' in told["html"]
    assert told["width"] == 640
    page = client.get(commitment.get_absolute_url()).content.decode()
    assert 'type="application/json+oembed"' in page


def test_oembed_keeps_to_the_consumer_s_limits(client, commitment):
    _status, told = oembed(client, commitment, maxwidth="300", maxheight="200")
    assert (told["width"], told["height"]) == (300, 200)
    assert 'width="300" height="200"' in told["html"]


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"format": "xml"}, 501),
        ({"url": ""}, 400),
        ({"maxwidth": "-1"}, 400),
        ({"maxwidth": "²"}, 400),
        ({"maxheight": "99999999"}, 400),
        ({"url": "https://elsewhere.example.cn/commitments/C-2025-0001/"}, 404),
        ({"url": f"{ROOT}/people/wang/"}, 404),
        ({"url": f"{ROOT}/commitments/C-1900-0001/"}, 404),
        ({"url": "http://[::1/"}, 404),
        ({"url": "javascript:alert(1)"}, 404),
        ({"url": "\0"}, 404),
    ],
)
def test_oembed_refuses_what_it_cannot_embed(client, commitment, parameters, status):
    assert oembed(client, commitment, **parameters)[0] == status


def test_oembed_says_nothing_of_drafts(client):
    draft = CommitmentFactory(live=False)
    assert oembed(client, draft)[0] == 404


def test_the_page_offers_address_poster_and_code(client, commitment):
    html = client.get(commitment.get_absolute_url()).content.decode()
    path = commitment.get_absolute_url()
    assert f'<span id="share-address">{ROOT}{path}</span>' in html
    assert f'href="{path}poster.png"' in html
    assert f"&lt;iframe src=&quot;{ROOT}{path}embed/&quot;" in html
    assert 'role="img" aria-label="本页的二维码"' in html


def test_pictures_cost_the_same_however_much_was_promised(
    client, commitment, django_assert_max_num_queries
):
    address = f"{commitment.speaker.get_absolute_url()}card.png"
    client.get(address)  # the newsroom's own settings are written at the first look
    with django_assert_max_num_queries(4) as few:
        client.get(address)
    NumberCommitmentFactory.create_batch(20, speaker=commitment.speaker)
    with django_assert_max_num_queries(4) as many:
        client.get(address)
    assert len(many) == len(few), [few.captured_queries, many.captured_queries]
