"""Puts the demo's records on the site, through the same rules that editors meet.

A set is loaded whole or not at all: once its articles are there, nothing of it is touched again,
so that what an editor renamed, rewrote or deleted since stays as it is.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models
from django.utils.timezone import get_current_timezone

from articles.models import (
    Appearance,
    ArticlePage,
    CommentaryIndexPage,
    CommentaryPage,
    Correction,
    RoundtableIndexPage,
    RoundtablePage,
)
from initiatives.enums import EvidenceLevel
from initiatives.judging import publish_assessment
from initiatives.models import (
    Assessment,
    Commitment,
    Contact,
    Evidence,
    Goal,
    InitiativeIndexPage,
    InitiativePage,
    Membership,
    Milestone,
    Organisation,
    Partner,
    Person,
    Reply,
    Topic,
)
from portal.models import NewsImage, User
from portal.pinyin import slugify_pinyin

from . import records
from .accounts import ACCOUNTS
from .bodies import BodyWriter, mark_of
from .member_reports import file_reports, represent
from .pictures import draw_portrait, draw_scene

__all__ = ["Loader", "load_accounts"]

DESK_HOUR = 10  # when a day's verdict is dated, Asia/Shanghai
SCENE_NAMES = {
    "assembly": "线条画：汽车总装线",
    "charging": "线条画：山城里的充电站",
    "city": "线条画：两江与山城",
    "port": "线条画：集装箱码头",
}
# A domain that is kept free for examples: there is no copy of what never existed.
ARCHIVE = "https://example.com/cundang/"
# What becomes of a commitment: `_life` writes it down.
LATER = ("assessments", "reports", "replies", "contacts")
PRESS_HOUR = 0  # from when a day's edition counts as out


def load_accounts() -> dict[str, User]:
    """The demo's users by key, with their groups; passwords are set once."""
    users = {}
    for account in ACCOUNTS:
        user, created = get_user_model().objects.get_or_create(
            username=account.username,
            defaults={
                "last_name": account.name[:2],
                "first_name": account.name[2:],
                "email": f"{account.username}@example.com",
            },
        )
        if created:
            user.set_password(account.password)
            user.save()
            user.groups.add(Group.objects.get(name=account.group))
        users[account.key] = user
    return users


