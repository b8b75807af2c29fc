"""The vocabulary: every choice a reader or an editor meets, with what it means.

The methodology page prints what `vocabulary` lists of them; nothing else defines them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """How a commitment stands, in the editors' judgement."""

    UNCHECKED = "unchecked", _("待核查")
    TOO_EARLY = "too_early", _("待观察")
    IN_PROGRESS = "in_progress", _("推进中")
    ON_TRACK = "on_track", _("按期推进")
    BEHIND = "behind", _("进度滞后")
    STALLED = "stalled", _("停滞")
    KEPT = "kept", _("已兑现")
    PARTLY_KEPT = "partly_kept", _("部分兑现")
    NOT_KEPT = "not_kept", _("未兑现")
    UNRATABLE = "unratable", _("难以判定")

    @property
    def description(self) -> str:
        """What the verdict says, for the methodology page and the seal's tooltip."""
        return str(VERDICT_MEANINGS[self])


VERDICT_MEANINGS = {
    Verdict.UNCHECKED: _("还没有人核查过。不代表没有进展，也不代表有进展。"),
    Verdict.TOO_EARLY: _("核查过，但期限未到，或尚无可以比较的资料，现在下判断为时过早。"),
    Verdict.IN_PROGRESS: _("有可查的资料表明已经动手，尚看不出能否按期完成。"),
    Verdict.ON_TRACK: _("进展与时间进度相符或更快。"),
    Verdict.BEHIND: _("进展落后于时间进度。"),
    Verdict.STALLED: _("较长时间没有可查的进展，或已知中止。须由主编核准。"),
    Verdict.KEPT: _("承诺的内容和数字都已做到，有依据可查。"),
    Verdict.PARTLY_KEPT: _("做到了一部分：数字未全部达到，或内容只完成一部分。"),
    Verdict.NOT_KEPT: _("期限已过而没有做到，且已请承诺方回应。须由主编核准。"),
    Verdict.UNRATABLE: _("说法过于含糊，或无法取得判断所需的资料。"),
}

OPEN_VERDICTS = (
    Verdict.TOO_EARLY,
    Verdict.IN_PROGRESS,
    Verdict.ON_TRACK,
    Verdict.BEHIND,
    Verdict.STALLED,
)
DECIDED_VERDICTS = (Verdict.KEPT, Verdict.PARTLY_KEPT, Verdict.NOT_KEPT)
# Nobody has said yet how it ended.
UNDECIDED_VERDICTS = (Verdict.UNCHECKED, *OPEN_VERDICTS)
# What only the chief editor may approve.
GRAVE_VERDICTS = (Verdict.NOT_KEPT, Verdict.STALLED)


class ScheduleState(models.TextChoices):
    """Where a commitment stands against its deadline; computed by `schedule`, never stored."""

    OPEN_ENDED = "open_ended", _("无期限")
    NOT_DUE = "not_due", _("未到期")
    DUE_SOON = "due_soon", _("90 日内到期")
    OVERDUE = "overdue", _("已逾期")
    DONE_EARLY = "done_early", _("提前完成")
    DONE_ON_TIME = "done_on_time", _("按时完成")
    DONE_LATE = "done_late", _("逾期完成")

    @property
    def description(self) -> str:
        """What the state says, for the methodology page."""
        return str(SCHEDULE_MEANINGS[self])


SCHEDULE_MEANINGS = {
    ScheduleState.OPEN_ENDED: _("说话人没有给出期限。"),
    ScheduleState.NOT_DUE: _("期限在九十天以后。"),
    ScheduleState.DUE_SOON: _("期限在今天起的九十天之内。"),
    ScheduleState.OVERDUE: _("期限已过，而未判定为已兑现。"),
    ScheduleState.DONE_EARLY: _("在期限所指的那一年（季、月、日）开始之前做到。"),
    ScheduleState.DONE_ON_TIME: _("在期限之内做到。"),
    ScheduleState.DONE_LATE: _("做到了，但在期限之后。"),
}


class EvidenceLevel(models.IntegerChoices):
    """How far a source can be trusted; the lower the number the better."""

    OFFICIAL = 1, _("官方数据")
    AUDIT = 2, _("第三方审计")
    NEWSROOM = 3, _("编辑部核实")
    ASSOCIATION = 4, _("协会汇总")
    SELF_REPORT = 5, _("会员自报")

    @property
    def description(self) -> str:
        """What counts as this level, for the methodology page."""
        return str(EVIDENCE_MEANINGS[self])


