"""A manuscript at the desk, and an editor's steps there, for tests."""

import datetime as dt
import json

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ..manuscripts.understanding import Article, Block
from ..models import Manuscript

__all__ = [
    "PUBLISHED",
    "ROUNDTABLE",
    "correct",
    "count_queries",
    "first_article",
    "key_of",
    "said_by",
]

PUBLISHED = dt.date(2025, 9, 29)
ROUNDTABLE = """# 星河重工怎样过坎

重报圆桌会

嘉宾
李岚　星河重工集团党委书记、董事长
高远　澜江市工信局局长

主持人
本报记者　方晓

主持人：今年的目标是什么？
李岚：我们有信心。到2027年，集团将建成3座新工厂。明年年产量要超过100万辆。
高远：我们将在年底前出台《澜江市装备更新办法》。请大家监督。
"""


def correct(
    client: Client, manuscript: Manuscript, operation: str, article=1, version=None, **data
):
    """One step on the newest version, or on the one given."""
    manuscript.refresh_from_db()
    sent = {
        "operation": operation,
        "article": article,
        "version": manuscript.version if version is None else version,
        "data": data,
    }
    return client.post(
        reverse("manuscript_correct", args=[manuscript.pk]),
        json.dumps(sent),
        content_type="application/json",
        headers={"X-Requested-With": "XMLHttpRequest"},
    )


def first_article(manuscript: Manuscript) -> Article:
    manuscript.refresh_from_db()
    return manuscript.understanding.articles[0]


def key_of(manuscript: Manuscript, name: str) -> str:
    people = first_article(manuscript).participants
    return next(one.key for one in people if one.name == name)


def said_by(manuscript: Manuscript, name: str) -> Block:
    """The first thing that somebody of that name says."""
    key = key_of(manuscript, name)
    return next(block for block in first_article(manuscript).blocks if block.speaker == key)


def count_queries(client: Client, address: str) -> int:
    """Of a second look, when what is cached for good is cached."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
