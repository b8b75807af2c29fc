"""People, commitments and their judgement for tests."""

import datetime as dt
import hashlib

import factory
import wagtail_factories
from django.utils.timezone import now
from factory.django import DjangoModelFactory

from portal.pinyin import slugify_pinyin
from portal.tests.factories import UserFactory

from ..enums import (
    CommitmentKind,
    Comparator,
    DeadlinePrecision,
    EvidenceLevel,
    OrganisationKind,
    ReminderStage,
    ReportStatus,
    ReturnState,
    Verdict,
)
from ..judging import publish_assessment
from ..models import (
    Assessment,
    Commitment,
    Contact,
    Evidence,
    InitiativeIndexPage,
    InitiativePage,
    Membership,
    Organisation,
    Person,
    ProgressReport,
    Reminder,
    Reply,
    ReplyLink,
    Representative,
    Return,
    Topic,
)

__all__ = [
    "AssessmentFactory",
    "CommitmentFactory",
    "ContactFactory",
    "EvidenceFactory",
    "InitiativePageFactory",
    "MembershipFactory",
    "NumberCommitmentFactory",
    "OrganisationFactory",
    "PersonFactory",
    "ProgressReportFactory",
    "ReminderFactory",
    "ReplyFactory",
    "ReplyLinkFactory",
    "RepresentativeFactory",
    "ReturnFactory",
    "SubmittedReportFactory",
    "TopicFactory",
    "publish_verdict",
]


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda number: f"主题{number}")


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"示例公司{number}")
    kind = OrganisationKind.COMPANY


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    association = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.ASSOCIATION)
    member = factory.SubFactory(OrganisationFactory)


class PersonFactory(DjangoModelFactory):
    """Live; `live=False` makes a draft."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda number: f"王示例{number}")
    title = "总经理"
    organisation = factory.SubFactory(OrganisationFactory)


def initiative_index() -> InitiativeIndexPage:
    """The index that the site's migration made."""
    return InitiativeIndexPage.objects.get()


class InitiativePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = InitiativePage

    parent = factory.LazyFunction(initiative_index)
    title = factory.Sequence(lambda number: f"示例行动{number}")
    slug = factory.LazyAttribute(lambda page: slugify_pinyin(page.title))
    summary = "一项示例行动"


class CommitmentFactory(DjangoModelFactory):
    """A live milestone without a deadline; see `NumberCommitmentFactory` for one with a number."""

    class Meta:
        model = Commitment

    summary = factory.Sequence(lambda number: f"建成第{number}条示例生产线")
    quote = factory.LazyAttribute(lambda commitment: f"我们要{commitment.summary}。")
    speaker = factory.SubFactory(PersonFactory)
    speaker_title = "总经理"
    organisation = factory.SelfAttribute("speaker.organisation")
    said_on = dt.date(2025, 9, 28)

    @classmethod
    def _create(cls, model_class, *args, initiatives=(), topics=(), **kwargs):
        commitment = super()._create(model_class, *args, **kwargs)
        if initiatives or topics:
            commitment.initiatives.set(initiatives)
            commitment.topics.set(topics)
            commitment.save()
        return commitment


class NumberCommitmentFactory(CommitmentFactory):
    """At least a million cars by the end of 2027."""

    kind = CommitmentKind.NUMBER
    metric = "年产量"
    comparator = Comparator.AT_LEAST
    target = 1_000_000
    unit = "辆"
    number_text = "超百万辆"
    deadline = dt.date(2027, 12, 31)
    deadline_precision = DeadlinePrecision.YEAR
    deadline_text = "到2027年"


