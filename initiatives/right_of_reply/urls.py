"""The secret address where an organisation answers: in Chinese, as it was asked."""

from django.urls import path

from .views import ReplyByLinkView

urlpatterns = [path("<str:token>/", ReplyByLinkView.as_view(), name="reply_by_link")]
