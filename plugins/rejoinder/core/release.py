"""Writing a site so that it is never half written.

A release is built in a folder beside the published one, checked, and then exchanged with it in one step. Until that
step nothing published is touched; after it the old folder is removed. Whatever moment the process dies in, the
published folder is complete: the old site or the new one.

    lock → recover what a killed build left → stage → write or link each file → manifest → swap → remove the old

The exchange is Linux's renameat2(2) with RENAME_EXCHANGE. Where system or file system lacks it, two renames and a
journal do the same but for an instant in which nothing is there; `recover` ends an exchange that was cut short.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from . import address as addresses
from .errors import BusyError, ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: The manifest of a release, at the root of what is published.
MANIFEST = "release.json"
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: What the names of an urgent release have in addition.
_URGENT = ".urgent"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows, by id, for the manifest."""

    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a release: its SHA-256 in hex, its size in bytes, and what it shows."""

    sha256: str
    size: int
    shown: Shown = Shown()


class Release:
    """One build of the output folder. Use as a context manager; leaving it without `publish` leaves no trace.

    `urgent`: made in a stage and under a lock of its own, so that it need not wait for a build that is running.
    """

    def __init__(self, output: Path, *, urgent: bool = False) -> None:
        self.output = Path(os.path.realpath(output))
        self._urgent = urgent
        parent, name = self.output.parent, self.output.name + (_URGENT if urgent else "")
        self.stage = parent / f".{name}.new"
        self._old = parent / f".{name}.old"
        self._lock_path = parent / f".{name}.lock"
        self._lock: int | None = None
        self._taken: set[str] = set()
        self._made: set[str] = set()
        self.entries: dict[str, Entry] = {}

    # -- beginning and ending ------------------------------------------------------------------------------------

    def begin(self, *, strangers: bool = False) -> None:
        """Lock, recover, and open an empty stage.

        Args:
            strangers: go on although the output holds files that no build wrote. Whoever asks for it carries them over.

        Raises:
            BusyError: another build is running.
            ReleaseError: the output holds somebody's own files, or a folder cannot be written.
        """
        with _explained(f"{self.output.parent} cannot be written"):
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._take_lock()
        try:
            if self._urgent:
                _remove(self._old)
            else:
                recover(self.output)
            if not strangers:
                refuse_foreign(self.output)
            with _explained(f"{self.stage} cannot be written"):
                _remove(self.stage)
                self.stage.mkdir()
                self.stage.chmod(_FOLDER_MODE)
        except BaseException:
            self.close()
            raise

    def restore(self) -> None:
        """Put back a site that a killed build had moved away, before anything else may stop this one."""
        if os.path.lexists(self.output) or not any(old.is_dir() for old in _set_aside(self.output)):
            return
        with _explained(f"{self.output.parent} cannot be written"):
            self._take_lock()
        try:
            recover(self.output)
        finally:
            self.close()

    def close(self) -> None:
        """Remove what was staged and let the next build in."""
        if self._lock is None:
            return
        with contextlib.suppress(OSError):
            _remove(self.stage)
        lock, self._lock = self._lock, None
        with contextlib.suppress(OSError):
            self._lock_path.unlink()
        os.close(lock)

    def __enter__(self) -> Self:
        if self._lock is None:
            self.begin()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _take_lock(self) -> None:
        for _ in range(100):
            lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _flock(lock):
                os.close(lock)
                raise BusyError(
                    f"Another build is writing {self.output}. Wait until it has finished, then build again."
                )
            # The file may have been unlinked by the build that held it, between our open and our lock.
            with contextlib.suppress(FileNotFoundError):
                if os.fstat(lock).st_ino == os.stat(self._lock_path).st_ino:
                    self._lock = lock
                    return
            os.close(lock)
        raise ReleaseError(f"{self._lock_path} cannot be locked.")

    # -- files ---------------------------------------------------------------------------------------------------

    def write(self, own: str, data: bytes, shown: Shown = Shown()) -> Path:
        """Write one file of the release, through a temporary name.

        Raises:
            ReleaseError: the address leaves the output folder or is taken, or the disk refuses.
        """
        path = self._place(own)
        temporary = path.parent / f".{path.name}.part"
        with _explained(f"{own} cannot be written"):
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _FILE_MODE)
            with open(handle, "wb") as file:
                file.write(data)
                os.fchmod(handle, _FILE_MODE)
            os.rename(temporary, path)
        self.entries[own] = Entry(hashlib.sha256(data).hexdigest(), len(data), shown)
        return path

    def link(self, own: str, entry: Entry, source: Path | None = None) -> bool:
        """Take one file over from the published site, or from another folder, unchanged. False when it cannot be."""
        path, published = self._place(own), (source or self.output) / own
        try:
            os.link(published, path)
        except OSError:  # gone, or on a file system without hard links
            try:
                shutil.copy2(published, path)
            except OSError:
                self._taken.discard(addresses.folded(own))
                return False
        self.entries[own] = entry
        return True

    def replace(self, own: str, data: bytes, shown: Shown = Shown()) -> None:
        """Write a file of this release anew. What it was linked with, in other releases, stays as it is."""
        self.drop(own)
        self.write(own, data, shown)

    def drop(self, own: str) -> None:
        """Take a file out of this release."""
        with _explained(f"{own} cannot be removed"):
            (self.stage / own).unlink(missing_ok=True)
        self.entries.pop(own, None)
        self._taken.discard(addresses.folded(own))

    def _place(self, own: str) -> Path:
        parts = own.split("/")
        if (
            not own
            or own.startswith("/")
            or "\\" in own
            or "\0" in own
            or any(part in ("", ".", "..") for part in parts)
        ):
            raise ReleaseError(f"“{own}” is not an address inside the output folder.")
        folded = addresses.folded(own)
        if folded == MANIFEST:
            raise ReleaseError(f"The address {own} is that of the release's manifest. Rename the page.")
        if folded in self._taken:
            raise ReleaseError(f"Two pages have one address: {own}. Rename one of them.")
        self._taken.add(folded)
        folder = own.rpartition("/")[0]
        if folder not in self._made:
            with _explained(f"{own} cannot be written"):
                made = self.stage
                for part in folder.split("/") if folder else ():
                    made /= part
                    made.mkdir(exist_ok=True)
                    made.chmod(_FOLDER_MODE)
            self._made.add(folder)
        return self.stage / own

    def adopt_strangers(self, *, changed: bool = True) -> tuple[str, ...]:
        """Take files that somebody else wrote into the stage into the release.

        Args:
            changed: whether somebody may also have changed files that we wrote.

        Returns:
            The addresses of what was written or changed.
        """
        found = []
        for path in sorted(self.stage.rglob("*")):
            own = path.relative_to(self.stage).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise ReleaseError(f"A plugin put {own} into the site, which is neither a file nor a folder.")
            if path.is_dir():
                path.chmod(_FOLDER_MODE)
                continue
            known = self.entries.get(own)
            if known is not None and not changed:
                continue
            path.chmod(_FILE_MODE)
            with _explained(f"{own} cannot be read"):
                data = path.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if known is None or known.sha256 != digest:
                self.entries[own] = Entry(digest, len(data), known.shown if known else Shown())
                found.append(own)
        return tuple(found)

    # -- publishing ----------------------------------------------------------------------------------------------

    def publish(self, keep: Path | None = None) -> None:
        """Write the manifest, check that every file is there, and exchange the stage with what is published.

        Args:
            keep: where to put what was published until now, on the same file system; without it, it is removed.

        Raises:
            ReleaseError: a file is missing or has another size than was written, or the exchange is refused.
        """
        with _explained(f"{self.stage} cannot be read"):
            for own, entry in self.entries.items():
                try:
                    size = os.stat(self.stage / own).st_size
                except FileNotFoundError:
                    raise ReleaseError(f"{own} disappeared before it was published.") from None
                if size != entry.size:
                    raise ReleaseError(f"{own} has {size} bytes where {entry.size} were written.")
        manifest = manifest_bytes(self.entries)
        with _explained(f"{MANIFEST} cannot be written"):
            path = self.stage / MANIFEST
            path.write_bytes(manifest)
            path.chmod(_FILE_MODE)
            _sync(path)
            _sync(self.stage)
        with _explained(f"{self.output} cannot be replaced"):
            _swap(self.stage, self.output, self._old)
        if keep is not None:
            with contextlib.suppress(OSError):  # what cannot be kept is removed
                os.rename(self.stage if os.path.lexists(self.stage) else self._old, keep)
        with contextlib.suppress(OSError):
            _remove(self.stage)
            _remove(self._old)


def manifest_bytes(entries: Mapping[str, Entry]) -> bytes:
    """The manifest: every file with its SHA-256 and size, and what it shows. Sorted, so that equal sites are equal."""
    files: dict[str, dict[str, object]] = {}
    for own in sorted(entries):
        entry = entries[own]
        files[own] = {"sha256": entry.sha256, "size": entry.size}
        shown = {
            name: list(values)
            for name, values in (
                ("facts", entry.shown.facts),
                ("sources", entry.shown.sources),
                ("people", entry.shown.people),
            )
            if values
        }
        if shown:
            files[own]["shows"] = shown
    lines = ",\n".join(f" {json.dumps(own)}: {json.dumps(file, ensure_ascii=True)}" for own, file in files.items())
    return f'{{"rejoinder": "release", "version": 1, "files": {{\n{lines}\n}}}}\n'.encode()


def read_manifest(folder: Path) -> dict[str, Entry] | None:
    """The entries of a published folder's manifest; None when it has none of ours."""
    try:
        raw = json.loads((folder / MANIFEST).read_bytes())
        if raw["rejoinder"] != "release":
            return None
        return {
            str(own): Entry(
                str(file["sha256"]),
                int(file["size"]),
                Shown(**{name: tuple(map(str, ids)) for name, ids in file.get("shows", {}).items()}),
            )
            for own, file in raw["files"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def refuse_foreign(output: Path) -> None:
    """Refuse an output folder that holds anything but a site of ours.

    Raises:
        ReleaseError: the folder is not empty and has no manifest, or holds files that the manifest does not name.
    """
    if not os.path.lexists(output):
        return
    if not output.is_dir():
        raise ReleaseError(f"{output} is not a folder. Choose another output folder.")
    with _explained(f"{output} cannot be read"):
        if not any(output.iterdir()):
            return
        known = read_manifest(output)
        if known is None:
            raise ReleaseError(
                f"{output} is not empty and holds no {MANIFEST} of Rejoinder, so these are somebody's own files. "
                "Choose another output folder, or empty this one yourself."
            )
        strangers = [own for own in files_in(output) if own not in known and own != MANIFEST]
    if strangers:
        more = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
        raise ReleaseError(
            f"{output} holds files that no build wrote: {strangers[0]}{more}. Replacing the site would delete them. "
            "Move them elsewhere, then build again."
        )


def files_in(folder: Path) -> list[str]:
    """The files below a folder, as addresses, sorted."""
    found: list[str] = []
    pending = [""]
    while pending:
        prefix = pending.pop()
        for entry in os.scandir(folder / prefix if prefix else folder):
            own = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{own}/")
            else:
                found.append(own)
    return sorted(found)


def recover(output: Path) -> None:
    """End an exchange that was cut short, and clear away what a killed build left."""
    parent, name = output.parent, output.name
    stage, old = parent / f".{name}.new", parent / f".{name}.old"
    with _explained(f"{output.parent} cannot be written"):
        for whole in _set_aside(output):
            if not os.path.lexists(output) and whole.is_dir():
                os.rename(whole, output)
        _remove(stage)
        _remove(old)
    _clear_urgent(parent, name + _URGENT)


def _set_aside(output: Path) -> tuple[Path, ...]:
    """Where a published site lies between two renames."""
    return tuple(output.parent / f".{output.name}{kind}.old" for kind in ("", _URGENT))


def _clear_urgent(parent: Path, name: str) -> None:
    """Clear away what a killed urgent release left, unless one is being made."""
    lock_path = parent / f".{name}.lock"
    with contextlib.suppress(OSError):
        lock = os.open(lock_path, os.O_RDWR)
        try:
            if _flock(lock):
                _remove(parent / f".{name}.new")
                _remove(parent / f".{name}.old")
                lock_path.unlink()
        finally:
            os.close(lock)


def _swap(stage: Path, output: Path, old: Path) -> None:
    if not os.path.lexists(output):
        os.rename(stage, output)
    elif not _exchange(stage, output):
        _remove(old)
        os.rename(output, old)  # a build killed here is put right by the next one: see recover()
        os.rename(stage, output)
    _sync(output.parent)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step. False where that is not to be had."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(error, os.strerror(error))


def _flock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: the lock file alone must do
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(path: Path) -> None:
    if not os.path.lexists(path):
        return
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _sync(path: Path) -> None:
    """Ask the disk to keep what was written. File systems that cannot are taken as they are."""
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn the system's errors into a message that names the place."""
    try:
        yield
    except OSError as error:
        reason = {
            errno.ENOSPC: "the disk is full",
            errno.EROFS: "the disk can only be read",
            errno.EACCES: "you may not write there",
            errno.EPERM: "you may not write there",
        }.get(error.errno or 0, error.strerror or str(error))
        raise ReleaseError(f"{what}: {reason}. What was published is untouched.") from error
