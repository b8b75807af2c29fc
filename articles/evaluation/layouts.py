"""The same manuscripts as other newspapers would hand them over: what is said stays the same."""

import random
from collections.abc import Callable

__all__ = ["LAYOUTS"]

CAPTIONS = (
    "星河工厂总装车间，工人在生产线上忙碌。（资料图片）记者 龙帆 摄",
    "图为园区全景。（受访单位供图）",
    "▲码头上，龙门吊正在作业。　记者　万小川　摄",
)
SHORTEST_BROKEN = 90  # characters of a paragraph that a column may break
SEED = 5


def wrapped(
    width: int, indent: bool = False, blank: float = 0, captions: float = 0
) -> Callable[[str], str]:
    """Every paragraph in lines of `width`; now and then a blank line or a caption between."""

    def lay_out(text: str) -> str:
        chance = random.Random(SEED)  # noqa: S311 (no secret)
        lines: list[str] = []
        for paragraph in text.split("\n"):
            words = paragraph.strip()
            if len(words) <= width or words[0] == "#" or "\t" in words or "\u3000\u3000" in words:
                lines.append(paragraph)
                continue
            words = "\u3000\u3000" + words if indent else words
            pieces = [words[place : place + width] for place in range(0, len(words), width)]
            for piece in pieces[:-1]:
                lines.append(piece)
                if chance.random() < captions:
                    lines += ["", chance.choice(CAPTIONS), ""]
                elif chance.random() < blank:
                    lines.append("")
            lines.append(pieces[-1])
        return "\n".join(lines)

    return lay_out


def broken_by_columns(text: str) -> str:
    """Half of the long paragraphs broken once, some around a caption."""
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = paragraph.strip()
        if len(words) <= SHORTEST_BROKEN or chance.random() < 0.5:
            lines.append(paragraph)
            continue
        place = chance.randint(30, len(words) - 20)
        caption = [chance.choice(CAPTIONS), ""] if chance.random() < 0.5 else []
        lines += [words[:place], "", *caption, words[place:]]
    return "\n".join(lines)


def without_blank_lines(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


LAYOUTS: dict[str, Callable[[str], str]] = {
    "broken by columns": broken_by_columns,
    "28 wide, indented": wrapped(28, indent=True),
    "20 wide": wrapped(20),
    "24 wide, captions": wrapped(24, indent=True, captions=0.05),
    "24 wide, blank lines": wrapped(24, blank=0.04, captions=0.03),
    "no blank lines": without_blank_lines,
}
