"""A file, or what was pasted, as text: encodings, Word files, and clear refusals."""

import re
from dataclasses import dataclass

from .refusals import MAX_BYTES, ManuscriptError, check_size, refuse_foreign
from .word import is_zip, read_word

__all__ = ["MAX_BYTES", "ManuscriptError", "Reading", "read_file", "read_paste"]

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
MAX_CONTROLS = 0.05  # a stray one is kept; more are no text
SURROGATES = re.compile(r"[\ud800-\udfff]")
NOT_TEXT = "这看起来不是文字，而是程序的数据。请上传 .docx 或 .txt。"


@dataclass(frozen=True)
class Reading:
    """A manuscript's text, verbatim but for the line ends, and the encoding it came in."""

    text: str
    encoding: str  # "utf-8", "utf-16" or "gb18030"


def read_file(data: bytes, file_name: str) -> Reading:
    """The text of a .txt or a .docx, told by content. Raises `ManuscriptError`."""
    try:
        return _read(data)
    except ManuscriptError as error:
        raise ManuscriptError(f"“{file_name}”：{error.message}") from error


def read_paste(text: str) -> Reading:
    """Pasted text. Raises `ManuscriptError`."""
    check_size(len(text.encode("utf-8", "surrogatepass")))
    return Reading(_checked(text, "没有文字，请粘贴正文。"), "utf-8")


def _read(data: bytes) -> Reading:
    if not data:
        raise ManuscriptError("文件是空的。请确认存盘成功，再上传一次。")
    check_size(len(data))
    if is_zip(data):
        text, encoding = read_word(data), "utf-8"
        check_size(len(text.encode("utf-8", "surrogatepass")))
    else:
        refuse_foreign(data)
        text, encoding = _decode(data)
    return Reading(_checked(text, "文件里没有文字，只有空白或图片。"), encoding)


def _decode(data: bytes) -> tuple[str, str]:
    """What the bytes spell: by their mark, as UTF-8, else as GB18030."""
    if data.startswith(UTF8_MARK):
        data = data.removeprefix(UTF8_MARK)
    elif data.startswith(UTF16_MARKS):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise ManuscriptError(_damaged("UTF-16", data[: error.start].count(b"\n"))) from error
    if b"\0" in data:
        raise ManuscriptError(NOT_TEXT)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_nearly_utf8(data):
            line = data[: error.start].count(b"\n")
            raise ManuscriptError(_damaged("UTF-8", line)) from error
    try:
        return data.decode("gb18030"), "gb18030"
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ManuscriptError(
            f"第 {line} 行认不出文字：既不是 UTF-8 编码，也不是 GB18030（GBK）编码。"
            "请用记事本或 WPS 打开，看看是否乱码，再另存为 UTF-8 编码的 .txt 或 .docx。"
        ) from error


def _is_nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes lost; read as GB18030 it would be gibberish throughout."""
    text = data.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - lost > 10 * lost


def _damaged(encoding: str, lines_before: int) -> str:
    return (
        f"文件是 {encoding} 编码，但第 {lines_before + 1} 行有损坏的字节。"
        "请打开原稿，改正那一行的乱码，再存一次。"
    )


def _checked(text: str, if_blank: str) -> str:
    """With line ends as one character; refuses what is blank or no text."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff\u200b \t\n\u3000\xa0") or not text.strip():
        raise ManuscriptError(if_blank)
    if "\0" in text or SURROGATES.search(text):
        raise ManuscriptError(NOT_TEXT)
    if len(CONTROLS.findall(text)) > MAX_CONTROLS * len(text):
        raise ManuscriptError(NOT_TEXT)
    return text