EVIDENCE_MEANINGS = {
    EvidenceLevel.OFFICIAL: _("政府部门、统计机构公布的数据，或依法披露的文件。"),
    EvidenceLevel.AUDIT: _("独立第三方的审计、检测或评估。"),
    EvidenceLevel.NEWSROOM: _("编辑部自己的采访、走访与查证。"),
    EvidenceLevel.ASSOCIATION: _("行业协会汇总会员情况后提供。"),
    EvidenceLevel.SELF_REPORT: _("承诺方自己报告，未经他人核实。"),
}


class CommitmentKind(models.TextChoices):
    """What sort of statement was made."""

    NUMBER = "number", _("数量指标")
    MILESTONE = "milestone", _("里程碑")
    SUPPORT = "support", _("支持政策")
    ONGOING = "ongoing", _("持续事项")
    CONDITIONAL = "conditional", _("附条件")

    @property
    def description(self) -> str:
        """What belongs here, for the methodology page."""
        return str(KIND_MEANINGS[self])


KIND_MEANINGS = {
    CommitmentKind.NUMBER: _("说出了要达到的数字。"),
    CommitmentKind.MILESTONE: _("说出了要做成的一件事，做成与否可以查证。"),
    CommitmentKind.SUPPORT: _("说要出台的政策，或对别人的支持。"),
    CommitmentKind.ONGOING: _("说要长期做下去的事，没有终点。"),
    CommitmentKind.CONDITIONAL: _("以别的事为前提的承诺。"),
}


class Comparator(models.TextChoices):
    """How the number reached compares with the number promised."""

    AT_LEAST = "at_least", "≥"
    AT_MOST = "at_most", "≤"
    EQUAL = "equal", "="
    INCREASE_BY = "increase_by", _("增长")


class Shift(models.TextChoices):
    """What became of the number and of the deadline when the same thing was said again."""

    RAISED = "raised", _("调高")
    LOWERED = "lowered", _("调低")
    SAME_NUMBER = "same_number", _("数字未变")
    NUMBER_DROPPED = "number_dropped", _("不再提数字")
    NUMBER_ADDED = "number_added", _("新提数字")
    INCOMPARABLE = "incomparable", _("口径不同不比较")
    POSTPONED = "postponed", _("推迟")
    BROUGHT_FORWARD = "brought_forward", _("提前")
    SAME_DEADLINE = "same_deadline", _("期限未变")
    DEADLINE_DROPPED = "deadline_dropped", _("不再提期限")
    DEADLINE_ADDED = "deadline_added", _("新设期限")

    @property
    def description(self) -> str:
        """When it is said, for the methodology page."""
        return str(SHIFT_MEANINGS[self])


SHIFT_MEANINGS = {
    Shift.RAISED: _("后来的目标值大于从前。“不超过”一类的数字，调高即要求放宽。"),
    Shift.LOWERED: _("后来的目标值小于从前。“不超过”一类的数字，调低即要求加严。"),
    Shift.SAME_NUMBER: _("两次的目标值相同。"),
    Shift.NUMBER_DROPPED: _("从前有数字，后来没有。"),
    Shift.NUMBER_ADDED: _("从前没有数字，后来有了。"),
    Shift.INCOMPARABLE: _("指标、单位或比较方式不同，两个数字不能相减。"),
    Shift.POSTPONED: _("后来的期限晚于从前。只说到年的，按年计。"),
    Shift.BROUGHT_FORWARD: _("后来的期限早于从前。只说到年的，按年计。"),
    Shift.SAME_DEADLINE: _("两次的期限是同一天。"),
    Shift.DEADLINE_DROPPED: _("从前有期限，后来没有。"),
    Shift.DEADLINE_ADDED: _("从前没有期限，后来有了。"),
}


class DeadlinePrecision(models.TextChoices):
    """How exactly the speaker named the deadline; the date is the last day of that period."""

    DAY = "day", "日"
    MONTH = "month", "月"
    QUARTER = "quarter", "季"
    YEAR = "year", "年"
    PLAN = "plan", "规划期"
    NONE = "none", "无"


class SourceState(models.TextChoices):
    """Whether the sentence still stands, word for word, in a published article."""

    NONE = "none", "尚无出处"
    INTACT = "intact", "出处有效"
    BROKEN = "broken", "出处失效"


class AssessmentStatus(models.TextChoices):
    PROPOSED = "proposed", "待批"
    PUBLISHED = "published", "已发布"
    REJECTED = "rejected", "已退回"


