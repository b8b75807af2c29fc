from .assessments import AppendOnlyError, Assessment, same_substance, substance_of
from .codes import CodeCounter
from .commitments import Commitment
from .evidence import Evidence
from .initiatives import Goal, InitiativeIndexPage, InitiativePage, Milestone, Partner
from .mergeable import Mergeable, resolve, resolve_children
from .merges import Merge
from .people import Membership, Organisation, Person, Topic
from .progress import Decision, EvidenceFile, ProgressReport
from .reminders import Reminder
from .replies import Contact, Reply, ReplyLink
from .returns import ColumnMapping, Message, Representative, Return, ReturnRow
from .tips import SourceTip

__all__ = [
    "AppendOnlyError",
    "Assessment",
    "CodeCounter",
    "ColumnMapping",
    "Commitment",
    "Contact",
    "Decision",
    "Evidence",
    "EvidenceFile",
    "Goal",
    "InitiativeIndexPage",
    "InitiativePage",
    "Membership",
    "Merge",
    "Mergeable",
    "Message",
    "Milestone",
    "Organisation",
    "Partner",
    "Person",
    "ProgressReport",
    "Reminder",
    "Reply",
    "ReplyLink",
    "Representative",
    "Return",
    "ReturnRow",
    "SourceTip",
    "Topic",
    "resolve",
    "resolve_children",
    "same_substance",
    "substance_of",
]
