"""What is no manuscript, told by its first bytes, and what an editor can do about it."""

import math

__all__ = ["MAX_BYTES", "ManuscriptError", "check_size", "refuse_foreign", "size"]

MAX_BYTES = 5 * 1024 * 1024  # a whole edition has some 200 KB
MEGABYTE = 1024 * 1024

WORD = "请在 Word 或 WPS 里打开，另存为 .docx 或 .txt 再上传。"
COPY = "请打开它，复制正文，粘贴到“导入稿件”，或存为 .txt 再上传。"
UNPACK = "请先解压，把里面的 .docx 或 .txt 逐个上传。"
WORDS_ONLY = "导入的是文字：请上传 .docx 或 .txt。"
# How the bytes begin, what that is, what to do.
FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧版 Word（.doc）、WPS（.wps）或加密的文件",
        WORD,
    ),
    (b"{\\rtf", "RTF 文件", WORD),
    (b"%PDF", "PDF 文件", COPY),
    (b"\x89PNG", "PNG 图片", WORDS_ONLY),
    (b"\xff\xd8\xff", "JPEG 图片", WORDS_ONLY),
    (b"GIF8", "GIF 图片", WORDS_ONLY),
    (b"II*\x00", "TIFF 图片", WORDS_ONLY),
    (b"MM\x00*", "TIFF 图片", WORDS_ONLY),
    (b"RIFF", "WebP 图片或音视频", WORDS_ONLY),
    (b"Rar!", "RAR 压缩包", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", UNPACK),
    (b"\x1f\x8b", "gzip 压缩包", UNPACK),
    (b"<!doctype html", "网页", COPY),
    (b"<html", "网页", COPY),
    (b"<?xml", "XML 文件", COPY),
)
HEAD = 64


class ManuscriptError(Exception):
    """A file or a text that can't be taken in; `message` says why and what to do, in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def size(number: int) -> str:
    """Bytes as people read them; rounded up, so that too much looks like too much."""
    return f"{math.ceil(number / MEGABYTE * 10) / 10:g} MB"


def check_size(number: int) -> None:
    if number > MAX_BYTES:
        raise ManuscriptError(
            f"太大了：有 {size(number)}，最多 {size(MAX_BYTES)}。"
            "请分成几份导入；是 Word 文件的，删去里面的图片再存一次。"
        )


def refuse_foreign(data: bytes) -> None:
    """Files of other programs, whatever their names say."""
    head = data[:HEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, kind, advice in FOREIGN:
        if head.startswith(start.lower()):
            raise ManuscriptError(f"这看起来是{kind}，读不出文字。{advice}")