class AssessmentOrigin(models.TextChoices):
    """Why an assessment came to be."""

    EDITORIAL = "editorial", "编辑部判定"
    CORRECTION = "correction", "因更正重新核查"


class NewsroomRole(models.TextChoices):
    """In what capacity somebody acted: what readers learn instead of a name."""

    CHIEF = "chief", _("主编")
    EDITOR = "editor", _("编辑")
    REPORTER = "reporter", _("记者")
    ADMINISTRATOR = "administrator", _("管理员")


class TipState(models.TextChoices):
    """What the newsroom has made of something a reader sent."""

    OPEN = "open", "待看"
    USED = "used", "已采用"
    LAID_ASIDE = "laid_aside", "已搁置"


class ContactOutcome(models.TextChoices):
    """What became of one attempt to hear from somebody."""

    NO_ANSWER = "no_answer", "没有回音"
    PROMISED = "promised", "答应答复"
    ANSWERED = "answered", "已答复"


class ReminderStage(models.IntegerChoices):
    """How many days before a deadline its editor is told; the smaller, the more urgent."""

    DUE = 0, "到期"
    MONTH = 30, "30 日内到期"
    QUARTER = 90, "90 日内到期"


class ReportStatus(models.TextChoices):
    """How far a report has come; only 已采用 is public and counts."""

    SUBMITTED = "submitted", "待审"
    QUERIED = "queried", "请补充"
    ACCEPTED = "accepted", "已采用"
    REJECTED = "rejected", "未采用"
    REPLACED = "replaced", "已由新的申报更替"
    WITHDRAWN = "withdrawn", "申报方已撤回"


# Nobody has decided for good: the newsroom or the association has the next word.
OPEN_REPORTS = (ReportStatus.SUBMITTED, ReportStatus.QUERIED)
# Not refused, replaced or withdrawn: the association may still take it back.
STANDING_REPORTS = (*OPEN_REPORTS, ReportStatus.ACCEPTED)


class DecisionKind(models.TextChoices):
    """What was done about a report, once it had been sent in."""

    ACCEPTED = "accepted", "采用"
    CHANGED = "changed", "修改后采用"
    QUERIED = "queried", "请补充"
    REJECTED = "rejected", "不采用"
    VERIFIED = "verified", "编辑部核实"
    TAKEN_BACK = "taken_back", "收回决定"
    REPLACED = "replaced", "由新的申报更替"
    WITHDRAWN = "withdrawn", "申报方撤回"


class ReturnState(models.TextChoices):
    """How far an uploaded workbook has come."""

    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    MAPPING = "mapping", "请核对列名"
    CHECKED = "checked", "请核对后提交"
    SUBMITTING = "submitting", "正在提交"
    SUBMITTED = "submitted", "已提交"
    FAILED = "failed", "没有读成"
    DISCARDED = "discarded", "已放弃"


# A worker has it, or should have.
RETURNS_AT_WORK = (ReturnState.WAITING, ReturnState.READING, ReturnState.SUBMITTING)


class RowState(models.TextChoices):
    """What is to become of one row of a workbook; each row read is in exactly one."""

    READY = "ready", "可以提交"
    CONFIRM = "confirm", "请确认"
    BLOCKED = "blocked", "必须修改"
    UNCHANGED = "unchanged", "没有变化"
    BLANK = "blank", "未填"
    SUBMITTED = "submitted", "已提交"


class RowChange(models.TextChoices):
    """How a row compares with what was sent in for the same commitment, member and date."""

    NEW = "new", "新增"
    CHANGED = "changed", "有改动"
    UNCHANGED = "unchanged", "没有变化"


class Grade(models.TextChoices):
    """How much a problem in a cell matters."""

    MUST = "must", "必须修改"
    CONFIRM = "confirm", "请确认"


class OrganisationKind(models.TextChoices):
    DEPARTMENT = "department", _("政府部门")
    DISTRICT = "district", _("区县与新区")
    COMPANY = "company", _("企业")
    ASSOCIATION = "association", _("协会")
    INSTITUTE = "institute", _("科研院所")
    MEDIA = "media", _("媒体")


class InitiativeStatus(models.TextChoices):
    PLANNED = "planned", _("筹划中")
    RUNNING = "running", _("进行中")
    FINISHED = "finished", _("已结束")
    UNKNOWN = "unknown", _("未载明")


class PartnerRole(models.TextChoices):
    LEAD = "lead", _("牵头")
    PARTNER = "partner", _("参与")
