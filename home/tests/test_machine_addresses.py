"""All addresses for programs together: nothing hidden leaks, nothing grows, nothing fails."""

import uuid

import pytest
from wagtail.models import PageViewRestriction

from articles.models import Appearance
from articles.tests.factories import (
    AppearanceFactory,
    CorrectionFactory,
    RoundtablePageFactory,
)
from home.tests.machines import TAKING_FILTERS, machine_addresses, text_of
from home.tests.populate import marked, populate, publish, statement
from initiatives.enums import ReportStatus, Verdict
from initiatives.models import (
    Assessment,
    Commitment,
    Evidence,
    InitiativePage,
    Organisation,
    Partner,
    Person,
    ProgressReport,
)
from initiatives.tests.factories import (
    AssessmentFactory,
    CommitmentFactory,
    InitiativePageFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
    ReplyLinkFactory,
    publish_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("populated")]

SECRET = "机密甲乙丙"
WRONG = [
    "verdict=kept%27--",
    "verdict=kept&verdict=nonsense",
    "speaker=nobody&verdict=nonsense",
    "organisation=%E6%9C%BA%E6%9E%84",
    "year=99999999999999999999",
    "year=2026.5",
    "since=2026-13-45",
    "since=yesterday",
    "number=maybe",
    "sort=name",
    "q=" + "%E4%B8%80" * 61,
    "verdict=",
    "verdict=%20",
    "q=+",
    "year=%E3%80%80",
    "q=%E4%B8%80&q=%E4%BA%8C",
    "since=week&since=2020-01-01",
    "nothing=1",
    "page=0",
    "page=-1",
    "size=201",
    "size=x",
    "view=table",
    "topic=%F0%9F%98%80",
]
HOSTILE = [
    "q=%22",
    "q=%27%22%29%3B--",
    "q=NEAR%28a%2C9%29",
    "q=%EF%BF%BF",
    "q=*",
    "since=0001-01-01",
    "year=2000",
    "speaker=%00",
    "%5B%5D=1",
    "q=%C3%28",
]


@pytest.fixture
def private_article() -> None:
    """An article and an initiative only the newsroom may read, about public commitments."""
    private = RoundtablePageFactory(title=SECRET, standfirst=SECRET)
    person = Appearance.objects.filter(role="guest").first().person
    AppearanceFactory(page=private, person=person, title=SECRET)
    CorrectionFactory(page=private, text=SECRET)
    commitment = CommitmentFactory(speaker=person, quote="公开的原话")
    private.body = [statement(person, f"{SECRET}{marked(commitment, uuid.uuid4())}")]
    publish(private)
    initiative = InitiativePageFactory(title=SECRET, summary=SECRET)
    Partner.objects.create(page=initiative, organisation=commitment.organisation)
    commitment.initiatives.add(initiative)
    commitment.save()
    for page in (private, initiative):
        PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.fixture
def drafts() -> None:
    """Everything that can be a draft or wait for somebody, beside what is public."""
    public = Commitment.objects.public().filter(reports__isnull=False).first()
    person = PersonFactory(name=SECRET, live=False)
    organisation = OrganisationFactory(name=SECRET, short_name=SECRET, live=False)
    MembershipFactory(member=organisation, association__name="示例协会")
    MembershipFactory(member=public.organisation, association=organisation)
    draft = NumberCommitmentFactory(summary=SECRET, quote=SECRET, live=False)
    publish_verdict(draft, Verdict.IN_PROGRESS, reason=SECRET)
    ProgressReportFactory(commitment=draft, note=SECRET)
    ReplyFactory(commitment=draft, channel=SECRET)
    public.topics.add(*draft.topics.all())
    hidden = InitiativePageFactory(title=SECRET, live=False)
    public.initiatives.add(hidden)
    public.save()
    Partner.objects.create(page=InitiativePage.objects.live().first(), organisation=organisation)
    CommitmentFactory(speaker=PersonFactory(organisation=organisation))
    CommitmentFactory(speaker=person, live=False)
    newer = NumberCommitmentFactory(speaker=public.speaker, supersedes=draft)
    ProgressReportFactory(commitment=newer, reporter=organisation, association=organisation)
    proposed = AssessmentFactory(commitment=public, reason=SECRET)
    Evidence.objects.filter(assessment=proposed).update(title=SECRET)
    for status in (ReportStatus.SUBMITTED, ReportStatus.QUERIED, ReportStatus.REJECTED):
        ProgressReportFactory(commitment=public, note=SECRET, status=status)
    ReplyLinkFactory(
        reply=ReplyFactory(commitment=public, replied_on=None, text=""),
        received_text=SECRET,
        received_from=SECRET,
        received_at="2026-01-01T00:00:00Z",
        email="secret@example.cn",
    )
    page = RoundtablePageFactory(title=SECRET, live=False)
    AppearanceFactory(page=page, person=public.speaker)
    for changed in (public, public.speaker, public.organisation):
        changed.note = changed.biography = changed.description = SECRET
        changed.save_revision()


@pytest.mark.parametrize("hidden", ["private_article", "drafts"])
def test_nothing_hidden_is_at_any_address_for_programs(client, hidden, request):
    request.getfixturevalue(hidden)
    for address in machine_addresses():
        text = text_of(client, address)
        for told in (SECRET, "ji-mi-jia-yi-bing", "secret@example.cn"):
            assert told not in text, (address, told)


def test_the_same_is_hidden_whatever_is_asked_for(client, drafts):
    for address in TAKING_FILTERS:
        for asked in (f"q={SECRET}", "verdict=in_progress", "since=year", "silent=yes"):
            assert SECRET not in text_of(client, f"{address}?{asked}"), (address, asked)


