"""The text of a .docx: headings, paragraphs, table rows; checked before it is opened."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.sax
import mammoth
from mammoth import documents

from .refusals import ManuscriptError, size

__all__ = ["is_zip", "read_word"]

MAX_UNPACKED = 30 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_NODES = 250_000  # elements and attributes: some 200 MB and 8 seconds as a tree
MAX_DEPTH = 100
MAX_FIELDS = 20  # open inside each other; mammoth copies the pile at each of them
CHUNK = 64 * 1024
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 0x1
# Other programs' files that are zips too: a name in them, what they are.
OTHERS = (("xl/workbook.xml", "Excel 表格"), ("ppt/presentation.xml", "PowerPoint 演示文稿"))
UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    SAXException,
    OSError,
    EOFError,
    RuntimeError,  # what zipfile says of methods and flags that it doesn't know
    ValueError,  # DefusedXmlException among them
)
HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
TITLES = ("title", "标题", "文档标题")
BROKEN = "Word 文件已损坏，读不出文字。请在 Word 或 WPS 里打开，另存为 .docx 或 .txt 再上传。"
TOO_COMPLEX = "Word 文件的格式太复杂。请在 Word 或 WPS 里另存为 .txt，再上传。"


def is_zip(data: bytes) -> bool:
    return data.startswith(ZIP_STARTS)


def read_word(data: bytes) -> str:
    """Headings as `# ` lines, paragraphs as lines, cells of a row joined by a tab.

    Pictures are left out. Raises `ManuscriptError`; costs no more memory than `MAX_UNPACKED` and
    `MAX_NODES` allow, whatever the file says about itself.
    """
    checked = _only_checked_xml(data)
    lines: list[str] = []

    def take(document: documents.Document) -> documents.Document:
        titled = any(_is_title(one) for one in document.children)
        lines.extend(_lines(document.children, int(titled)))
        return documents.document([])

    try:
        mammoth.convert_to_html(checked, transform_document=take)
    except Exception as error:  # mammoth trusts its input: anything may be missing in it
        raise ManuscriptError(BROKEN) from error
    return "\n".join(lines)


def _only_checked_xml(data: bytes) -> io.BytesIO:
    """A zip of the file's XML alone, every piece of which has been looked at."""
    checked = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _check_entries(entries)
            with zipfile.ZipFile(checked, "w") as copy:
                _copy_xml(package, entries, copy)
    except UNREADABLE as error:
        raise ManuscriptError(BROKEN) from error
    checked.seek(0)
    return checked


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """What the list of contents alone tells."""
    names = {entry.filename for entry in entries}
    for name, kind in OTHERS:
        if name in names:
            raise ManuscriptError(f"这看起来是 {kind}。导入的是文字：请上传 .docx 或 .txt。")
    if "[Content_Types].xml" not in names or not any(one.startswith("word/") for one in names):
        raise ManuscriptError(
            "这看起来是压缩包，不是 Word 文件。请先解压，把里面的 .docx 或 .txt 逐个上传。"
        )
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise ManuscriptError("Word 文件加了密码。请去掉密码，另存为 .docx 再上传。")
    if len(entries) > MAX_ENTRIES or any(entry.compress_type not in METHODS for entry in entries):
        raise ManuscriptError(TOO_COMPLEX)
    _check_unpacked(sum(entry.file_size for entry in entries))


def _check_unpacked(number: int) -> None:
    if number > MAX_UNPACKED:
        raise ManuscriptError(
            f"Word 文件解开后太大（最多 {size(MAX_UNPACKED)}）。请删去图片，或另存为 .txt，再上传。"
        )


def _copy_xml(
    package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], copy: zipfile.ZipFile
) -> None:
    unpacked = 0
    census = _Census()
    for entry in entries:
        is_xml = entry.filename.endswith((".xml", ".rels"))
        content, parser = io.BytesIO(), defusedxml.sax.make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(census)
        with package.open(entry) as source:
            while chunk := source.read(CHUNK):
                unpacked += len(chunk)
                _check_unpacked(unpacked)
                if is_xml:
                    content.write(chunk)
        if is_xml:
            # At once: fed in pieces, an endless attribute would be read again for each of them.
            parser.feed(content.getvalue())
            parser.close()
            copy.writestr(entry.filename, content.getvalue())


class _Census(ContentHandler):
    """Counts over all parts together."""

    def __init__(self) -> None:
        super().__init__()
        self.nodes = self.depth = self.fields = 0

    def startDocument(self) -> None:
        self.depth = 0

    def startElement(self, name: str, attrs: Any) -> None:
        self.depth += 1
        self.nodes += 1 + len(attrs)
        if name.rpartition(":")[2] == "fldChar":
            kind = next((attrs[one] for one in attrs.getNames() if "fldCharType" in one), "")
            self.fields += {"begin": 1, "end": -1}.get(kind, 0)
        too_deep = self.depth > MAX_DEPTH or self.fields > MAX_FIELDS
        if too_deep or self.nodes > MAX_NODES:
            raise ManuscriptError(TOO_COMPLEX)

    def endElement(self, name: str) -> None:
        self.depth -= 1


def _lines(elements: list[documents.Element], lowered: int) -> Iterator[str]:
    """Lines of paragraphs and tables; headings `lowered` by one under a title."""
    for element in elements:
        if isinstance(element, documents.Paragraph):
            text = _text(element)
            level = _level(element, lowered)
            yield f"{'#' * level} {text}" if level and text.strip() else text
        elif isinstance(element, documents.TableRow):
            yield from _row(element, lowered)
        else:
            yield from _lines(getattr(element, "children", []), lowered)


def _row(row: documents.TableRow, lowered: int) -> Iterator[str]:
    """One line; a row of one cell is a frame around ordinary paragraphs."""
    cells = [list(_lines(cell.children, lowered)) for cell in row.children]
    filled = [cell for cell in cells if any(line.strip() for line in cell)]
    if len(filled) == 1:
        yield from filled[0]
    elif filled:
        yield "\t".join(" ".join(line.strip() for line in cell) for cell in cells).rstrip("\t")


def _text(element: documents.Element) -> str:
    if isinstance(element, documents.Text):
        return element.value
    if isinstance(element, documents.Tab):
        return "\t"
    if isinstance(element, documents.Break):
        return "\n" if element.break_type == "line" else ""
    return "".join(_text(child) for child in getattr(element, "children", []))


def _level(paragraph: documents.Paragraph, lowered: int) -> int:
    if _is_title(paragraph):
        return 1
    match = HEADING.fullmatch((paragraph.style_name or "").lower())
    return min(int(match[1]) + lowered, 6) if match else 0


def _is_title(element: documents.Element) -> bool:
    if not isinstance(element, documents.Paragraph):
        return False
    return (element.style_name or "").lower() in TITLES
