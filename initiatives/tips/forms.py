"""What a reader may send: an address, a few words, perhaps a contact."""

from typing import Any

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from ..models import SourceTip

__all__ = ["LONGEST_OPEN", "SHORTEST_OPEN", "TipForm", "new_stamp"]

# Seconds: nobody reads and fills in the form faster, no tab is meant after a day.
SHORTEST_OPEN, LONGEST_OPEN = 3, 24 * 3600
signer = TimestampSigner(salt="initiatives.tips")


def new_stamp(code: str) -> str:
    """When the form of one commitment was opened, signed."""
    return signer.sign(code)


def longest(name: str) -> int:
    return SourceTip._meta.get_field(name).max_length


class Words(forms.CharField):
    """Text by its own length: a browser sends line ends as two characters."""

    default_error_messages = {"null_characters_not_allowed": _("里面有不能保存的字符，请删去。")}

    def to_python(self, value: Any) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class WebAddress(forms.URLField):
    """A page that a reader could open: http and https only."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": _("这不像一个网址。请从浏览器的地址栏里整行复制，以 http 或 https 开头。"),
        "null_characters_not_allowed": _("里面有不能保存的字符，请删去。"),
    }


class TipForm(forms.Form):
    """An address or words, at least one; the stamp tells how long the form was open."""

    url = WebAddress(
        label=_("网址"),
        required=False,
        max_length=longest("url"),
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("公告、统计公报、报道等，谁都能打开的最好"),
    )
    text = Words(
        label=_("说明"),
        required=False,
        max_length=longest("text"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("看到了什么，在哪里，什么时候；不超过 1000 字"),
    )
    contact = Words(
        label=_("联系方式（可不填）"),
        required=False,
        max_length=longest("contact"),
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        help_text=_("电话、邮箱或微信，只供编辑部核实时联系，一年后删除"),
    )
    # Only a robot fills this in.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1"}))
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.fields["opened"].initial = new_stamp(code)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = {"url", "text"} & set(self.errors)
        if not told and not cleaned.get("url") and not cleaned.get("text"):
            self.add_error(None, _("网址和说明至少填一项。"))
        self._look_at_the_clock(cleaned.get("opened", ""))
        return cleaned

    def _look_at_the_clock(self, stamp: str) -> None:
        try:
            if signer.unsign(stamp, max_age=LONGEST_OPEN) != self.code:
                raise BadSignature
        except SignatureExpired:
            self._start_again(_("这个页面打开超过一天了。内容还在，请再按一次“提交”。"))
            return
        except BadSignature:
            self._start_again(_("这个页面没有打开完整。内容还在，请再按一次“提交”。"))
            return
        try:
            signer.unsign(stamp, max_age=SHORTEST_OPEN)
        except SignatureExpired:
            return
        self.add_error(None, _("提交得太快了，请看一遍，过几秒再按“提交”。"))

    def _start_again(self, message: str) -> None:
        """Ask once more, with a stamp that will do."""
        self.data = self.data | {"opened": new_stamp(self.code)}
        self.add_error(None, message)
