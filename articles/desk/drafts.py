"""Which articles of a manuscript are drafts already, and what 创建草稿 would make of the rest."""

from dataclasses import dataclass, field

from wagtail.models import Page

from ..manuscripts.digest import article_digest
from ..manuscripts.understanding import Article, Participant
from ..matching import (
    MatchState,
    match_organisations,
    match_people,
    organisation_name,
    printed_title,
)
from ..models import Manuscript, ManuscriptDraft

__all__ = ["Plan", "drafts_by_number", "is_drafted", "plan_drafts"]


def drafts_by_number(manuscript: Manuscript, articles: list[Article]) -> dict[int, Page]:
    """The draft made of each article's words, in this manuscript or in another; one query."""
    digests = {number: _digest(manuscript, one) for number, one in enumerate(articles, 1)}
    rows = ManuscriptDraft.objects.filter(digest__in=set(digests.values()))
    pages = {row.digest: row.page for row in rows.select_related("page")}
    return {number: pages[digest] for number, digest in digests.items() if digest in pages}


def is_drafted(manuscript: Manuscript, article: Article) -> bool:
    return ManuscriptDraft.objects.filter(digest=_digest(manuscript, article)).exists()


def _digest(manuscript: Manuscript, article: Article) -> str:
    return article_digest(manuscript.text, article, manuscript.published)


@dataclass
class Undecided:
    """Somebody who may be one of several people on record."""

    article: int
    participant: Participant


@dataclass
class Plan:
    """What will be made, as the editor reads it before saying yes."""

    articles: list[tuple[int, Article]] = field(default_factory=list)
    people: list[Participant] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    commitments: int = 0
    undecided: list[Undecided] = field(default_factory=list)


def plan_drafts(manuscript: Manuscript, articles: list[Article]) -> Plan:
    """Every article that is not left out and has no draft yet."""
    drafted = drafts_by_number(manuscript, articles)
    plan = Plan()
    named: dict[str, None] = {}
    new: dict[tuple[str, str], Participant] = {}
    for number, article in enumerate(articles, 1):
        if article.skipped or number in drafted:
            continue
        plan.articles.append((number, article))
        for key, match in match_people(article).items():
            participant = article.participant(key)
            if match.state == MatchState.AMBIGUOUS:
                plan.undecided.append(Undecided(number, participant))
            elif match.state == MatchState.NEW:
                new.setdefault((participant.name, printed_title(participant)), participant)
            named.setdefault(organisation_name(participant))
        plan.commitments += sum(
            max(len(candidate.targets), 1)
            for block in article.statements
            for candidate in block.candidates
            if not candidate.dropped
        )
    known = match_organisations(named)
    plan.people = list(new.values())
    plan.organisations = [name for name in named if name and name not in known]
    return plan
