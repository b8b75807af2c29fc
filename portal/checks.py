"""What an operator is told at every start, because nothing else would say it."""

from typing import Any

from django.core.checks import CheckMessage, Info, register

from .fonts import font_in_use

__all__ = ["has_chinese_font"]


@register
def has_chinese_font(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Share images need one; without it pages simply have none, so it is no warning."""
    if font_in_use():
        return []
    return [
        Info(
            "没有找到中文字体：页面不带分享图和海报。",
            hint="Debian、Ubuntu：apt-get install fonts-noto-cjk，然后重启。",
            id="portal.I001",
        )
    ]
