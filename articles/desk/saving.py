"""Keeping the desk's work: one correction at a time, each on the newest version."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.log_actions import log

from ..editorial_log import CORRECT_ACTION
from ..manuscripts.corrections import CorrectionError, article_at
from ..manuscripts.understanding import Article, Understanding
from ..models import Manuscript
from .correction import Correction, Done, Edit
from .drafts import is_drafted

__all__ = ["StaleError", "correct", "lock_version", "undo", "undoable"]

# Beside the understanding in `Manuscript.work`; understandings are read without it.
DESK = "desk"


class StaleError(Exception):
    """Somebody else changed the manuscript since the page was made."""

    def __init__(self, manuscript: Manuscript) -> None:
        who = manuscript.work.get(DESK, {}).get("who") or "有人"
        when = date_format(localtime(manuscript.changed_at), "n月j日 H:i")
        super().__init__(
            f"{who}在{when}改过这份稿件，您看到的已不是最新的；请刷新页面再改，您刚才的这一步没有保存。"
        )


def lock_version(pk: int, version: int) -> Manuscript:
    """The row, locked until the transaction ends. Raises StaleError, Manuscript.DoesNotExist."""
    manuscript = Manuscript.objects.select_for_update().get(pk=pk)
    if manuscript.version != version:
        raise StaleError(manuscript)
    return manuscript


def correct(
    pk: int, version: int, number: int, correction: Correction, user: AbstractBaseUser
) -> tuple[Manuscript, Done]:
    """Apply a valid correction to article `number`, and save. Raises CorrectionError too."""
    with transaction.atomic():
        manuscript = lock_version(pk, version)
        understanding = manuscript.understanding
        article = article_at(understanding, number)
        _refuse_drafted(manuscript, article)
        before = manuscript.work["articles"][number - 1]
        done = correction.apply(Edit(understanding, article, manuscript.text))
        _save(manuscript, understanding, user, {"number": number, "article": before})
        log(manuscript, CORRECT_ACTION, user=user, data={"said": done.message})
    return manuscript, done


def undo(pk: int, version: int, number: int, user: AbstractBaseUser) -> tuple[Manuscript, Done]:
    """Take the last correction back, once; it has to be of the article that is looked at."""
    with transaction.atomic():
        manuscript = lock_version(pk, version)
        before = undoable(manuscript, number)
        if before is None:
            raise CorrectionError("这一篇没有可以撤销的改动。")
        understanding = manuscript.understanding
        _refuse_drafted(manuscript, article_at(understanding, number))
        understanding.articles[number - 1] = Article.from_dict(before)
        _save(manuscript, understanding, user, None)
        done = Done("已撤销上一步。")
        log(manuscript, CORRECT_ACTION, user=user, data={"said": done.message})
    return manuscript, done


def undoable(manuscript: Manuscript, number: int) -> dict[str, Any] | None:
    """The article as it was before the last correction, if that was one of this article."""
    before = manuscript.work.get(DESK, {}).get("before")
    return before["article"] if before and before["number"] == number else None


def _refuse_drafted(manuscript: Manuscript, article: Article) -> None:
    if is_drafted(manuscript, article):
        raise CorrectionError("这一篇已经建了草稿，不能再在这里改；请到草稿里改。")


def _save(
    manuscript: Manuscript,
    understanding: Understanding,
    user: AbstractBaseUser,
    before: dict[str, Any] | None,
) -> None:
    desk = {"who": str(user), "before": before}
    manuscript.work = understanding.to_dict() | {DESK: desk}
    manuscript.version += 1
    manuscript.save(update_fields=["work", "version", "changed_at"])
