"""Whom the names in a manuscript stand for: people and organisations that exist already.

Nobody is merged silently with somebody else of the same name, and nobody is entered twice
silently: in doubt the editor is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from initiatives.enums import OrganisationKind
from initiatives.models import Organisation, Person

from .enums import AppearanceRole
from .manuscripts.people import organisation_of, titles_agree
from .manuscripts.understanding import Article, Participant, Role
from .models import Appearance

__all__ = [
    "NEW",
    "Match",
    "MatchState",
    "clip_organisation",
    "is_journalist",
    "match_organisations",
    "match_people",
    "may_be_one",
    "organisation_name",
    "printed_title",
]

NEW = "new"  # `Participant.identity`: the editor says that nobody here is meant
KEY = re.compile(r"[1-9]\d{0,17}")
JOURNALIST = re.compile(
    r"(?:本[报刊台网社])?(?:首席|见习|实习|高级|资深|特约|特派|全媒体|融媒体)*"
    r"(?:记者|通讯员|评论员|编辑|实习生|作者|撰稿人?)?"
)
OURS = re.compile(r"本[报刊台网社]")  # 本报 is no organisation's name
ORGANISATION_LENGTH = Organisation._meta.get_field("name").max_length


class MatchState(StrEnum):
    KNOWN = "known"
    NEW = "new"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Match:
    """What is known about one participant; `choices` are all people of that name."""

    state: MatchState
    person: Person | None = None
    choices: list[Person] = field(default_factory=list)


def match_people(article: Article) -> dict[str, Match]:
    """By participant's key; one query, however many take part.

    The name and number of one merged into another stand for the other.
    """
    participants = article.participants
    decided = {int(one.identity) for one in participants if KEY.fullmatch(one.identity)}
    has_reported = Appearance.objects.filter(
        person=Coalesce(OuterRef("merged_into"), OuterRef("pk")),
        role__in=[AppearanceRole.REPORTER, AppearanceRole.AUTHOR],
    )
    found = (
        Person.objects.filter(Q(name__in={one.name for one in participants}) | Q(pk__in=decided))
        .select_related("organisation", "merged_into__organisation")
        .annotate(has_reported=Exists(has_reported))
        .order_by("pk")
    )
    by_name: dict[str, dict[int, Person]] = defaultdict(dict)
    by_key = {}
    for row in found:
        person = row.resolved
        person.has_reported = row.has_reported
        by_name[row.name].setdefault(person.pk, person)
        by_key[str(row.pk)] = person
    return {
        one.key: _match(one, list(by_name[one.name].values()), by_key.get(one.identity))
        for one in participants
    }


def match_organisations(names: Iterable[str]) -> dict[str, Organisation]:
    """By printed name: the one of that full name, else the only one of that short name.

    The name of one merged into another stands for the other.
    """
    clipped = {name: clip_organisation(name) for name in names if name}
    wanted = set(clipped.values())
    if not wanted:
        return {}
    full: dict[str, Organisation] = {}
    short: dict[str, dict[int, Organisation]] = defaultdict(dict)
    named = Organisation.objects.filter(Q(name__in=wanted) | Q(short_name__in=wanted))
    for row in named.select_related("merged_into"):
        full[row.name] = row.resolved
        short[row.short_name].setdefault(row.resolved.pk, row.resolved)
    found = {}
    for printed, name in clipped.items():
        if name in full:
            found[printed] = full[name]
        elif len(short[name]) == 1:
            found[printed] = next(iter(short[name].values()))
    return found


def clip_organisation(name: str) -> str:
    """As long as the database takes."""
    return name[:ORGANISATION_LENGTH]


def organisation_name(participant: Participant) -> str:
    """The organisation somebody speaks for; "" for 本报 and the like."""
    name = participant.organisation.strip()
    return "" if OURS.fullmatch(name) else name


def printed_title(participant: Participant) -> str:
    """In full, with the organisation, also where an editor has entered the two apart."""
    title, organisation = participant.title.strip(), organisation_name(participant)
    return title if organisation in title else organisation + title


def is_journalist(participant: Participant) -> bool:
    """本报记者, 通讯员, or a byline without any title: a role, which doesn't tell people apart."""
    by_role = participant.role in (Role.REPORTER, Role.AUTHOR)
    title = participant.title.strip()
    return bool(JOURNALIST.fullmatch(title)) and (by_role or bool(title))


def may_be_one(title: str, other: str) -> bool:
    """Whether two full titles tell of one person: 总经理 alone tells of nobody."""
    return bool(organisation_of(title) and organisation_of(other)) and titles_agree(title, other)


def _match(participant: Participant, same: list[Person], decided: Person | None) -> Match:
    if decided:
        return Match(MatchState.KNOWN, decided, same)
    if participant.identity == NEW or not same:
        return Match(MatchState.NEW, choices=same)
    if is_journalist(participant):
        fitting = [person for person in same if _is_of_the_press(person)]
    else:
        title = printed_title(participant)
        fitting = [
            person for person in same if any(may_be_one(title, one) for one in _titles(person))
        ]
    if len(fitting) == 1:
        return Match(MatchState.KNOWN, fitting[0], same)
    return Match(MatchState.AMBIGUOUS, choices=same)


def _titles(person: Person) -> list[str]:
    """A person's full title, by both names of the organisation; none without an office."""
    organisation = person.organisation
    if not person.title:
        return []
    if not organisation:
        return [person.title]
    names = {organisation.name, organisation.short_name or organisation.name}
    return [person.title if name in person.title else name + person.title for name in names]


def _is_of_the_press(person: Person) -> bool:
    """Works for a medium, is called 记者, or has signed something here."""
    organisation = person.organisation
    return (
        (organisation is not None and organisation.kind == OrganisationKind.MEDIA)
        or "记者" in person.title
        or person.has_reported
    )
