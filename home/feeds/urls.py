"""Addresses that programs follow: promised to stay."""

from django.urls import path

from initiatives.subjects import SUBJECTS

from .views import CommitmentFeed, LedgerFeed, SectionFeed, SubjectFeed

urlpatterns = [
    path("feeds/commitments/", LedgerFeed(), name="ledger_feed"),
    path("feeds/commitments/<slug:code>/", CommitmentFeed(), name="commitment_feed"),
    *(
        path(f"feeds/{kind}/<slug:slug>/", SubjectFeed(), {"kind": kind}, name="subject_feed")
        for kind in SUBJECTS
    ),
    path("feeds/<slug:section>/", SectionFeed(), name="section_feed"),
]