def test_what_is_hidden_has_no_address(client, drafts):
    draft = Commitment.objects.get(live=False, summary=SECRET)
    proposed = Assessment.objects.get(commitment__live=True, reason=SECRET)
    waiting = ProgressReport.objects.filter(note=SECRET, status=ReportStatus.SUBMITTED).get()
    person, organisation = Person.objects.get(name=SECRET), Organisation.objects.get(name=SECRET)
    initiative = InitiativePage.objects.get(title=SECRET)
    subjects = [
        f"people/{person.slug}",
        f"organisations/{organisation.slug}",
        f"initiatives/{initiative.slug}",
    ]
    for address in (
        *(f"/api/v1/{subject}/" for subject in subjects),
        *(f"/feeds/{subject}/" for subject in subjects),
        *(f"/calendar/{subject}.ics" for subject in subjects),
        f"/feeds/commitments/{draft.code}/",
        f"/api/v1/commitments/{draft.code}/",
        f"/api/v1/assessments/{draft.assessments.get().pk}/",
        f"/api/v1/assessments/{proposed.pk}/",
        f"/api/v1/evidence/{proposed.evidence.get().pk}/",
        f"/api/v1/reports/{draft.reports.get().pk}/",
        f"/api/v1/reports/{waiting.pk}/",
        f"/api/v1/replies/{draft.replies.get().pk}/",
    ):
        assert client.get(address).status_code == 404, address


def test_every_address_costs_the_same_with_ten_times_the_content(
    client, django_assert_max_num_queries
):
    wanted = machine_addresses()

    def count(most: int = 20) -> dict[str, int]:
        found = {}
        for address in wanted:
            with django_assert_max_num_queries(most) as queries:
                response = client.get(address)
                assert response.status_code == 200, address
                response.getvalue()
            found[address] = len(queries)
        return found

    count(most=40)  # Fills the caches of settings and content types.
    before = count()
    populate(times=9)
    assert count() == before


def test_wrong_parameters_are_refused_with_the_reason(client):
    for address in TAKING_FILTERS:
        for wrong in WRONG:
            if address.startswith("/api/v1/") or not wrong.startswith(("page", "size")):
                response = client.get(f"{address}?{wrong}")
                assert response.status_code == 400, (address, wrong)
                assert "参数" in response.getvalue().decode(), (address, wrong)


def test_a_name_that_nobody_has_is_not_there(client):
    for address in TAKING_FILTERS:
        response = client.get(f"{address}?verdict=kept&speaker=nobody&topic=nothing")
        assert response.status_code == 404, address
        assert "参数 speaker 不认识这个值：nobody。" in response.getvalue().decode()


def test_hostile_parameters_never_fail(client):
    for address in machine_addresses():
        for hostile in HOSTILE:
            response = client.get(f"{address}?{hostile}")
            assert response.status_code in (200, 400, 404), (address, hostile)
            if response.streaming:
                response.getvalue()


@pytest.mark.parametrize(
    "address",
    [
        "/data/commitments.pdf",
        "/data/nothing.csv",
        "/data/users.json",
        "/api/v1/users/",
        "/api/v1/commitments/C-1999-0001/",
        "/api/v1/assessments/99999999999999999999/",
        "/api/v2/commitments/",
        "/api/",
    ],
)
def test_what_is_not_there_is_answered_in_words(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "没有这" in response.content.decode()


def test_pages_of_other_sites_may_read_and_ask_again(client):
    for address in machine_addresses():
        if not address.startswith(("/api/", "/data/", "/feeds/", "/calendar/")):
            continue
        first = client.get(address)
        asked = {"Access-Control-Request-Method": "GET", "Origin": "https://other.example"}
        permitted = client.options(address, headers=asked)
        assert permitted.status_code == 204, address
        assert "If-None-Match" in permitted["Access-Control-Allow-Headers"]
        again = client.get(address, headers={"If-None-Match": first.get("ETag", "-")})
        wrong = client.get(f"{address}?q=%00")
        assert again.status_code == (304 if "ETag" in first else 200), address
        assert wrong.status_code == 400, address
        for answer in (first, permitted, again, wrong):
            assert answer["Access-Control-Allow-Origin"] == "*", address
            assert "Origin" not in answer.get("Vary", ""), address
    assert "Access-Control-Allow-Origin" not in client.get("/people/")


def test_refusals_come_in_the_form_that_is_read_there(client):
    for asked in ("?q=%00", f"?q={'a' * 9000}"):
        assert "NUL" in client.get(f"/api/v1/commitments/{asked}").json()["errors"][0]
        answer = client.get(f"/data/commitments.csv{asked}")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert "NUL" in answer.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/commitments?verdict=kept", "/api/v1", "/feeds/all"])
def test_a_missing_last_slash_is_added(client, address):
    path, _, query = address.partition("?")
    answer = client.get(address)
    assert answer.status_code == 301
    assert answer["Location"] == f"{path}/{'?' if query else ''}{query}"


def test_nobody_can_write(client):
    for address in machine_addresses():
        for method in (client.post, client.put, client.patch, client.delete):
            answer = method(address)
            assert answer.status_code == 405, address
            assert "GET" in answer["Allow"], address


def test_no_answer_depends_on_who_asks(client, admin_client):
    for address in machine_addresses():
        mine, theirs = client.get(address), admin_client.get(address)
        if mine["Content-Type"].startswith("application/vnd"):
            assert mine.status_code == theirs.status_code
        else:
            assert mine.getvalue() == theirs.getvalue(), address
        assert "Cookie" not in mine.get("Vary", ""), address
        assert not mine.cookies, address
