"""What an editor changes about the people of an article; refused as in `corrections`."""

import re
from dataclasses import replace

from .corrections import CorrectionError, find_participant, new_key
from .people import organisation_of
from .understanding import Article, Participant, Role, Understanding

__all__ = ["add_participant", "decide", "remove_participant", "set_participant"]

# The blank that spreads a name of two characters over three; not the one in a foreign name.
SPREAD = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")


def add_participant(
    understanding: Understanding,
    article: Article,
    name: str,
    title: str,
    organisation: str,
    role: Role,
) -> str:
    """An empty organisation is read from the title; says the participant's key."""
    person = Participant(new_key(understanding, "p"), *_printed(name, title), role=role)
    person.organisation = organisation.strip() or organisation_of(person.title)
    _refuse_twin(article, person)
    article.participants.append(person)
    return person.key


def set_participant(
    article: Article, key: str, name: str, title: str, organisation: str, role: Role
) -> None:
    """Whoever was chosen for another name has to be chosen again."""
    person = find_participant(article, key)
    name, title = _printed(name, title)
    changed = replace(
        person,
        name=name,
        title=title,
        organisation=organisation.strip(),
        role=role,
        identity=person.identity if name == person.name else "",
    )
    _refuse_twin(article, changed)
    article.participants[article.participants.index(person)] = changed


def remove_participant(article: Article, key: str) -> None:
    person = find_participant(article, key)
    said = sum(block.speaker == key for block in article.blocks)
    if said:
        raise CorrectionError(
            f"“{person.name}”还有{said}段话，不能移除；请先在左侧把这些话改成别人说的，或改为叙述。"
        )
    article.participants.remove(person)


def decide(article: Article, key: str, identity: str) -> None:
    """Who it is: the pk of a person on record, "new", or "" to take the decision back."""
    person = find_participant(article, key)
    if identity not in ("", "new") and not identity.isdecimal():
        raise CorrectionError(f"请为“{person.name}”选定一个人，或选“新建”。")
    person.identity = identity


def _printed(name: str, title: str) -> tuple[str, str]:
    name, title = SPREAD.sub("", name.strip()), title.strip()
    if not name:
        raise CorrectionError("姓名不能为空。")
    return name, title


def _refuse_twin(article: Article, person: Participant) -> None:
    for one in article.participants:
        same = (one.name, one.title, one.role) == (person.name, person.title, person.role)
        if same and one.key != person.key:
            raise CorrectionError(f"已经有一位同样职务的“{person.name}”，不必再列一次。")
