"""Pictures and oEmbed: one address each, in no language."""

from django.urls import path

from .views import CommitmentCard, CommitmentPoster, OEmbedView, PersonCard

urlpatterns = [
    path("oembed/", OEmbedView.as_view(), name="oembed"),
    path("commitments/<slug:code>/card.png", CommitmentCard.as_view(), name="commitment_card"),
    path(
        "commitments/<slug:code>/poster.png", CommitmentPoster.as_view(), name="commitment_poster"
    ),
    path("people/<slug:slug>/card.png", PersonCard.as_view(), name="person_card"),
]
