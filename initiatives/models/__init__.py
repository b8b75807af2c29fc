from .assessments import AppendOnlyError, Assessment, Evidence, same_substance, substance_of
from .commitments import CodeCounter, Commitment
from .initiatives import Goal, InitiativeIndexPage, InitiativePage, Milestone, Partner
from .merges import Merge
from .people import Membership, Mergeable, Organisation, Person, Topic
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
    "same_substance",
    "substance_of",
]