class AssessmentFactory(DjangoModelFactory):
    """Proposed, with one piece of evidence; `AssessmentFactory(evidence=False)` has none."""

    class Meta:
        model = Assessment
        skip_postgeneration_save = True

    commitment = factory.SubFactory(CommitmentFactory)
    verdict = Verdict.IN_PROGRESS
    reason = "已经开工，尚看不出能否按期完成。"
    fulfilled_on = factory.LazyAttribute(
        lambda assessment: dt.date(2025, 12, 31) if assessment.verdict == Verdict.KEPT else None
    )
    proposed_by = factory.SubFactory(UserFactory)
    proposed_at = factory.LazyFunction(now)

    @factory.post_generation
    def evidence(self, create: bool, wanted: bool | None, **kwargs) -> None:
        if create and wanted is not False:
            EvidenceFactory(assessment=self, **kwargs)


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    assessment = factory.SubFactory(AssessmentFactory, evidence=False)
    level = EvidenceLevel.NEWSROOM
    title = "编辑部走访"


def publish_verdict(
    commitment: Commitment,
    verdict: Verdict = Verdict.IN_PROGRESS,
    *,
    level: EvidenceLevel = EvidenceLevel.NEWSROOM,
    published_at: dt.datetime | None = None,
    **fields,
) -> Assessment:
    """A verdict proposed by one person and published by another, by the newsroom's own rules.

    未兑现 still needs a deadline that has passed and a `ReplyFactory(commitment=…)` first.
    """
    assessment = AssessmentFactory(
        commitment=commitment, verdict=verdict, evidence__level=level, **fields
    )
    return publish_assessment(assessment, UserFactory(group="主编"), published_at=published_at)


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = ProgressReport

    commitment = factory.SubFactory(NumberCommitmentFactory)
    as_of = dt.date(2026, 3, 31)
    value = 250_000
    status = ReportStatus.ACCEPTED


class ReplyFactory(DjangoModelFactory):
    """An invitation without an answer yet."""

    class Meta:
        model = Reply

    commitment = factory.SubFactory(CommitmentFactory)
    invited_on = dt.date(2026, 1, 10)
    channel = "书面函"


class ContactFactory(DjangoModelFactory):
    """A call that nobody answered."""

    class Meta:
        model = Contact

    commitment = factory.SubFactory(CommitmentFactory)
    contacted_on = dt.date(2026, 2, 20)
    channel = "电话"
    whom = "办公室主任"
    recorded_by = factory.SubFactory(UserFactory)


class ReminderFactory(DjangoModelFactory):
    """Told about a deadline ninety days before."""

    class Meta:
        model = Reminder

    commitment = factory.SubFactory(NumberCommitmentFactory)
    recipient = factory.SubFactory(UserFactory)
    deadline = factory.SelfAttribute("commitment.deadline")
    stage = ReminderStage.QUARTER


class RepresentativeFactory(DjangoModelFactory):
    """A person who logs in at /members/ for an association of their own."""

    class Meta:
        model = Representative

    user = factory.SubFactory(UserFactory, group="协会")
    association = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.ASSOCIATION)


class ReturnFactory(DjangoModelFactory):
    """A workbook that was read and checked; without a file behind it."""

    class Meta:
        model = Return

    association = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.ASSOCIATION)
    name = "申报表.xlsx"
    digest = factory.Sequence(lambda number: f"{number:064x}")
    state = ReturnState.CHECKED


class SubmittedReportFactory(ProgressReportFactory):
    """Sent in by an association for the member that the commitment binds; nobody has decided."""

    reporter = factory.SelfAttribute("commitment.organisation")
    association = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.ASSOCIATION)
    status = ReportStatus.SUBMITTED
    filled_by = "李填报"


class ReplyLinkFactory(DjangoModelFactory):
    """An invitation that may be answered until 2099; `token` is the secret of its address."""

    class Meta:
        model = ReplyLink
        exclude = ["token"]

    token = factory.Sequence(lambda number: f"token-{number}")
    reply = factory.SubFactory(ReplyFactory)
    digest = factory.LazyAttribute(lambda link: hashlib.sha256(link.token.encode()).hexdigest())
    expires_on = dt.date(2099, 12, 31)