class Loader:
    """Loads one `Content`; remembers what each key has become."""

    def __init__(self, users: dict[str, User]) -> None:
        self.users = users
        self.editor, self.chief = users["editor"], users["chief"]
        self.topics: dict[str, Topic] = {}
        self.organisations: dict[str, Organisation] = {}
        self.people: dict[str, Person] = {}
        self.initiatives: dict[str, InitiativePage] = {}
        self.commitments: dict[str, int] = {}

    def load(self, content: records.Content) -> bool:
        """Everything of a set, inside one transaction; False if it is there already."""
        if self._is_loaded(content):
            return False
        for topic in content.topics:
            self.topics[topic.key] = self._topic(topic)
        for organisation in content.organisations:
            self.organisations[organisation.key] = self._organisation(organisation)
        for row in content.memberships:
            self._membership(row)
        if content.association:
            represent(self.users["association"], self.organisations[content.association])
        for person in content.people:
            self.people[person.key] = self._person(person)
        for initiative in content.initiatives:
            self.initiatives[initiative.key] = self._initiative(initiative, content.filed_on)
        commitments = {commitment.key: commitment for commitment in content.commitments}
        for article in content.articles:
            self._article(article, commitments)
        return True

    @staticmethod
    def _is_loaded(content: records.Content) -> bool:
        keys = [mark_of(article.key) for article in content.articles]
        return ArticlePage.objects.filter(translation_key__in=keys).exists()

    def _topic(self, record: records.Topic) -> Topic:
        found = Topic.objects.filter(name=record.name).first()
        return found or Topic.objects.create(name=record.name, description=record.description)

    def _organisation(self, record: records.Organisation) -> Organisation:
        found = Organisation.objects.filter(name=record.name).first()
        return found or self._published(
            Organisation(
                name=record.name,
                short_name=record.short_name,
                kind=record.kind,
                description=record.description,
            )
        )

    def _membership(self, record: records.Membership) -> None:
        Membership.objects.get_or_create(
            association=self.organisations[record.association],
            member=self.organisations[record.member],
            defaults={"since": record.since},
        )

    def _person(self, record: records.Person) -> Person:
        organisation = self.organisations.get(record.organisation)
        slug = slugify_pinyin(record.name)
        found = Person.objects.filter(name=record.name, slug__startswith=slug).first()
        return found or self._published(
            Person(
                name=record.name,
                title=record.title,
                organisation=organisation,
                biography=record.biography,
                portrait=self._portrait(record.name),
            )
        )

    def _initiative(self, record: records.Initiative, filed_on: dt.date) -> InitiativePage:
        page = InitiativePage(
            title=record.title,
            summary=record.summary,
            status=record.status,
            starts_on=record.starts_on,
            ends_on=record.ends_on,
            period_text=record.period_text,
            body=json.dumps(self._bodies().stream(record.body)),
            live=False,
            first_published_at=_moment(filed_on, PRESS_HOUR),
        )
        page.partners = [
            Partner(organisation=self.organisations[key], role=role, sort_order=number)
            for number, (key, role) in enumerate(
                [(key, "lead") for key in record.leads]
                + [(key, "partner") for key in record.partners]
            )
        ]
        page.goals = [
            Goal(
                text=goal.text,
                number_text=goal.number_text,
                metric=goal.metric,
                target=goal.target,
                unit=goal.unit,
                sort_order=number,
            )
            for number, goal in enumerate(record.goals)
        ]
        page.milestones = [
            Milestone(when_text=one.when, text=one.text, sort_order=number)
            for number, one in enumerate(record.milestones)
        ]
        InitiativeIndexPage.objects.get().add_child(instance=page)
        page.topics = [self.topics[key] for key in record.topics]
        return self._published_on(filed_on, self._published_page(page))

    def _article(self, record: records.Article, all_records: dict[str, records.Commitment]) -> None:
        """The article with its commitments, and what became of each."""
        quotes = records.marked_sentences(record)
        made = {key: self._commitment(all_records[key], quote) for key, quote in quotes.items()}
        self.commitments |= {key: commitment.pk for key, commitment in made.items()}
        page = self._article_page(record)
        for key, commitment in made.items():
            self._life(commitment, all_records[key])
        if record.amendments:
            page.body = json.dumps(self._bodies().stream(record.amended().body))
            page.corrections = [
                Correction(corrected_on=one.on, text=one.text) for one in record.corrections
            ]
            self._published_page(page)

    def _commitment(self, record: records.Commitment, quote: str) -> Commitment:
        fields = {
            name: value
            for name, value in vars(record).items()
            if name not in ("key", "initiatives", "topics", "supersedes", *LATER)
        }
        fields["speaker"] = self.people[record.speaker]
        fields["organisation"] = self.organisations.get(record.organisation)
        fields["responsible"] = self.users.get(record.responsible)
        fields["supersedes_id"] = self.commitments.get(record.supersedes)
        commitment = Commitment(quote=quote, live=False, **fields)
        commitment.full_clean(exclude=["code"])
        commitment.save()
        commitment.initiatives = [self.initiatives[key] for key in record.initiatives]
        commitment.topics = [self.topics[key] for key in record.topics]
        return self._published_on(record.said_on, self._published(commitment))

    def _article_page(self, record: records.Article) -> ArticlePage:
        model, extra = (
            (RoundtablePage, {"format": record.format})
            if record.kind == "roundtable"
            else (CommentaryPage, {})
        )
        page = model(
            title=record.title,
            kicker=record.kicker,
            column=record.column,
            edition_date=record.edition_date,
            edition_page=record.edition_page,
            standfirst=record.standfirst,
            disclaimer=record.disclaimer,
            lead_image=self._scene(record.lead_scene) if record.lead_scene else None,
            body=json.dumps(self._bodies().stream(record.body)),
            live=False,
            translation_key=mark_of(record.key),
            first_published_at=_moment(record.edition_date, PRESS_HOUR),
            **extra,
        )
        page.appearances = [
            Appearance(
                person=self.people[row.person],
                role=row.role,
                title=row.title,
                organisation=self.organisations.get(row.organisation),
                sort_order=number,
            )
            for number, row in enumerate(record.appearances)
        ]
        if not record.amendments:
            page.corrections = [
                Correction(corrected_on=one.on, text=one.text) for one in record.corrections
            ]
        self._index(record).add_child(instance=page)
        page.initiatives = [self.initiatives[key] for key in record.initiatives]
        page.topics = [self.topics[key] for key in record.topics]
        return self._published_on(record.edition_date, self._published_page(page))

    def _life(self, commitment: Commitment, record: records.Commitment) -> None:
        """What came after it was said: calls, answers, reports, and verdicts by two people."""
        for contact in record.contacts:
            fields = vars(contact) | {"recorded_by": self.editor}
            self._checked(Contact(commitment=commitment, **fields)).save()
        for reply in record.replies:
            self._checked(Reply(commitment=commitment, **vars(reply))).save()
        file_reports(commitment, record.reports, self.organisations, self.users)
        for record_of_one in record.assessments:
            self._assessment(commitment, record_of_one)

    def _assessment(self, commitment: Commitment, record: records.Assessment) -> None:
        moment = _moment(record.on, DESK_HOUR)
        assessment = Assessment(
            commitment=commitment,
            verdict=record.verdict,
            reason=record.reason,
            fulfilled_on=record.fulfilled_on,
            would_change=record.would_change,
            proposed_by=self.editor,
            proposed_at=moment,
        )
        self._checked(assessment).save()
        for source in record.evidence:
            Evidence.objects.create(
                assessment=assessment,
                level=EvidenceLevel[source.level.upper()],
                title=source.title,
                publisher=source.publisher,
                published_on=source.on,
                supports=source.supports,
                note=source.note,
                archived_on=source.kept_on,
                archive_url=f"{ARCHIVE}{source.kept_on:%Y%m%d}" if source.kept_on else "",
            )
        publish_assessment(assessment, self.chief, published_at=moment)

    def _index(self, record: records.Article) -> RoundtableIndexPage | CommentaryIndexPage:
        roundtable = record.kind == "roundtable"
        return (RoundtableIndexPage if roundtable else CommentaryIndexPage).objects.get()

    def _bodies(self) -> BodyWriter:
        people = {key: person.pk for key, person in self.people.items()}
        return BodyWriter(people, self.commitments, lambda scene: self._scene(scene).pk)

    def _scene(self, scene: str) -> NewsImage:
        return self._image(f"插图：{scene}", SCENE_NAMES[scene], draw_scene, scene)

    def _portrait(self, name: str) -> NewsImage:
        return self._image(f"头像：{name}", f"代替{name}照片的姓名图形", draw_portrait, name)

    @staticmethod
    def _image(title: str, description: str, draw: Callable[[str], bytes], of: str) -> NewsImage:
        found = NewsImage.objects.filter(title=title).first()
        if found:
            return found
        file = ContentFile(draw(of), name=f"{slugify_pinyin(of)}.png")
        return NewsImage.objects.create(
            title=title, description=description, credit="示意图", file=file
        )

    @staticmethod
    def _checked(instance: models.Model) -> models.Model:
        instance.full_clean()
        return instance

    def _published(self, instance: Any) -> Any:
        """A snippet with its first revision published, as an editor would."""
        if not instance.pk:
            instance.live = False
            instance.full_clean()
            instance.save()
        instance.save_revision(user=self.editor, log_action=True).publish(user=self.editor)
        instance.refresh_from_db()
        return instance

    def _published_on(self, day: dt.date, instance: Any) -> Any:
        """As if it had stood here since that morning: what is new is what happened since."""
        instance.first_published_at = instance.last_published_at = _moment(day, PRESS_HOUR)
        type(instance).objects.filter(pk=instance.pk).update(
            first_published_at=instance.first_published_at,
            last_published_at=instance.last_published_at,
        )
        return instance

    def _published_page(self, page: Any) -> Any:
        page.save_revision(user=self.editor, log_action=True).publish(user=self.editor)
        page.refresh_from_db()
        return page


def _moment(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=get_current_timezone())
