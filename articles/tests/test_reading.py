"""An article as readers get it: turns, marks, notes, permalinks, corrections."""

import uuid

import pytest
from bs4 import BeautifulSoup

from articles.enums import AppearanceRole
from articles.reading import ArticleReading
from articles.tests.factories import (
    AppearanceFactory,
    CommentaryPageFactory,
    CorrectionFactory,
    RoundtablePageFactory,
)
from home.tests.populate import marked, publish, statement
from initiatives.enums import Verdict
from initiatives.tests.factories import (
    CommitmentFactory,
    NumberCommitmentFactory,
    PersonFactory,
    ProgressReportFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db


def soup(client, page) -> BeautifulSoup:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_a_marked_sentence_carries_its_permalink_and_leads_to_its_note(client):
    speaker, mark = PersonFactory(), uuid.uuid4()
    commitment = NumberCommitmentFactory(speaker=speaker, quote="到2027年产量超百万辆")
    publish_verdict(commitment, Verdict.BEHIND)
    ProgressReportFactory(commitment=commitment, value=250_000)
    page = publish(
        RoundtablePageFactory(body=[statement(speaker, f"先说结论：{marked(commitment, mark)}。")])
    )
    html = soup(client, page)
    sentence = html.find(id=str(mark))
    assert sentence.name == "mark"
    assert sentence.get_text().startswith("到2027年产量超百万辆")
    reference = sentence.find("a")
    assert "进度滞后" in reference.get_text()
    note = html.find(id=reference["href"].removeprefix("#"))
    for words in ("进度滞后", "100万", "2027年底", "会员自报", commitment.code):
        assert words in note.get_text()
    assert note.find("a", href=commitment.get_absolute_url())
    assert note.find("a", href=f"#{mark}")


def test_the_number_of_a_note_never_begins_a_line(client):
    commitment = CommitmentFactory(quote="年内动工")
    page = publish(RoundtablePageFactory(body=[statement(PersonFactory(), marked(commitment))]))
    held = soup(client, page).find(class_="nowrap")
    assert held.get_text().startswith("工")
    assert held.find("sup")


def test_consecutive_turns_of_one_speaker_are_joined():
    first, second = PersonFactory(), PersonFactory()
    page = publish(
        RoundtablePageFactory(
            body=[statement(first, "甲"), statement(first, "乙"), statement(second, "丙")]
        )
    )
    rows = ArticleReading(page).rows
    assert [(row.speaker, len(row.passages)) for row in rows] == [(first, 2), (second, 1)]


def test_a_turn_shows_the_title_of_that_day():
    speaker = PersonFactory(title="现任职务")
    page = RoundtablePageFactory(body=[statement(speaker, "甲")])
    AppearanceFactory(page=page, person=speaker, title="当日职务")
    assert ArticleReading(publish(page)).rows[0].title == "当日职务"


def test_one_sentence_marked_in_two_pieces_has_one_permalink(client):
    commitment, mark = CommitmentFactory(quote="年内动工明年投产"), uuid.uuid4()
    tag = f'<a linktype="commitment" id="{commitment.pk}" mark="{mark}">'
    body = [statement(PersonFactory(), f"{tag}年内动工</a><b>{tag}明年投产</a></b>")]
    html = soup(client, publish(RoundtablePageFactory(body=body)))
    assert len(html.find_all(id=str(mark))) == 1
    assert len(html.find_all("mark")) == 2
    assert len(html.find_all("details")) == 1


def test_ids_are_unique_on_the_page(client):
    speaker = PersonFactory()
    commitments = [CommitmentFactory(speaker=speaker) for _ in range(4)]
    body = [statement(speaker, "".join(map(marked, commitments)))] * 2
    html = soup(client, publish(RoundtablePageFactory(body=body)))
    ids = [element["id"] for element in html.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_mark_of_a_draft_commitment_reads_as_plain_text(client):
    draft = CommitmentFactory(live=False, quote="尚未公开的承诺")
    html = soup(
        client,
        publish(RoundtablePageFactory(body=[statement(PersonFactory(), marked(draft))])),
    )
    assert "尚未公开的承诺" in html.get_text()
    assert not html.find("mark")
    assert not html.find("details")


def test_sentences_in_narration_and_commentaries_are_marked_too(client):
    commitment = CommitmentFactory(quote="明年建成")
    page = CommentaryPageFactory(body=[("paragraph", f"<p>市里说，{marked(commitment)}。</p>")])
    AppearanceFactory(page=page, role=AppearanceRole.AUTHOR)
    assert soup(client, publish(page)).find("mark").get_text().startswith("明年建成")


def test_permalinks_lead_to_the_sentence(client):
    commitment, mark = CommitmentFactory(), uuid.uuid4()
    body = [statement(PersonFactory(), marked(commitment, mark))]
    page = publish(RoundtablePageFactory(body=body))
    response = client.get(f"/q/{mark}/")
    assert response.status_code == 302
    assert response.url == f"{page.url}#{mark}"
    page.unpublish()
    assert client.get(f"/q/{mark}/").url == commitment.get_absolute_url()


def test_corrections_stand_on_the_article_and_in_the_log(client):
    correction = CorrectionFactory(text="“八个”应为“七个”。")
    publish(correction.page)
    assert "“八个”应为“七个”。" in soup(client, correction.page).get_text()
    log = client.get("/corrections/").content.decode()
    assert "“八个”应为“七个”。" in log
    assert f"{correction.page.url}#corrections" in log
