"""Drafts from a manuscript: pages, people, organisations and commitments, all or nothing."""

from dataclasses import dataclass, field
from json import dumps

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Comment, Page

from initiatives.models import Commitment, Organisation, Person

from .draft_bodies import Caption, write_body
from .draft_commitments import Speaker, draft_commitments
from .draft_people import Cast, clip
from .enums import RoundtableFormat
from .manuscripts.digest import article_digest
from .manuscripts.quotes import Quote
from .manuscripts.understanding import Article, BlockKind, Kind, Participant
from .matching import Match, MatchState, match_people, organisation_name, printed_title
from .models import (
    Appearance,
    ArticlePage,
    CommentaryIndexPage,
    CommentaryPage,
    Manuscript,
    ManuscriptDraft,
    RoundtableIndexPage,
    RoundtablePage,
)

__all__ = ["DraftReport", "DraftingError", "create_drafts"]

PROMISING = (BlockKind.STATEMENT, BlockKind.NARRATION)
STAND_IN_LENGTH = 20


class DraftingError(Exception):
    """Nothing was created; `messages` say in Chinese what has to be settled first."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@dataclass
class DraftReport:
    """What was made, what was there already, and what the editor has to see to."""

    created: list[Page] = field(default_factory=list)
    known: list[Page] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)  # those that are in no comment


def create_drafts(manuscript: Manuscript, user: AbstractBaseUser | None) -> DraftReport:
    """Drafts of every article that is wanted and has none yet; raises `DraftingError`.

    The same printed words never make a second draft, whoever brings them in, and when.
    """
    with transaction.atomic():
        manuscript = Manuscript.objects.select_for_update().get(pk=manuscript.pk)
        indexes = _locked_indexes()
        report = DraftReport()
        wanted = _without_drafts(manuscript, report)
        matches = [match_people(article) for article in wanted.values()]
        _refuse_ambiguous(list(wanted.values()), matches)
        try:
            drafter = _Drafter(manuscript, user, report, indexes, list(wanted.values()))
            for (digest, article), matched in zip(wanted.items(), matches, strict=True):
                drafter.draft(article, digest, matched)
            report.people = [person for _, person in drafter.cast.new_people]
            report.organisations = drafter.cast.new_organisations
        except ValidationError as error:
            raise DraftingError([f"没有建草稿：{one}" for one in error.messages]) from error
    return report


def _locked_indexes() -> dict[Kind, Page]:
    """Where articles belong, locked: of two imports at once, one waits for the other."""
    models = [RoundtableIndexPage, CommentaryIndexPage]
    pages = list(Page.objects.type(*models).order_by("pk").select_for_update().specific())
    found = {type(page): page for page in pages}
    if missing := [model._meta.verbose_name for model in models if model not in found]:
        raise DraftingError([f"网站里没有“{name}”，请先建立这个页面。" for name in missing])
    return {
        Kind.ROUNDTABLE: found[RoundtableIndexPage],
        Kind.ROUNDUP: found[RoundtableIndexPage],
        Kind.COMMENTARY: found[CommentaryIndexPage],
    }


def _without_drafts(manuscript: Manuscript, report: DraftReport) -> dict[str, Article]:
    """The articles still to be made, by digest; those there already are reported as known."""
    understanding = manuscript.understanding
    articles: dict[str, Article] = {}
    for article in understanding.articles:
        if not article.skipped:
            digest = article_digest(manuscript.text, article, understanding.published)
            articles.setdefault(digest, article)
    drafts = ManuscriptDraft.objects.filter(digest__in=articles).select_related("page")
    known = {draft.digest: draft.page for draft in drafts}
    report.known += [known[digest] for digest in articles if digest in known]
    return {digest: one for digest, one in articles.items() if digest not in known}


def _refuse_ambiguous(articles: list[Article], matches: list[dict[str, Match]]) -> None:
    messages = [
        _question(participant, matched[participant.key])
        for article, matched in zip(articles, matches, strict=True)
        for participant in article.participants
        if matched[participant.key].state == MatchState.AMBIGUOUS
    ]
    if messages:
        raise DraftingError(list(dict.fromkeys(messages)))


def _question(participant: Participant, match: Match) -> str:
    """Whom an ambiguous name may stand for."""
    choices = "、".join(
        f"{person.name}（{_full_title(person) or '无职务'}，编号 {person.pk}）"
        for person in match.choices
    )
    return (
        f"“{participant.name}”（{printed_title(participant) or '无职务'}）与已有的{choices}同名，"
        "请在右侧“人物”里选定。"
    )


def _full_title(person: Person) -> str:
    """With the organisation, also while that is a draft."""
    return f"{person.organisation.display_name if person.organisation else ''}{person.title}"


class _Drafter:
    """Makes the drafts of one manuscript, one article after another."""

    def __init__(
        self,
        manuscript: Manuscript,
        user: AbstractBaseUser | None,
        report: DraftReport,
        indexes: dict[Kind, Page],
        articles: list[Article],
    ) -> None:
        self.manuscript = manuscript
        self.user = user
        self.report = report
        self.indexes = indexes
        everybody = [one for article in articles for one in article.participants]
        self.cast = Cast(everybody, user)

    def draft(self, article: Article, digest: str, matches: dict[str, Match]) -> None:
        """One page with everything on it; lines of the report name the article."""
        lines: list[str] = []
        people = self.cast.people(article, matches, lines)
        page = self._page(article, lines)
        page.appearances = self._appearances(article, people, lines)
        marks = self._commitments(article, people, lines)
        body = write_body(article, people, marks, lines)
        page.body = dumps(body.stream)
        self.indexes[article.kind].add_child(instance=page)
        self._comment(page, body.captions)
        page.save_revision(user=self.user, log_action=True)
        ManuscriptDraft.objects.create(manuscript=self.manuscript, digest=digest, page=page)
        self.report.created.append(page)
        self.report.left_out += [f"《{page.title}》：{line}" for line in dict.fromkeys(lines)]

    def _page(self, article: Article, lines: list[str]) -> ArticlePage:
        model = CommentaryPage if article.kind == Kind.COMMENTARY else RoundtablePage
        page = model(
            title=clip(article.title or "", Page, "title", lines) or self._stand_in(article, lines),
            kicker=clip(article.kicker or "", ArticlePage, "kicker", lines),
            column=clip(article.column or "", ArticlePage, "column", lines),
            edition_date=self.manuscript.understanding.published,
            owner=self.user,
            live=False,
        )
        if article.kind == Kind.ROUNDUP:
            page.format = RoundtableFormat.ROUNDUP
        return page

    def _stand_in(self, article: Article, lines: list[str]) -> str:
        """A title for an article without one: how its text begins."""
        texts = [block.text.strip() for block in article.blocks if block.kind in PROMISING]
        title = next(filter(None, texts), self.manuscript.name)[:STAND_IN_LENGTH]
        lines.append(f"没有标题，暂用“{title}”，请改正。")
        return title

    def _appearances(
        self, article: Article, people: dict[str, Person], lines: list[str]
    ) -> list[Appearance]:
        """In printed order; nobody twice in one role."""
        rows: dict[tuple[int, str], Appearance] = {}
        for participant in article.participants:
            person = people.get(participant.key)
            if person is None:
                continue
            place = (person.pk, participant.role.value)
            if place in rows:
                lines.append(f"“{participant.name}”列了两次，只登记一次。")
                continue
            rows[place] = Appearance(
                person=person,
                role=participant.role.value,
                title=clip(printed_title(participant), Appearance, "title", lines),
                organisation=self._organisation(participant, person),
                sort_order=len(rows),
            )
        return list(rows.values())

    def _organisation(self, participant: Participant, person: Person) -> Organisation | None:
        """Whom somebody speaks for that day: as printed, else where they belong."""
        if organisation_name(participant):
            return self.cast.organisation(participant)
        return person.organisation

    def _commitments(
        self, article: Article, people: dict[str, Person], lines: list[str]
    ) -> dict[str, list[tuple[Quote, Commitment]]]:
        """By the key of the block they are said in."""
        found = {}
        for block in article.blocks:
            wanted = [one for one in block.candidates if not one.dropped]
            if not wanted:
                continue
            participant = article.participant(block.speaker)
            person = people.get(block.speaker or "")
            if participant is None or person is None or block.kind not in PROMISING:
                first = block.text[wanted[0].start : wanted[0].end]
                lines.append(f"“{first[:STAND_IN_LENGTH]}……”没有说话人，没有建承诺。")
                continue
            organisation = self._organisation(participant, person)
            speaker = Speaker(person, printed_title(participant), organisation)
            published = self.manuscript.understanding.published
            made = draft_commitments(block, speaker, published, self.user, lines)
            found[block.key] = made
            self.report.commitments += [commitment for _, commitment in made]
        return found

    def _comment(self, page: ArticlePage, captions: list[Caption]) -> None:
        """A reminder of each picture, beside its place; without a user they are reported."""
        for caption in captions:
            if self.user is None or not caption.path:
                self.report.captions.append(caption.text)
                continue
            comment = Comment(
                user=self.user,
                text=f"图片说明：{caption.text}（图片请另行上传）",
                contentpath=caption.path,
            )
            page.wagtail_admin_comments.add(comment)
