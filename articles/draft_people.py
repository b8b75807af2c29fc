"""Drafts of the people and organisations that a manuscript names for the first time."""

import re
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from wagtail.log_actions import log

from initiatives.enums import OrganisationKind
from initiatives.models import Organisation, Person
from portal.pinyin import sort_key

from .manuscripts.understanding import Article, Participant
from .matching import (
    Match,
    MatchState,
    clip_organisation,
    is_journalist,
    match_organisations,
    may_be_one,
    organisation_name,
    printed_title,
)

__all__ = ["Cast", "clip", "guess_kind"]

# By the end of a name, in this order; what nothing fits is a company.
KINDS = (
    (
        OrganisationKind.MEDIA,
        r"报社|[日晚早时商]报|报$|电视台|电台|广播|传媒|新闻|通讯社|融媒|杂志社",
    ),
    (OrganisationKind.COMPANY, r"(?:公司|集团|厂|银行|酒店|超市|合作社)$"),
    (OrganisationKind.ASSOCIATION, r"(?:协会|商会|联合会|学会|研究会|促进会|联盟|工会|总会|行会)$"),
    (OrganisationKind.DEPARTMENT, r"(?:法院|检察院|国务院)$"),
    (
        OrganisationKind.INSTITUTE,
        r"(?:大学|学院|研究院|研究所|科学院|设计院|实验室|学校|中学|小学|医院|党校|研究中心)$",
    ),
    (
        OrganisationKind.DISTRICT,
        r"(?:区|县|镇|乡|街道)(?:党?工?委|人民政府|政府|管委会|人大|政协|社区|村)?$",
    ),
    (
        OrganisationKind.DEPARTMENT,
        r"(?:局|委|办|办公室|厅|部|处|署|政府|委员会|人大|政协|管委会|海关|支队|总队|大队)$",
    ),
)


def guess_kind(name: str) -> OrganisationKind:
    """What an organisation's name says about it; the editor corrects the draft."""
    return next((kind for kind, form in KINDS if re.search(form, name)), OrganisationKind.COMPANY)


def clip(value: str, model: type, field: str, report: list[str]) -> str:
    """As long as a field takes; what is cut off is told."""
    limit, name = model._meta.get_field(field).max_length, model._meta.get_field(field).verbose_name
    value = value.strip()
    if limit is not None and len(value) > limit:
        report.append(f"{name}最多 {limit} 字，“{value[:20]}……”截去了后面的部分。")
        return value[:limit]
    return value


class Cast:
    """Who each participant of the articles is; makes drafts of those who are new.

    Somebody who takes part in several articles of one edition is one person.
    """

    def __init__(self, participants: Iterable[Participant], user: AbstractBaseUser | None) -> None:
        self.user = user
        self.report: list[str] = []
        self.organisations = match_organisations(map(organisation_name, participants))
        self.new_organisations: list[Organisation] = []
        self.new_people: list[tuple[Participant, Person]] = []

    def people(
        self, article: Article, matches: dict[str, Match], report: list[str]
    ) -> dict[str, Person]:
        """By participant's key; those without a name are left out."""
        self.report = report
        earlier = list(self.new_people)
        found: dict[str, Person] = {}
        for participant in article.participants:
            match = matches[participant.key]
            if match.state == MatchState.KNOWN and match.person:
                found[participant.key] = match.person
            elif participant.name.strip():
                person = self._met_before(participant, earlier) or self._draft(participant)
                found[participant.key] = person
            else:
                self.report.append("有一位参与者没有姓名，没有建人物。")
        return found

    def organisation(self, participant: Participant) -> Organisation | None:
        """The one that exists, else a draft of it."""
        name = organisation_name(participant)
        if not name:
            return None
        if name not in self.organisations:
            clipped = clip(name, Organisation, "name", self.report)
            made = {clip_organisation(other): one for other, one in self.organisations.items()}
            self.organisations[name] = made.get(clipped) or self._draft_organisation(clipped)
        return self.organisations[name]

    def _met_before(
        self, participant: Participant, earlier: list[tuple[Participant, Person]]
    ) -> Person | None:
        """The same person in an earlier article of this edition."""
        for other, person in earlier:
            if other.name != participant.name:
                continue
            title, other_title = printed_title(participant), printed_title(other)
            both_report = is_journalist(participant) and is_journalist(other)
            if both_report or may_be_one(title, other_title):
                return person
            if not title or not other_title or title == other_title:
                self.report.append(f"两篇里的“{other.name}”按同一个人处理，请核对。")
                return person
            self.report.append(
                f"两篇里都有“{other.name}”，职务不同（{other_title}；{title}），"
                "按两个人建了草稿，请核对。"
            )
        return None

    def _draft_organisation(self, name: str) -> Organisation:
        draft = self._save(Organisation(name=name, kind=guess_kind(name), live=False))
        self.new_organisations.append(draft)
        return draft

    def _draft(self, participant: Participant) -> Person:
        organisation = self.organisation(participant)
        title = printed_title(participant)
        if organisation:
            title = title.removeprefix(organisation_name(participant)).strip()
        person = self._save(
            Person(
                name=clip(participant.name, Person, "name", self.report),
                title=clip(title, Person, "title", self.report),
                organisation=organisation,
                live=False,
            )
        )
        self.new_people.append((participant, person))
        return person

    def _save(self, draft: Person | Organisation) -> Person | Organisation:
        """As an editor's 保存草稿 does; the sound of a very long name is cut."""
        draft.pinyin = sort_key(draft.name)[: draft._meta.get_field("pinyin").max_length]
        draft.full_clean()
        draft.save()
        revision = draft.save_revision(user=self.user)
        log(draft, "wagtail.create", user=self.user, revision=revision)
        return draft
