"""Workbooks, read by a child process: this side starts it, waits for it, and believes little."""

import datetime as dt
import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .refusals import WorkbookRefused
from .table import Formula, RawRow

__all__ = ["open_workbook"]

# Counted only while nothing comes: whoever reads slowly isn't cut off.
WAIT_SECONDS = 30.0
MAX_FRAME = 64 * 1024 * 1024
MAX_MESSAGE = 500
MAX_NAME = 100

ROOT = Path(__file__).resolve().parents[2]
# Isolated (-I) means: no PYTHON… variables, no user's packages, no current folder on the path.
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path;"
    "from initiatives.workbooks.child import main; main(Path(sys.argv[2]))"
)

GAVE_UP = (
    "文件太大、太复杂或已损坏，在规定的时间和内存里读不完。"
    "请把要上报的内容复制到新下载的表里，或者分成几个文件再上传。"
)

THINGS = {
    "formula": Formula,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}


@contextmanager
def open_workbook(path: Path) -> Iterator[tuple[str, Iterator[RawRow]]]:
    """The name of the chosen sheet and its rows; the child is gone when this is left."""
    command = [sys.executable, "-I", "-c", START, str(ROOT), str(path.resolve())]
    with subprocess.Popen(  # noqa: S603 - our own code; the path is an argument, not a command
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, bufsize=0, env={}
    ) as process:
        try:
            frames = _Frames(process)
            yield str(frames.expect("sheet"))[:MAX_NAME], _rows(frames)
        finally:
            process.kill()


def _rows(frames: "_Frames") -> Iterator[RawRow]:
    while (batch := frames.expect("rows")) is not None:
        try:
            rows = [RawRow(number, tuple(cells)) for number, cells in batch]
        except (TypeError, ValueError) as error:
            raise WorkbookRefused(GAVE_UP) from error
        yield from rows


class _Frames:
    """What the child says, one frame at a time; its silence and its nonsense are refusals."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.pipe = process.stdout.fileno()
        self.ready = select.poll()
        self.ready.register(self.pipe, select.POLLIN)
        self.patience = WAIT_SECONDS

    def expect(self, kind: str) -> Any:
        """The content of the next frame, which is of this kind; None at the end."""
        (size,) = struct.unpack(">I", self._read(4))
        if size > MAX_FRAME:
            raise WorkbookRefused(GAVE_UP)
        try:
            said, content = json.loads(self._read(size), object_hook=_thing)
        except (LookupError, RecursionError, TypeError, ValueError) as error:
            raise WorkbookRefused(GAVE_UP) from error
        if said == "refused":
            raise WorkbookRefused(str(content)[:MAX_MESSAGE])
        if said == "end":
            return None
        if said != kind:
            raise WorkbookRefused(GAVE_UP)
        return content

    def _read(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            since = time.monotonic()
            ready = self.ready.poll(max(self.patience, 0) * 1000)
            self.patience -= time.monotonic() - since
            piece = os.read(self.pipe, size - len(data)) if ready else b""
            if not piece:
                raise WorkbookRefused(GAVE_UP)
            data += piece
        return bytes(data)


def _thing(words: dict[str, str]) -> Any:
    ((kind, text),) = words.items()
    return THINGS[kind](text)
