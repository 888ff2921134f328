"""What a write leaves behind on disk, so that a test can tell whether there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def footprints(*folders: Path) -> dict[str, tuple[int, ...]]:
    """Size, times, inode, mode and number of links of every file and folder, the folders themselves among them."""
    found: dict[str, tuple[int, ...]] = {}
    for folder in folders:
        for path in [folder, *sorted(folder.rglob("*"))]:
            seen = path.lstat()
            times = seen.st_mtime_ns, seen.st_ctime_ns
            found[path.as_posix()] = (seen.st_size, *times, seen.st_ino, seen.st_mode, seen.st_nlink)
    return found


def inodes(folder: Path) -> dict[str, int]:
    """The inode of every file below a folder: the same number again means that the file was not written anew."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_ino for path in sorted(folder.rglob("*")) if path.is_file()
    }
