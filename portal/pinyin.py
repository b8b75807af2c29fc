"""Chinese names and titles as pinyin: for addresses and for the order of lists."""

import re

from pypinyin import Style, lazy_pinyin, load_phrases_dict

# Place names of more than one reading that the dictionary's longest match can miss.
load_phrases_dict({"重庆市": [["chóng"], ["qìng"], ["shì"]], "重报": [["chóng"], ["bào"]]})

SLUG_LENGTH = 80
# Nobody types more of a long name; a Chinese name in full has three syllables.
MOST_SPOKEN = 20
NAME_LENGTH = 3


def syllables(text: str) -> list[str]:
    """Lower-case ASCII words: one per Chinese character, Latin and digits kept as they are."""
    words = lazy_pinyin(text, style=Style.NORMAL, errors=lambda chars: [chars], v_to_u=False)
    return re.findall(r"[a-z0-9]+", " ".join(words).lower())


def slugify_pinyin(text: str, max_length: int = SLUG_LENGTH) -> str:
    """`重庆汽车` → `chong-qing-qi-che`; empty when nothing in `text` can be read aloud.

    Cut at a word, so that an address never ends in half a syllable.
    """
    slug = ""
    for word in syllables(text):
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > max_length:
            break
        slug = longer
    return slug


def sort_key(text: str) -> str:
    """What a list of Chinese names is ordered by: `王志杰` → `wang zhi jie`."""
    return " ".join(syllables(text))


def spoken(key: str) -> str:
    """Forms of a sort key that somebody may type, with blanks between them.

    From each syllable on: run together, and the first letters. Of a name of three syllables also
    surname and initials, and the given name the other way round, which readers often mix up:
    `zhu hua rong` → `zhuhuarong zhr huarong hr rong r zhuhr zhuronghua zrh zhurh`.
    """
    parts = key.split()[:MOST_SPOKEN]
    forms: list[str] = []
    for start in range(len(parts)):
        forms += _aloud(parts[start:])
    if len(parts) == NAME_LENGTH:
        surname, first, second = parts
        forms += [surname + first[0] + second[0], surname + second[0] + first[0]]
        forms += _aloud([surname, second, first])
    return " ".join(dict.fromkeys(forms))


def _aloud(parts: list[str]) -> list[str]:
    return ["".join(parts), "".join(part[0] for part in parts)]


def initial(key: str) -> str:
    """The letter a sort key is filed under, `#` for anything that is not A–Z."""
    first = key[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"
