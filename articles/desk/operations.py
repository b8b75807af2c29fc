"""Corrections as the page sends them: one form each, with its own messages at the fields."""

import datetime as dt
from typing import Any

from django import forms

from initiatives.enums import DeadlinePrecision
from initiatives.schedule import period_end

from ..manuscripts import corrections
from ..manuscripts.understanding import BlockKind, Kind
from .correction import Correction, Done, Edit, key_field
from .people import AddParticipant, Decide, RemoveParticipant, SetParticipant
from .targets import TargetFormSet

__all__ = ["BLOCK_KINDS", "KINDS", "OPERATIONS"]

KINDS = [(Kind.ROUNDTABLE, "圆桌"), (Kind.ROUNDUP, "热议"), (Kind.COMMENTARY, "评论")]
# What a block can be without a speaker.
BLOCK_KINDS = [
    (BlockKind.NARRATION, "叙述"),
    (BlockKind.HEADING, "小标题"),
    (BlockKind.SUBHEADING, "副题"),
    (BlockKind.CAPTION, "图片说明"),
    (BlockKind.BYLINE, "署名、嘉宾名单"),
    (BlockKind.TITLE, "标题"),
    (BlockKind.KICKER, "肩题"),
    (BlockKind.COLUMN, "栏目"),
]


class SetArticle(Correction):
    title = forms.CharField(label="标题", max_length=255, required=False)
    kicker = forms.CharField(label="肩题", max_length=60, required=False)
    column = forms.CharField(label="栏目", max_length=40, required=False)
    kind = forms.ChoiceField(label="体裁", choices=KINDS)
    skipped = forms.BooleanField(label="不建草稿", required=False)

    def apply(self, edit: Edit) -> Done:
        data = self.cleaned_data
        corrections.set_article(
            edit.article,
            data["title"],
            data["kicker"],
            data["column"],
            Kind(data["kind"]),
            data["skipped"],
        )
        return Done("这一篇不建草稿。" if data["skipped"] else "已改标题与体裁。", "desk-head")


class SetSpeaker(Correction):
    block = key_field()
    participant = key_field()

    def apply(self, edit: Edit) -> Done:
        block, participant = self.cleaned_data["block"], self.cleaned_data["participant"]
        corrections.set_speaker(edit.article, block, participant)
        name = corrections.find_participant(edit.article, participant).name
        return Done(f"这一段改为{name}的话。")


class SetKind(Correction):
    block = key_field()
    kind = forms.ChoiceField(choices=BLOCK_KINDS)

    def apply(self, edit: Edit) -> Done:
        block, kind = self.cleaned_data["block"], BlockKind(self.cleaned_data["kind"])
        corrections.set_kind(edit.article, block, kind)
        return Done(f"这一段改为{dict(BLOCK_KINDS)[kind]}。")


class Join(Correction):
    block = key_field()

    def apply(self, edit: Edit) -> Done:
        key, seam = corrections.join_with_previous(edit.article, self.cleaned_data["block"])
        return Done("已与上一段合并。", f"s-{key}-{seam}")


class Split(Correction):
    block = key_field()
    offset = forms.IntegerField()

    def apply(self, edit: Edit) -> Done:
        data = self.cleaned_data
        key = corrections.split(
            edit.understanding, edit.article, data["block"], data["offset"], edit.source
        )
        return Done("已拆成两段。", f"block-{key}")


class AddCandidate(Correction):
    block = key_field()
    start = forms.IntegerField()
    end = forms.IntegerField()

    def apply(self, edit: Edit) -> Done:
        data = self.cleaned_data
        corrections.add_candidate(
            edit.understanding, edit.article, data["block"], data["start"], data["end"]
        )
        return Done("已标为承诺，请在右侧核对数字与期限。", sentence_id(data))


class MoveCandidate(Correction):
    candidate = key_field()
    block = key_field()
    start = forms.IntegerField()
    end = forms.IntegerField()

    def apply(self, edit: Edit) -> Done:
        data = self.cleaned_data
        corrections.move_candidate(edit.article, data["candidate"], data["start"], data["end"])
        return Done("已改承诺的原话，请核对数字与期限。", sentence_id(data))


class DropCandidate(Correction):
    candidate = key_field()

    def apply(self, edit: Edit) -> Done:
        corrections.drop_candidate(edit.article, self.cleaned_data["candidate"])
        return Done("这句话不再标为承诺；可在右侧“不要的”里恢复。")


class RestoreCandidate(Correction):
    candidate = key_field()

    def apply(self, edit: Edit) -> Done:
        key = self.cleaned_data["candidate"]
        corrections.restore_candidate(edit.article, key)
        return Done("已恢复这项承诺。", f"candidate-{key}")


class SetCandidate(Correction):
    """Deadline here, the numbers in a formset beside it."""

    candidate = key_field()
    deadline = forms.DateField(
        label="期限",
        required=False,
        error_messages={"invalid": "期限请写成 2027-12-31 这样的日期。"},
    )
    precision = forms.ChoiceField(label="精度", choices=DeadlinePrecision.choices, required=False)

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        self.targets = TargetFormSet(data, prefix="targets")

    def clean(self) -> dict[str, Any]:
        """The date is the last day of the period named."""
        data = super().clean()
        deadline: dt.date | None = data.get("deadline")
        precision = data.get("precision") or DeadlinePrecision.NONE
        if deadline and precision == DeadlinePrecision.NONE:
            self.add_error("precision", "填了期限，请选精度：日、月、季、年或规划期。")
        elif deadline:
            try:
                data["deadline"] = period_end(deadline, precision)
            except (ValueError, OverflowError):
                self.add_error("deadline", "这个日期太远，请核对。")
        elif precision != DeadlinePrecision.NONE and "deadline" not in self.errors:
            self.add_error("deadline", "选了精度，请填期限；没有期限，精度请选“无”。")
        data["precision"] = precision
        return data

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.targets.is_valid()])

    @property
    def messages(self) -> dict[str, list[str]]:
        found = super().messages
        for form in self.targets:
            found |= {form.add_prefix(name): list(errors) for name, errors in form.errors.items()}
        if rows := self.targets.non_form_errors():
            found["__all__"] = list(rows)
        return found

    def apply(self, edit: Edit) -> Done:
        data = self.cleaned_data
        corrections.set_candidate(
            edit.article,
            data["candidate"],
            self.targets.targets,
            data["deadline"],
            data["precision"],
        )
        return Done("已改数字与期限。", f"candidate-{data['candidate']}")


OPERATIONS: dict[str, type[Correction]] = {
    "set_article": SetArticle,
    "set_speaker": SetSpeaker,
    "set_kind": SetKind,
    "join": Join,
    "split": Split,
    "add_candidate": AddCandidate,
    "move_candidate": MoveCandidate,
    "drop_candidate": DropCandidate,
    "restore_candidate": RestoreCandidate,
    "set_candidate": SetCandidate,
    "add_participant": AddParticipant,
    "set_participant": SetParticipant,
    "remove_participant": RemoveParticipant,
    "decide": Decide,
}


def sentence_id(data: dict[str, Any]) -> str:
    return f"s-{data['block']}-{data['start']}"
