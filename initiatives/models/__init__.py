from .assessments import AppendOnlyError, Assessment, Evidence, same_substance, substance_of
from .commitments import CodeCounter, Commitment
from .initiatives import Goal, InitiativeIndexPage, InitiativePage, Milestone, Partner
from .mergeable import Mergeable, resolve, resolve_children
from .merges import Merge
from .people import Membership, Organisation, Person, Topic
from .progress import Contact, ProgressReport, Reply
from .reminders import Reminder

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "CodeCounter",
    "Commitment",
    "Contact",
    "Evidence",
    "Goal",
    "InitiativeIndexPage",
    "InitiativePage",
    "Membership",
    "Merge",
    "Mergeable",
    "Milestone",
    "Organisation",
    "Partner",
    "Person",
    "ProgressReport",
    "Reminder",
    "Reply",
    "Topic",
    "resolve",
    "resolve_children",
    "same_substance",
    "substance_of",
]
