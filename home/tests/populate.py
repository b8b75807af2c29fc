"""A site with everything in it, once or ten times over: for query counts and leaks."""

import datetime as dt
import itertools
import uuid

from wagtail.images.models import Image
from wagtail.models import Page

from articles.enums import AppearanceRole
from articles.models import RoundtablePage
from articles.tests.factories import (
    AppearanceFactory,
    CommentaryPageFactory,
    CorrectionFactory,
    RoundtablePageFactory,
)
from initiatives.enums import PartnerRole, Verdict
from initiatives.models import Commitment, Goal, InitiativePage, Milestone, Partner, Person
from initiatives.tests.factories import (
    CommitmentFactory,
    InitiativePageFactory,
    MembershipFactory,
    NumberCommitmentFactory,
    OrganisationFactory,
    PersonFactory,
    ProgressReportFactory,
    ReplyFactory,
    TopicFactory,
    publish_verdict,
)
from portal.tests.factories import ImageFactory

__all__ = ["marked", "populate", "publish", "statement"]

OPEN_VERDICTS = itertools.cycle(
    [Verdict.TOO_EARLY, Verdict.IN_PROGRESS, Verdict.ON_TRACK, Verdict.KEPT, Verdict.UNRATABLE]
)


def marked(commitment: Commitment, mark: uuid.UUID | None = None) -> str:
    """The commitment's quote as it is stored in rich text."""
    mark = mark or uuid.uuid4()
    return f'<a linktype="commitment" id="{commitment.pk}" mark="{mark}">{commitment.quote}</a>'


def statement(person: Person, *paragraphs: str) -> tuple[str, dict]:
    """A statement block for a body given as a list of pairs."""
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return ("statement", {"speaker": person, "text": html})


def publish(page: Page) -> Page:
    """Publish as an editor does, so that marks and sources are worked out."""
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def populate(times: int = 1) -> None:
    """Add `times` of everything that a reader can meet, all linked together."""
    for _ in range(times):
        _add_one()


def _add_one() -> None:
    topic = TopicFactory()
    organisation = OrganisationFactory()
    MembershipFactory(member=organisation)
    initiative = InitiativePageFactory()
    Partner.objects.create(page=initiative, organisation=organisation, role=PartnerRole.LEAD)
    Goal.objects.create(page=initiative, text="建成产业集群", number_text="1000亿元")
    Goal.objects.create(page=initiative, text="产量", metric="年产量", target=5_000_000, unit="辆")
    Milestone.objects.create(page=initiative, when_text="2027年", text="验收")
    initiative.topics.add(topic)
    speakers = [PersonFactory(organisation=organisation, portrait=ImageFactory()) for _ in range(2)]
    commitments = []
    for speaker in speakers:
        commitments.append(
            CommitmentFactory(speaker=speaker, initiatives=[initiative], topics=[topic])
        )
        commitments.append(
            NumberCommitmentFactory(
                speaker=speaker,
                initiatives=[initiative],
                topics=[topic],
                accumulates=True,
                baseline=100_000,
                baseline_on=dt.date(2025, 9, 28),
            )
        )
    for commitment in commitments[1:]:
        publish_verdict(commitment, next(OPEN_VERDICTS))
    ProgressReportFactory(commitment=commitments[1])
    ProgressReportFactory(commitment=commitments[1], as_of=dt.date(2026, 6, 30), value=400_000)
    ReplyFactory(commitment=commitments[0])
    _add_articles(speakers, commitments, initiative)


def _add_articles(
    speakers: list[Person], commitments: list[Commitment], initiative: InitiativePage
) -> None:
    roundtable: RoundtablePage = RoundtablePageFactory(
        lead_image=ImageFactory(),
        body=[
            ("section", {"heading": "产业基础", "subheading": "明显提升"}),
            ("question", "方向在哪里？"),
            *(
                statement(speaker, "先说基础。", f"再说打算。{marked(first)}{marked(second)}")
                for speaker, first, second in zip(
                    speakers, commitments[::2], commitments[1::2], strict=True
                )
            ),
            ("paragraph", f'<p>报道见<a linktype="page" id="{initiative.pk}">行动档案</a>。</p>'),
            ("picture", {"image": _picture(), "caption": "车间", "credit": "资料图片"}),
            ("figures", {"figures": [{"value": "254万", "unit": "辆", "label": "产量"}]}),
            ("pull_quote", {"text": "这笔账按十年算。", "attribution": "示例"}),
        ],
    )
    for speaker in speakers:
        AppearanceFactory(page=roundtable, person=speaker, title="时任总经理")
    AppearanceFactory(page=roundtable, role=AppearanceRole.MODERATOR)
    CorrectionFactory(page=roundtable)
    roundtable.initiatives.add(initiative)
    publish(roundtable)
    commentary = CommentaryPageFactory(body=[("paragraph", "<p>一篇评论。</p>")])
    AppearanceFactory(page=commentary, role=AppearanceRole.AUTHOR)
    publish(commentary)


def _picture() -> Image:
    image = ImageFactory()
    image.contextual_alt_text, image.decorative = "车间", False
    return image
