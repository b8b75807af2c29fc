from .assessments import AssessmentViewSet
from .commitments import CommitmentViewSet
from .contacts import ContactViewSet
from .merging import MergeViewSet
from .people import OrganisationViewSet, PersonViewSet, TopicViewSet
from .progress import ProgressReportViewSet
from .replies import ReplyViewSet
from .submissions import SubmissionsGroup
from .tips import SourceTipViewSet

__all__ = [
    "AssessmentViewSet",
    "CommitmentViewSet",
    "ContactViewSet",
    "MergeViewSet",
    "OrganisationViewSet",
    "PersonViewSet",
    "ProgressReportViewSet",
    "ReplyViewSet",
    "SourceTipViewSet",
    "SubmissionsGroup",
    "TopicViewSet",
]
