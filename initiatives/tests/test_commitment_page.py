"""The commitment page as a record of the checking: who judged, on what, when next."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate, now

from articles.tests.factories import CorrectionFactory, RoundtablePageFactory
from home.tests.populate import marked, publish, statement
from portal.tests.factories import UserFactory

from ..enums import EvidenceLevel, NewsroomRole, Verdict
from ..judging import digest_of, publish_assessment
from ..models import AppendOnlyError, Assessment, Commitment, Evidence
from ..permissions import role_of
from ..vocabulary import EDITIONS
from .factories import (
    AssessmentFactory,
    CommitmentFactory,
    EvidenceFactory,
    NumberCommitmentFactory,
    ProgressReportFactory,
    ReplyFactory,
    publish_verdict,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
ARCHIVE = "https://web.archive.org/web/2026/https://example.com/gongbao"


def page(client, commitment: Commitment) -> str:
    response = client.get(commitment.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def judged(commitment: Commitment, proposer: str = "编辑", approver: str = "主编", **fields):
    proposed = AssessmentFactory(
        commitment=commitment, proposed_by=UserFactory(group=proposer, last_name="张三"), **fields
    )
    return publish_assessment(proposed, UserFactory(group=approver, last_name="李四"))


def test_roles_are_shown_and_names_never(client):
    commitment = CommitmentFactory()
    published = judged(commitment)
    assert (published.proposer_role, published.approver_role) == ("editor", "chief")
    html = page(client, commitment)
    assert "编辑提出，主编核准" in html
    assert "张三" not in html
    assert "李四" not in html


def test_roles_stay_as_they_were_when_people_change_desks():
    published = judged(CommitmentFactory())
    published.proposed_by.groups.clear()
    published.refresh_from_db()
    assert published.proposer_role == NewsroomRole.EDITOR


def test_verdicts_older_than_the_record_of_roles_say_so(client):
    commitment = CommitmentFactory()
    proposed = AssessmentFactory(commitment=commitment)
    Assessment.objects.filter(pk=proposed.pk).update(
        status="published", approved_by=UserFactory(), published_at=proposed.proposed_at
    )
    html = page(client, commitment)
    assert "角色未记录" in html
    assert "依照方法" not in html


def test_the_highest_group_counts_and_a_stranger_has_none():
    user = UserFactory(group="记者")
    user.groups.add(UserFactory(group="主编").groups.get())
    assert role_of(user) == NewsroomRole.CHIEF
    assert role_of(UserFactory()) == ""
    assert role_of(UserFactory(group="协会")) == ""
    assert role_of(UserFactory(is_superuser=True)) == NewsroomRole.ADMINISTRATOR
    assert role_of(None) == ""


def test_the_method_of_a_verdict_leads_to_its_entry_in_the_change_log(client):
    commitment = CommitmentFactory()
    method = EDITIONS[0].number
    assert judged(commitment).method == method
    assert f'href="/methodology/#method-{method}"' in page(client, commitment)
    assert f'id="method-{method}"' in client.get("/methodology/").content.decode()


def test_a_verdict_from_before_the_first_edition_names_none(client):
    commitment = CommitmentFactory()
    before = now().replace(year=EDITIONS[-1].since.year - 1)
    assert publish_verdict(commitment, published_at=before).method == ""
    assert "依照方法" not in page(client, commitment)


def test_the_editors_own_sentence_comes_before_the_rules(client):
    commitment = NumberCommitmentFactory()
    judged(commitment, would_change="市统计局公布第三季度产量。")
    html = page(client, commitment)
    own, rule = html.index("市统计局公布第三季度产量。"), html.index("“年产量”已经做到 ≥ 100万辆")
    assert html.index("怎样会改变这个判定") < own < rule


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Assessment.objects.filter(pk=row.pk).update(would_change="改了"),
        lambda row: Assessment.objects.filter(pk=row.pk).update(proposer_role=""),
        lambda row: Evidence.objects.filter(assessment=row).update(archive_url=ARCHIVE),
        lambda row: Assessment(pk=row.pk, commitment=row.commitment).save(),
    ],
)
def test_what_was_published_of_it_cannot_be_changed(change):
    published = judged(CommitmentFactory(), would_change="原来的话。")
    with pytest.raises(AppendOnlyError), transaction.atomic():
        change(published)
    published.refresh_from_db()
    assert published.would_change == "原来的话。"


def test_an_approver_decides_about_that_sentence_too():
    proposed = AssessmentFactory()
    before = digest_of(proposed)
    proposed.would_change = "改过的话。"
    proposed.save()
    assert digest_of(proposed) != before


def test_evidence_shows_level_publisher_day_and_the_kept_copy(client):
    commitment = CommitmentFactory()
    proposed = AssessmentFactory(
        commitment=commitment,
        evidence__level=EvidenceLevel.OFFICIAL,
        evidence__title="季度公报",
        evidence__publisher="示例统计局",
        evidence__published_on=dt.date(2026, 7, 20),
        evidence__url="https://example.com/gongbao",
        evidence__archive_url=ARCHIVE,
        evidence__archived_on=dt.date(2026, 7, 21),
    )
    publish_assessment(proposed, UserFactory(group="主编"))
    html = page(client, commitment)
    for words in ("官方数据", "季度公报", "示例统计局", "2026年7月20日", "2026年7月21日存档"):
        assert words in html
    assert re.search(rf'href="{ARCHIVE}" rel="[^"]*nofollow', html)


@pytest.mark.parametrize(
    "fields",
    [
        {"archive_url": ARCHIVE},
        {"archived_on": dt.date(2026, 7, 1)},
        {"archive_url": ARCHIVE, "archived_on": localdate() + dt.timedelta(days=1)},
        {
            "archive_url": ARCHIVE,
            "archived_on": dt.date(2026, 7, 1),
            "published_on": dt.date(2026, 7, 2),
        },
        {"archive_url": "javascript:alert(1)", "archived_on": dt.date(2026, 7, 1)},
    ],
)
def test_a_kept_copy_needs_an_address_and_a_possible_day(fields):
    with pytest.raises(ValidationError):
        EvidenceFactory.build(assessment=AssessmentFactory(), **fields).full_clean()


def test_an_archive_without_its_day_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFactory(archive_url=ARCHIVE)


def test_what_is_overdue_is_said_plainly(client):
    today = localdate()
    commitment = CommitmentFactory(
        said_on=today - dt.timedelta(days=90),
        deadline=today - dt.timedelta(days=10),
        deadline_precision="day",
        next_check=today - dt.timedelta(days=3),
    )
    html = page(client, commitment)
    assert "期限已过 10 天，还没有定论。" in html
    assert "原定的核查已晚了 3 天，还没有做。" in html
    assert "还没有核查过" in html


def test_what_was_checked_since_is_not_overdue(client):
    today = localdate()
    commitment = CommitmentFactory(next_check=today - dt.timedelta(days=3))
    Commitment.objects.filter(pk=commitment.pk).update(last_checked=today)
    html = page(client, commitment)
    assert "已晚了" not in html
    assert "定论" not in html


def test_a_decided_commitment_is_not_called_overdue(client):
    today = localdate()
    commitment = CommitmentFactory(
        said_on=today - dt.timedelta(days=90),
        deadline=today - dt.timedelta(days=10),
        deadline_precision="day",
    )
    ReplyFactory(commitment=commitment, invited_on=today - dt.timedelta(days=5))
    publish_verdict(commitment, Verdict.NOT_KEPT)
    html = page(client, commitment)
    assert "还没有定论" not in html
    assert html.index("承诺方的回应") < html.index("来龙去脉")


def test_corrections_that_concern_it_are_open_and_the_others_folded(client):
    commitment = CommitmentFactory(speaker__name="王一丁")
    article = RoundtablePageFactory(body=[statement(commitment.speaker, marked(commitment))])
    CorrectionFactory(page=article, text="王一丁的职务有误，已改正。")
    CorrectionFactory(page=article, text="另一处日期有误，已改正。")
    other = RoundtablePageFactory()
    CorrectionFactory(page=other, text="别的文章。")
    publish(article)
    html = page(client, commitment)
    assert (
        html.index("王一丁的职务有误") < html.index("另有 1 处更正") < html.index("另一处日期有误")
    )
    assert "别的文章。" not in html


def test_corrections_of_a_draft_article_are_nobodys_business(client):
    commitment = CommitmentFactory()
    article = RoundtablePageFactory(body=[statement(commitment.speaker, marked(commitment))])
    CorrectionFactory(page=article, text=f"{commitment.code} 有误。")
    publish(article)
    article.unpublish()
    assert "有误。" not in page(client, commitment)


def test_the_citation_is_in_one_line_and_leaves_the_day_to_the_reader(client):
    commitment = CommitmentFactory(speaker__name="王一丁", summary="建成一条线<b>")
    html = page(client, commitment)
    found = re.search(r'<p class="citation" id="citation"[^>]*>(.*)</p>', html)
    words = re.sub(r"<[^>]+>", "", found[1])
    assert words.startswith(
        f"言诺. {commitment.code} 王一丁：建成一条线&lt;b&gt;[EB/OL]. (2025-09-28)"
    )
    assert "[____-__-__]" in words
    assert words.endswith(f"{commitment.get_absolute_url()}.")
    assert re.search(r'<button[^>]*data-copies="#citation"[^>]* hidden>', html)


def test_the_page_costs_the_same_with_ten_times_the_record(client, django_assert_max_num_queries):
    def record(times: int) -> int:
        for number in range(times):
            publish_verdict(commitment, Verdict.IN_PROGRESS)
            ProgressReportFactory(commitment=commitment, as_of=dt.date(2026, 1, 1 + number))
            ReplyFactory(commitment=commitment, replied_on=dt.date(2026, 2, 1), text="回应。")
            CorrectionFactory(page=article, text="更正。")
        page(client, commitment)  # where the site's root is, is asked once an hour
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            page(client, commitment)
        return len(captured)

    commitment = NumberCommitmentFactory()
    article = publish(
        RoundtablePageFactory(body=[statement(commitment.speaker, marked(commitment))])
    )
    assert record(1) == record(10)
