"""Reading a whole file with the fewest calls to the system, and writing one so that no half of it is ever seen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. A large site is thousands of small ones.

    Raises:
        OSError: as `open` does.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        if len(data) == size:
            return data
        pieces = [data]  # it grew, or it is no ordinary file
        while piece := os.read(handle, 1 << 16):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(handle)


def write_whole(path: Path, text: str) -> None:
    """Put a text in a file's place in one step: who reads it meanwhile sees the old one or the new one, whole.

    Folders are made where they are missing.

    Raises:
        OSError: the disk is full, or the folder may not be written; the file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
