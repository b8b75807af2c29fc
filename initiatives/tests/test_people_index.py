"""The index of people: by pinyin, each initial once."""

import re

import pytest

from .factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_people_are_filed_by_pinyin_with_each_initial_once(client):
    for name in ("赵一", "白二", "周三", "毕四"):
        PersonFactory(name=name)
    html = client.get("/people/").content.decode()
    assert re.findall(r'<h2 id="letter-\d+">(\w)</h2>', html) == ["B", "Z"]
