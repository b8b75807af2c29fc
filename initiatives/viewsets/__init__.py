from .assessments import AssessmentViewSet
from .commitments import CommitmentViewSet
from .people import OrganisationViewSet, PersonViewSet, TopicViewSet
from .progress import ProgressReportViewSet, ReplyViewSet

__all__ = [
    "AssessmentViewSet",
    "CommitmentViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "ProgressReportViewSet",
    "ReplyViewSet",
    "TopicViewSet",
]
