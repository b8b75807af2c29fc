from .assessments import AppendOnlyError, Assessment, Evidence
from .commitments import CodeCounter, Commitment
from .initiatives import Goal, InitiativeIndexPage, InitiativePage, Milestone, Partner
from .people import Membership, Organisation, Person, Topic
from .progress import ProgressReport, Reply

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "CodeCounter",
    "Commitment",
    "Evidence",
    "Goal",
    "InitiativeIndexPage",
    "InitiativePage",
    "Membership",
    "Milestone",
    "Organisation",
    "Partner",
    "Person",
    "ProgressReport",
    "Reply",
    "Topic",
]
