"""An association's log-ins: made, put right, switched off; never a newsroom account in disguise."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser, Group
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.log_actions import log

from portal.models import User

from .enums import OrganisationKind
from .models import Organisation, Representative
from .notices import invited

__all__ = [
    "INVITE_ACTION",
    "SWITCH_OFF_ACTION",
    "SWITCH_ON_ACTION",
    "RepresentativeForm",
    "invite",
    "is_newsroom",
    "switch",
]

INVITE_ACTION = "initiatives.invite_representative"
SWITCH_ON_ACTION = "initiatives.switch_on_representative"
SWITCH_OFF_ACTION = "initiatives.switch_off_representative"
GROUP = "协会"
TAKEN = "用户名“{}”已经有人用，请换一个。每个账号只属于一个人，编辑部的账号不能改作协会账号。"


class RepresentativeForm(WagtailAdminModelForm):
    """A person with a log-in of their own. Whose association it is never changes afterwards."""

    association = forms.ModelChoiceField(
        label="协会",
        queryset=Organisation.objects.on_record().filter(kind=OrganisationKind.ASSOCIATION),
        error_messages={
            "required": "请选定协会。",
            "invalid_choice": "选中的协会已不在，请另选。",
        },
        help_text="名单里没有的，先在“机构”里登记，类别选“协会”。",
    )
    name = forms.CharField(label="姓名", max_length=User._meta.get_field("last_name").max_length)
    username = UsernameField(
        label="用户名",
        max_length=User._meta.get_field("username").max_length,
        validators=[UnicodeUsernameValidator()],
        help_text="登录用；汉字、字母、数字和 @ . + - _，不能有空格。",
    )
    email = forms.EmailField(label="邮箱", help_text="设置密码的链接和审核结果都发到这里。")

    class Meta:
        model = Representative
        fields = ["association", "name", "username", "email", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        user = self.instance.user
        self.initial.update(name=user.get_full_name(), username=user.username, email=user.email)
        for name in ("association", "username"):
            self.fields[name].disabled = True
        self.fields["association"].help_text = "不能改：换了协会的人，停用旧账号，另开一个。"
        self.fields["username"].help_text = "不能改。"

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        others = User.objects.filter(username__iexact=username)
        if self.instance.pk is None and others.exists():
            raise ValidationError(TAKEN.format(username))
        return username

    @transaction.atomic
    def save(self, commit: bool = True) -> Representative:
        """With the user behind it; a new one can't log in before setting a password."""
        is_new = self.instance.pk is None
        user = User(username=self.cleaned_data["username"]) if is_new else self.instance.user
        user.last_name, user.first_name = self.cleaned_data["name"], ""
        user.email = self.cleaned_data["email"]
        if is_new:
            user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=GROUP))
        self.instance.user = user
        return super().save(commit)


def is_newsroom(user: AbstractBaseUser) -> bool:
    """May enter the admin, or could; such an account is not for chief editors to change."""
    others = user.groups.exclude(name=GROUP).exists()
    return user.is_superuser or user.is_staff or others


@transaction.atomic
def invite(representative: Representative, by: AbstractBaseUser) -> None:
    """Mail the address where the password is set; any of them works until one has been used."""
    if not representative.user.is_active:
        raise ValidationError("账号已停用，先启用再发邮件。")
    log(representative, INVITE_ACTION, user=by)
    invited(representative)


@transaction.atomic
def switch(representative: Representative, by: AbstractBaseUser, *, on: bool) -> None:
    """Let somebody in, or keep them out from the next page on; what they sent stays."""
    user = User.objects.select_for_update().get(pk=representative.user_id)
    if user.is_active == on:
        return
    user.is_active = on
    user.save(update_fields=["is_active"])
    log(representative, SWITCH_ON_ACTION if on else SWITCH_OFF_ACTION, user=by)
