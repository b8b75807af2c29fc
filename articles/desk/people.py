"""Corrections of who takes part, and who on record that is."""

from django import forms

from initiatives.finding import KEY_FORM
from initiatives.models import Person as KnownPerson

from ..enums import AppearanceRole
from ..manuscripts import casting
from ..manuscripts.corrections import CorrectionError, find_participant
from ..manuscripts.understanding import Role
from ..matching import NEW, match_people
from .correction import Correction, Done, Edit, key_field

__all__ = ["AddParticipant", "Decide", "RemoveParticipant", "SetParticipant"]


class Person(Correction):
    """What is printed about somebody who takes part."""

    name = forms.CharField(label="姓名", max_length=40, error_messages={"required": "请填姓名。"})
    title = forms.CharField(label="见报职务（含单位）", max_length=150, required=False)
    organisation = forms.CharField(label="其中的单位", max_length=80, required=False)
    role = forms.ChoiceField(label="身份", choices=AppearanceRole.choices)

    def printed(self) -> tuple[str, str, str, Role]:
        data = self.cleaned_data
        return data["name"], data["title"], data["organisation"], Role(data["role"])


class AddParticipant(Person):
    def apply(self, edit: Edit) -> Done:
        key = casting.add_participant(edit.understanding, edit.article, *self.printed())
        return Done(f"已添加{self.cleaned_data['name']}。", f"person-{key}")


class SetParticipant(Person):
    participant = key_field()

    def apply(self, edit: Edit) -> Done:
        key = self.cleaned_data["participant"]
        casting.set_participant(edit.article, key, *self.printed())
        return Done(f"已改{self.cleaned_data['name']}的姓名、职务与身份。", f"person-{key}")


class RemoveParticipant(Correction):
    participant = key_field()

    def apply(self, edit: Edit) -> Done:
        key = self.cleaned_data["participant"]
        name = find_participant(edit.article, key).name
        casting.remove_participant(edit.article, key)
        return Done(f"已移除{name}。", "desk-people")


def standing(identity: str) -> str:
    """The number chosen, or that of the one whom it has been merged into since."""
    if not KEY_FORM.fullmatch(identity):
        return identity
    kept = KnownPerson.objects.successors([int(identity)])
    return str(kept.get(int(identity), identity))


class Decide(Correction):
    participant = key_field()
    identity = forms.CharField(
        max_length=20, error_messages={"required": "请选定是哪一位，或选“新建”。"}
    )

    def apply(self, edit: Edit) -> Done:
        """Somebody of the same name only: the page offers no others."""
        key, identity = self.cleaned_data["participant"], standing(self.cleaned_data["identity"])
        person = find_participant(edit.article, key)
        match = match_people(edit.article)[key]
        offered = {str(one.pk) for one in (match.person, *match.choices) if one}
        if identity != NEW and identity not in offered:
            raise CorrectionError(f"选中的人物不在可选之列，请刷新页面后再选定“{person.name}”。")
        casting.decide(edit.article, key, identity)
        return Done(f"已选定{person.name}。", f"person-{key}")
