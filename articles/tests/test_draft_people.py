"""What a draft of an organisation says before anybody has looked at it."""

import pytest

from ..draft_people import guess_kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市经信委", "department"),
        ("澜江市市场监管局", "department"),
        ("市经济信息委汽车工业处", "department"),
        ("澜江市中级人民法院", "department"),
        ("沙坪坝区委", "district"),
        ("两江新区", "district"),
        ("璧山高新区管委会", "district"),
        ("星河重工集团", "company"),
        ("梧桐科技", "company"),
        ("澜江市汽车商业协会", "association"),
        ("澜江大学", "institute"),
        ("中国汽车工程研究院", "institute"),
        ("新重庆-重庆日报", "media"),
        ("澜江报业传媒集团", "media"),
    ],
)
def test_the_kind_of_an_organisation_is_guessed_from_its_name(name, kind):
    assert guess_kind(name) == kind
