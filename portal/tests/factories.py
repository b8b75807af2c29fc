"""Users and pictures for tests."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

__all__ = ["PASSWORD", "ImageFactory", "UserFactory"]

PASSWORD = "一个够长的口令2026"


class UserFactory(DjangoModelFactory):
    """A user; `UserFactory(group="编辑")` puts them into one of the newsroom's groups."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    last_name = factory.Sequence(lambda number: f"用户{number}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def group(self, create: bool, name: str | None, **kwargs) -> None:
        if create and name:
            self.groups.add(Group.objects.get(name=name))


class ImageFactory(wagtail_factories.ImageFactory):
    """A small picture with its credit."""

    title = factory.Sequence(lambda number: f"图片{number}")
    credit = "示意图"
