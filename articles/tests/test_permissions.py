"""Who may bring in manuscripts."""

import pytest
from django.contrib.auth.models import Group

from portal.tests.factories import UserFactory

from ..models import CommentaryIndexPage
from ..permissions import can_import

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("group", "allowed"), [("记者", True), ("编辑", True), ("主编", True), ("协会", False)]
)
def test_those_who_write_articles_may_import(group, allowed):
    user = UserFactory()
    assert not can_import(user)
    user.groups.add(Group.objects.get(name=group))
    user = type(user).objects.get(pk=user.pk)
    assert can_import(user) == allowed


def test_without_the_pages_that_articles_belong_to_nobody_may_import():
    CommentaryIndexPage.objects.get().delete()
    assert not can_import(UserFactory(is_superuser=True))
