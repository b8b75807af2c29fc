"""A manuscript's text in, an `Understanding` out."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from .attribution import Attribution, Mention, find_attributions, sentences
from .folding import fold
from .layout import Unit, cut, read_units
from .people import (
    COMPOUND,
    find_introductions,
    is_name,
    looks_like_title,
    organisation_of,
    tidy_name,
)
from .promises import find_promises, own_names
from .structure import Part, Piece, read_parts
from .understanding import (
    Article,
    Block,
    BlockKind,
    Candidate,
    Kind,
    Participant,
    Role,
    Understanding,
)

__all__ = ["understand"]

CONTINUES = re.compile(
    r"[“]?(?:[二三四五六七八九十]是|其[二三四五]|第[二三四五]|再次|最后|此外|另外|同时|与此同时|"
    r"接下来|下一步|今后|未来|还有|除此之外|不仅如此|更重要的是|具体来说|具体而言|比如|例如|“)"
)
FIRST_PERSON = re.compile(
    r"我们|我(?=[市区县省院校所局委厂将要想们也还的家])|咱们|本公司|该公司|该区|该县|该集团|公司将|集团将|协会将|企业将"
)
TOLD_BY_REPORTER = re.compile(r"^[^“”]*(?<!向)(?<!给)(?<!诉)记者")
ASIDE = re.compile(r"（[^（）]+）")  # a note of the newspaper's
HE_WENT_ON = re.compile(
    r"(?:他|她)(?:还|也|又|同时|随即|接着|随后|给记者|拿出|翻出|指着|所说|口中)"
)
NOBODY = re.compile(
    r"(?:一位|多位|有|不少|几位|许多|部分|在场的?|与会的?)[^，。]{0,10}(?:市民|代表|委员|人士|企业家|嘉宾|负责人|工人|村民|网友|读者)[^，"
    r"。]{0,6}(?:说|表示|认为)|大家|与会者|记者(?:看到|了解到|发现|注意到|从|获悉)|据了解|据悉|据介绍|业内人士|座谈会|会议"
)
LABELS_OF_MODERATOR = re.compile(r"(?:主持人?|问|提问|Q)")
LABELS_OF_REPORTER = re.compile(r"(?:本报|[^，。：]{0,8}报)?记者|编者")
LABELLED = re.compile(r"(?P<label>[^，。！？；：“”]{1,36})：")
LABEL_NOISE = re.compile(r"^[●■◆▲▶•○◇\[【（*·\s]+|[\]】）*\s]+$")
FORMS_OF_ADDRESS = (
    r"总|工|董|导|博士|老师|阿姨|大姐|大哥|大爷|大妈|大娘|师傅|先生|女士|叔|姨|哥|姐|老"
)
DIALOGUE_SHARE = 0.4
OPENING_LENGTH = 12  # characters before the first name of a paragraph about somebody


class _Keys:
    """Keys that are never given twice in one manuscript: b1, p2, c3, …"""

    def __init__(self) -> None:
        self.given = Counter()

    def next(self, letter: str) -> str:
        self.given[letter] += 1
        return f"{letter}{self.given[letter]}"


def understand(text: str, published: dt.date) -> Understanding:
    """Everything that the rules see in a text. Never raises, whatever the text."""
    keys = _Keys()
    parts = read_parts(read_units(text))
    return Understanding(
        published, [_ArticleReader(part, published, keys).read() for part in parts]
    )


class _ArticleReader:
    """One article: who takes part, who says which paragraph, what they promise."""

    def __init__(self, part: Part, published: dt.date, keys: _Keys) -> None:
        self.part = part
        self.published = published
        self.keys = keys
        self.people: list[Participant] = []
        self.by_name: dict[str, list[Participant]] = {}
        self.hinted: dict[str, list[Participant]] = {}  # named with a title, silent so far
        self.counts = self._count_short_strings()
        self.speaker: Participant | None = None
        self.dialogue = False  # turns are marked 某某：……
        self.warnings: list[str] = []
        self.moderator_speaks = False

    def read(self) -> Article:
        for entry in self.part.entries:
            self._take_part(self._person(entry.name, entry.title, entry.role))
        texts = [piece.unit for piece in self.part.pieces if piece.kind == BlockKind.NARRATION]
        self.dialogue = self._is_dialogue(texts)
        blocks = [
            block
            for piece in self.part.pieces
            for block in (
                self._read_paragraph(piece)
                if piece.kind == BlockKind.NARRATION
                else self._stand_alone(piece)
            )
        ]
        kind = self._kind()
        if kind == Kind.COMMENTARY:
            self._forget_statements(blocks)
        else:
            self._find_commitments(blocks)
        self._check(kind, blocks)
        return Article(
            kind=kind,
            title=self.part.title,
            kicker=self.part.kicker,
            column=self.part.column,
            participants=self.people,
            blocks=blocks,
            warnings=self.warnings,
        )

    def _count_short_strings(self) -> Counter[str]:
        """How often what may be a name occurs: settles 高远 against 高远站."""
        counts: Counter[str] = Counter()
        for piece in self.part.pieces:
            for one in find_introductions(piece.unit.folded):
                for length in (2, 3, 4):
                    counts[piece.unit.folded[one.start : one.start + length]] = 0
        if counts:
            for piece in self.part.pieces:
                folded = piece.unit.folded
                for length in (2, 3, 4):
                    for place in range(len(folded) - length + 1):
                        short = folded[place : place + length]
                        if short in counts:
                            counts[short] += 1
        return counts

    def _person(self, name: str, title: str, role: Role) -> Participant:
        return Participant("", name, title, organisation_of(title), role)

    def _take_part(self, person: Participant) -> Participant:
        """Among the participants from now on, once."""
        if person.key:
            return person
        person.key = self.keys.next("p")
        self.people.append(person)
        self.by_name.setdefault(person.name, []).append(person)
        hinted = self.hinted.get(person.name, [])
        if person in hinted:
            hinted.remove(person)
        return person

    def _stand_alone(self, piece: Piece) -> list[Block]:
        if piece.kind in (BlockKind.HEADING, BlockKind.SUBHEADING):
            self.in_section = True
            self.speaker_before = self.speaker
            self.fresh_section = True
        return [self._block(piece.kind, piece.unit)]

    fresh_section = True

    def _block(self, kind: BlockKind, unit: Unit, speaker: Participant | None = None) -> Block:
        return Block(
            self.keys.next("b"), kind, unit.spans, unit.text, speaker.key if speaker else None
        )

    # Turns with a label

    def _is_dialogue(self, units: list[Unit]) -> bool:
        """Whether turns are marked by labels, so that a paragraph without one goes on a turn."""
        labels = sum(self._label(unit.folded) is not None for unit in units)
        return labels >= 2 and labels >= DIALOGUE_SHARE * len(units)

    def _label(self, folded: str) -> tuple[int, object] | None:
        """(end, who) of a label at the head of a turn: a participant, or 主持人 and 记者."""
        match = LABELLED.match(folded)
        if not match or match.end() >= len(folded):
            return None
        label = LABEL_NOISE.sub("", match["label"])
        if LABELS_OF_MODERATOR.fullmatch(label):
            return match.end(), "主持人"
        if LABELS_OF_REPORTER.fullmatch(label):
            return match.end(), "记者"
        name = tidy_name(label)
        if name in self.by_name:
            return match.end(), name
        label = re.sub(r"[（][^（）]*[）]$", "", label)
        if tidy_name(label) in self.by_name:
            return match.end(), tidy_name(label)
        moderator = re.fullmatch(r"(?:主持人|记者|本报记者)[ ]*(.+)", label)
        if moderator and is_name(tidy_name(moderator[1])):
            return match.end(), tidy_name(moderator[1])
        for length in (4, 3, 2):
            last, title = label[-length:], label[:-length].strip("，、 ")
            if title and is_name(last) and looks_like_title(title):
                return match.end(), (last, title)
        bracket = re.fullmatch(r"(?P<name>.{2,4})[（](?P<title>.+)[）]", match["label"].strip())
        if bracket and is_name(bracket["name"]):
            return match.end(), (bracket["name"], bracket["title"])
        if known := self._called(label):
            return match.end(), known
        return None

    def _called(self, label: str) -> Participant | None:
        """Whom 李局长 or 王总 stands for: the one guest of that surname, or whose title fits."""
        short = tidy_name(label)
        if not 2 <= len(short) <= 5:
            return None
        same = [
            one
            for one in self.people
            if short.startswith(one.name[:2] if one.name[:2] in COMPOUND else one.name[:1])
        ]
        office = short[2:] if short[:2] in COMPOUND else short[1:]
        fitting = [one for one in same if office in one.title]
        if len(fitting) != 1:
            fitting = [one for one in same if office[-1] in one.title]
        if len(fitting) == 1:
            return fitting[0]
        is_form = bool(re.fullmatch(FORMS_OF_ADDRESS, office)) or looks_like_title(office)
        return same[0] if len(same) == 1 and is_form else None

    def _labelled_speaker(self, who: object, label: str) -> Participant | None:
        if isinstance(who, Participant):
            return who
        if isinstance(who, tuple):
            name, title = who
            known = self._known(name, title)
            return self._take_part(known or self._person(name, title, Role.GUEST))
        if who == "主持人":
            self.moderator_speaks = True
            hosts = [one for one in self.people if one.role == Role.MODERATOR]
            return hosts[0] if hosts else self._asking_reporter()
        if who == "记者":
            self.moderator_speaks = True
            return self._asking_reporter()
        known = self.by_name.get(who)
        if known:
            return known[0]
        role = Role.MODERATOR if "主持" in label or "记者" in label else Role.GUEST
        return self._take_part(self._person(who, "", role))

    def _asking_reporter(self) -> Participant | None:
        """The one reporter of the byline asks the questions and is the moderator."""
        hosts = [one for one in self.people if one.role == Role.MODERATOR]
        if hosts:
            return hosts[0]
        reporters = [one for one in self.people if one.role == Role.REPORTER]
        if len(reporters) == 1:
            reporters[0].role = Role.MODERATOR
            return reporters[0]
        return None

    # Running text

    def _read_paragraph(self, piece: Piece) -> list[Block]:
        unit = piece.unit
        fresh, self.fresh_section = self.fresh_section, False
        if self.dialogue and (label := self._label(unit.folded)):
            end, who = label
            self.speaker = self._labelled_speaker(who, unit.folded[:end])
            self.turn = True
            unit.text, unit.origin = unit.text[end:].lstrip(), unit.origin[end:]
            unit.origin = unit.origin[len(unit.origin) - len(unit.text) :]
            unit.folded = fold(unit.text)
            return [self._block(BlockKind.STATEMENT, unit, self.speaker)]
        if ASIDE.fullmatch(unit.folded):
            self._remember(BlockKind.NARRATION, unit.folded)
            return [self._block(BlockKind.NARRATION, unit)]
        named = sorted(self._mentions(unit), key=lambda one: one[0])
        attributions = find_attributions(unit.folded, named) or _about(unit.folded, named)
        if not attributions:
            return [self._without_attribution(unit, fresh)]
        if self.dialogue and self.turn and self.speaker and not fresh:
            return [self._block(BlockKind.STATEMENT, unit, self.speaker)]
        return list(self._split_by_speaker(unit, attributions, named))

    turn = False
    last_kind = BlockKind.NARRATION
    last_text = ""

    def _without_attribution(self, unit: Unit, fresh: bool) -> Block:
        """Somebody goes on speaking, or the newspaper tells."""
        goes_on = (
            self.speaker is not None
            and self.last_kind == BlockKind.STATEMENT
            and self._goes_on(unit.folded, fresh)
        )
        if self.dialogue and self.turn and not fresh:
            goes_on = True
        kind = BlockKind.STATEMENT if goes_on else BlockKind.NARRATION
        self._remember(kind, unit.folded)
        return self._block(kind, unit, self.speaker if goes_on else None)

    def _goes_on(self, folded: str, fresh: bool) -> bool:
        if NOBODY.search(folded[:40]) or TOLD_BY_REPORTER.search(folded):
            return False
        if self.last_text.count("“") > self.last_text.count("”"):
            return True
        if fresh:
            return False
        if CONTINUES.match(folded) or HE_WENT_ON.match(folded):
            return True
        if FIRST_PERSON.search(folded[:30]):
            return True
        head = folded[:24]
        own = own_names(self.speaker.title) if self.speaker else frozenset()
        return any(name in head for name in own) and bool(
            re.search(r"将|计划|要|力争|预计", folded)
        )

    def _remember(self, kind: BlockKind, folded: str) -> None:
        self.last_kind, self.last_text = kind, folded

    def _mentions(self, unit: Unit) -> Iterator[Mention]:
        """Everybody named here, known or newly introduced with a title."""
        folded = unit.folded
        introductions = find_introductions(folded, self.counts)
        taken = set()
        for one in introductions:
            taken.update(range(one.title_start, one.end))
            printed = unit.text[one.title_start : one.start].strip()
            yield one.title_start, one.start, one.end, self._introduced(one.name, printed)
        for start, name in self._names_in(folded):
            if start not in taken and (known := self._known(name, "")):
                yield start, start, start + len(name), known

    def _names_in(self, folded: str) -> Iterator[tuple[int, str]]:
        """Known names in a text, the longest reading first, in one pass."""
        position = 0
        while position < len(folded) - 1:
            for length in (4, 3, 2):
                name = folded[position : position + length]
                if name in self.by_name or self.hinted.get(name):
                    yield position, name
                    position += length - 1
                    break
            position += 1

    def _introduced(self, name: str, title: str) -> Participant:
        known = self._known(name, title)
        if known:
            if not known.title:
                known.title, known.organisation = title, organisation_of(title)
            return known
        person = self._person(name, title, Role.GUEST)
        self.hinted.setdefault(name, []).append(person)
        return person

    def _known(self, name: str, title: str) -> Participant | None:
        """Somebody of that name; of two, the one whose title fits, else the latest."""
        same = [*self.by_name.get(name, []), *self.hinted.get(name, [])]
        if not same:
            return None
        if not title:
            return same[-1] if self.speaker not in same else self.speaker
        for one in same:
            if one.title and (title in one.title or one.title in title):
                return one
        for one in same:
            if not one.title or one.role != Role.GUEST:
                return one
        fitting = [one for one in same if _close(one.title, title)]
        return fitting[0] if fitting else None

    def _split_by_speaker(
        self, unit: Unit, attributions: list[Attribution], named: list[Mention]
    ) -> Iterator[Block]:
        """Runs of sentences of one speaker; sentences without a name follow the one before."""
        spans = sentences(unit.folded, named)
        owners: list[Participant | None] = []
        current: Participant | None = None
        for start, end in spans:
            here = [one for one in attributions if start <= one.start < end]
            speakers = []
            for one in here:
                person = one.speaker or current or _last_before(one.start, named) or self.speaker
                if isinstance(person, Participant):
                    speakers.append(person)
            if speakers:
                current = self._take_part(speakers[0])
            owners.append(current)
        first = next((owner for owner in owners if owner), None)
        if first is None:
            self._remember(BlockKind.NARRATION, unit.folded)
            yield self._block(BlockKind.NARRATION, unit)
            return
        owners = [owner or first for owner in owners]
        rest, offset = unit, 0
        for number in range(1, len(spans) + 1):
            if number < len(spans) and owners[number] is owners[number - 1]:
                continue
            owner = owners[number - 1]
            if number < len(spans):
                position = spans[number][0] - offset
                piece, rest = cut(rest, position)
                offset = spans[number][0]
                yield self._block(BlockKind.STATEMENT, piece, owner)
            else:
                yield self._block(BlockKind.STATEMENT, rest, owner)
            self.speaker = owner
        self._remember(BlockKind.STATEMENT, unit.folded)

    # The whole

    def _kind(self) -> Kind:
        if self.part.kind == Kind.COMMENTARY:
            return Kind.COMMENTARY
        if self.part.kind == Kind.ROUNDTABLE or (self.dialogue and self.moderator_speaks):
            return Kind.ROUNDTABLE
        guests = [one for one in self.people if one.role == Role.GUEST]
        if not guests:
            return Kind.COMMENTARY
        return Kind.ROUNDUP

    def _forget_statements(self, blocks: list[Block]) -> None:
        """In a signed column the author speaks; those quoted do not take part."""
        self.people = [one for one in self.people if one.role in (Role.AUTHOR, Role.REPORTER)]
        for block in blocks:
            if block.kind == BlockKind.STATEMENT:
                block.kind, block.speaker = BlockKind.NARRATION, None

    def _find_commitments(self, blocks: list[Block]) -> None:
        speakers = {one.key: one for one in self.people}
        for block in blocks:
            speaker = speakers.get(block.speaker or "")
            if speaker is None or speaker.role != Role.GUEST:
                continue
            own = own_names(speaker.title)
            block.candidates = [
                Candidate(
                    self.keys.next("c"),
                    promise.start,
                    promise.end,
                    promise.measures.deadline,
                    promise.measures.deadline_precision,
                    promise.measures.deadline_text,
                    promise.measures.targets,
                )
                for promise in find_promises(
                    block.text, speaker.name, own, self.published, _is_official(speaker.title)
                )
            ]

    def _check(self, kind: Kind, blocks: list[Block]) -> None:
        """What the editor should look at first."""
        if self.part.title is None:
            self.warnings.append("没有认出标题，请补上。")
        names = Counter(one.name for one in self.people if one.role == Role.GUEST)
        for name, number in names.items():
            if number > 1:
                self.warnings.append(f"有{number}位“{name}”，职务不同，请核对是否为两个人。")
        for one in self.people:
            if one.role == Role.GUEST and not one.title:
                self.warnings.append(f"没有认出“{one.name}”的职务，请补上。")
        if kind != Kind.COMMENTARY and not any(
            block.kind == BlockKind.STATEMENT for block in blocks
        ):
            self.warnings.append("没有认出任何发言，请在左侧为段落选定说话人。")


def _about(folded: str, named: list[Mention]) -> list[Attribution]:
    """A paragraph that opens with one person, in full, reports what that person says or plans."""
    if not named or named[0][0] > OPENING_LENGTH or "“" in folded[: named[0][0]]:
        return []
    start, name_start, end, who = named[0]
    introduced = name_start > start or start == 0
    alone = all(one[3] is who for one in named)
    return [Attribution(start, end, who)] if introduced and alone else []


def _last_before(position: int, named: list[Mention]) -> object | None:
    """Whom 他 stands for: the one named last in the paragraph."""
    return next((who for start, _, _, who in reversed(named) if start < position), None)


def _is_official(title: str) -> bool:
    return bool(re.search(r"[市区县省][委长]|局|委|政府|管委会|厅|办公室|街道|镇", title))


def _close(one: str, other: str) -> bool:
    first, second = organisation_of(one), organisation_of(other)
    return bool(first and second) and (first in second or second in first)
