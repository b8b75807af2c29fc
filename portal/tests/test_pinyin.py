"""Addresses and the order of names."""

import pytest
from django.core.validators import validate_slug
from hypothesis import given
from hypothesis import strategies as st

from portal.pinyin import SLUG_LENGTH, initial, slugify_pinyin, sort_key


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("重庆汽车", "chong-qing-qi-che"),
        ("绿色金融2030圆桌", "lv-se-jin-rong-2030-yuan-zhuo"),
        ("“AI+汽车”新风口", "ai-qi-che-xin-feng-kou"),
        ("Port 4.0", "port-4-0"),
        ("！？", ""),
        ("", ""),
    ],
)
def test_titles_become_pinyin(text, slug):
    assert slugify_pinyin(text) == slug


def test_a_long_title_is_cut_at_a_syllable():
    slug = slugify_pinyin("汽车" * 60)
    assert len(slug) <= SLUG_LENGTH
    assert slug.endswith(("qi", "che"))


@given(st.text(max_size=200))
def test_whatever_the_title_the_slug_is_valid_or_empty(text):
    slug = slugify_pinyin(text)
    assert len(slug) <= SLUG_LENGTH
    if slug:
        validate_slug(slug)


def test_names_sort_and_file_by_sound():
    assert sorted(["周宝琴", "曹斌", "王志杰", "Ab"], key=sort_key) == [
        "Ab",
        "曹斌",
        "王志杰",
        "周宝琴",
    ]
    assert initial(sort_key("曹斌")) == "C"
    assert initial(sort_key("4号泊位")) == "#"
    assert initial("") == "#"
