"""Drafts, private pages and unreviewed reports appear nowhere in public."""

import uuid

import pytest
from wagtail.models import PageViewRestriction

from articles.models import Appearance, CommentaryPage, RoundtablePage
from articles.tests.factories import (
    AppearanceFactory,
    CommentaryPageFactory,
    CorrectionFactory,
    RoundtablePageFactory,
)
from home.tests.populate import marked, populate, publish, statement
from home.tests.test_public_pages import addresses
from initiatives.enums import ReportStatus, Verdict
from initiatives.models import Commitment, InitiativePage, Partner
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    InitiativePageFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

SECRET = "机密甲乙丙"


def everything(client) -> str:
    """All public pages and searches, as one text."""
    pages = [*addresses()]
    for person in {row.person for row in Appearance.objects.select_related("person")}:
        pages.append(person.get_absolute_url())
    pages += [page.url for page in RoundtablePage.objects.live()]
    pages += [page.url for page in CommentaryPage.objects.live()]
    pages += [page.url for page in InitiativePage.objects.live()]
    pages += [commitment.get_absolute_url() for commitment in Commitment.objects.all()]
    texts = [client.get(page).content.decode() for page in pages]
    # These repeat what was asked; only their results can leak.
    assert "没有找到" in client.get(f"/search/?q={SECRET}").content.decode()
    ledger = client.get(f"/commitments/?q={SECRET}").context["explorer"]
    assert ledger.total == 0
    return "".join(texts).replace(f'value="{SECRET}"', "")


def test_drafts_appear_nowhere(client):
    populate()
    initiative = InitiativePage.objects.first()
    person = PersonFactory(name=SECRET, live=False)
    organisation = OrganisationFactory(name=SECRET, live=False)
    MembershipFactory(member=organisation, association__name="示例协会")
    draft = CommitmentFactory(
        summary=SECRET, quote="我们要做一件事", live=False, initiatives=[initiative]
    )
    InitiativePageFactory(title=SECRET, live=False)
    CommentaryPageFactory(title=SECRET, live=False)
    hidden = RoundtablePageFactory(title=SECRET, live=False)
    AppearanceFactory(page=hidden, person=Appearance.objects.first().person)
    CorrectionFactory(page=hidden, text=SECRET)
    publish(
        RoundtablePageFactory(title="公开圆桌", body=[statement(PersonFactory(), marked(draft))])
    )
    assert SECRET not in everything(client)
    assert client.get(person.get_absolute_url()).status_code == 404
    assert client.get(organisation.get_absolute_url()).status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(hidden.url).status_code == 404


def test_unpublished_changes_appear_nowhere(client):
    populate()
    for page in [RoundtablePage.objects.first(), InitiativePage.objects.first()]:
        page.title = SECRET
        page.save_revision()
    commitment = Commitment.objects.public().first()
    commitment.summary = SECRET
    commitment.save_revision()
    assert SECRET not in everything(client)


def test_private_pages_appear_nowhere(client):
    populate()
    private = RoundtablePageFactory(title=SECRET, standfirst=SECRET)
    person = Appearance.objects.first().person
    AppearanceFactory(page=private, person=person)
    CorrectionFactory(page=private, text=SECRET)
    commitment = CommitmentFactory(speaker=person, quote=SECRET[:2] + "公开的原话")
    mark = uuid.uuid4()
    private.body = [statement(person, f"{SECRET}{marked(commitment, mark)}")]
    publish(private)
    initiative = InitiativePageFactory(title=SECRET)
    Partner.objects.create(page=initiative, organisation=commitment.organisation)
    commitment.initiatives.add(initiative)
    commitment.save()
    for page in (private, initiative):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert SECRET not in everything(client)
    assert client.get(private.url).status_code == 302
    answer = client.get(f"/q/{mark}/")
    assert answer.status_code == 302
    assert answer.url == commitment.get_absolute_url()


def test_everything_below_a_private_index_is_private(client):
    populate()
    page = RoundtablePage.objects.first()
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    assert page.title not in client.get("/").content.decode()
    assert client.get(page.url).status_code == 302


def test_unreviewed_reports_and_proposed_verdicts_appear_nowhere(client):
    populate()
    commitment = Commitment.objects.filter(reports__isnull=False).first()
    for status in (ReportStatus.SUBMITTED, ReportStatus.REJECTED):
        ProgressReportFactory(commitment=commitment, status=status, note=SECRET, value=987_654)
    unchecked = CommitmentFactory()
    AssessmentFactory(commitment=unchecked, verdict=Verdict.STALLED, reason=SECRET)
    text = everything(client)
    assert SECRET not in text
    assert "987,654" not in client.get(commitment.get_absolute_url()).content.decode()
    ProgressReportFactory(commitment=commitment, value=987_654)
    assert "987,654" in client.get(commitment.get_absolute_url()).content.decode()
    assert Commitment.objects.verdict_counts()[Verdict.STALLED] == 0
    page = client.get(unchecked.get_absolute_url()).content.decode()
    assert "待核查" in page


def test_drafts_are_not_counted(client):
    person = PersonFactory()
    CommitmentFactory(speaker=person)
    CommitmentFactory(speaker=person, live=False)
    assert "1 项" in client.get("/people/").content.decode()
    assert "共 1 项" in client.get("/commitments/").content.decode()


def test_draft_organisations_are_not_named_beside_published_things(client):
    populate()
    organisation = OrganisationFactory(name=SECRET, live=False)
    speaker = PersonFactory(organisation=organisation)
    initiative = InitiativePage.objects.first()
    Partner.objects.create(page=initiative, organisation=organisation)
    commitment = CommitmentFactory(speaker=speaker, initiatives=[initiative])
    ProgressReportFactory(
        commitment=NumberCommitmentFactory(speaker=speaker), reporter=organisation
    )
    publish(RoundtablePageFactory(body=[statement(speaker, marked(commitment))]))
    assert SECRET not in everything(client)
    assert SECRET not in client.get(speaker.get_absolute_url()).content.decode()


def test_a_draft_speaker_is_nowhere_linked(client):
    speaker = PersonFactory(live=False)
    commitment = CommitmentFactory(speaker=speaker)
    page = publish(RoundtablePageFactory(body=[statement(speaker, marked(commitment))]))
    for address in ("/", page.url, commitment.get_absolute_url(), "/commitments/"):
        assert speaker.get_absolute_url() not in client.get(address).content.decode(), address
