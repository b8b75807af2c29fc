"""Pictures of articles: one address each, in no language."""

from django.urls import re_path

from .views import ArticleCard

urlpatterns = [
    # A number that any database can hold.
    re_path(r"^articles/(?P<pk>[0-9]{1,18})/card\.png$", ArticleCard.as_view(), name="article_card")
]
