"""What a build remembers of itself: enough to know that nothing changed, and which pages need not be rendered again.

It lives beside the site in `.rejoinder/`, never in what is published. Everything is keyed by content. A damaged or
missing memory costs time, never correctness: the next build starts from nothing.

This module is imported before Pelican, pydantic or Babel: with nothing changed, it is all that runs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from . import release
from .files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .settings import Settings

FOLDER = ".rejoinder"
_VERSION = 2
_SKIPPED_FOLDERS = {"__pycache__", ".git", FOLDER}


#: Size, times of modification and of change in ns, inode and mode of a file. The last time cannot be set back.
Stamp = tuple[int, int, int, int, int]


@dataclass(slots=True)
class Memory:
    """The last build of one output folder.

    Attributes:
        inputs: digest of everything the build was made from; empty when that changed while it ran.
        day: the day it was built for, ISO.
        manifest: SHA-256 of the release's manifest.
        outputs: the stamp of every published file.
        fingerprints: digest of the view, templates and engine of every rendered page.
        links: internal links of every rendered page.
        findings: the warnings that were printed, as plain lists.
    """

    inputs: str = ""
    day: str = ""
    manifest: str = ""
    outputs: dict[str, Stamp] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    findings: list[list[Any]] = field(default_factory=list)


def engine() -> str:
    """A digest of what makes pages: this package with its data, Python, the installed libraries with their versions."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(sys.version.encode(), digest_size=20)
    for own in release.files_in(package):
        if not own.endswith(".pyc"):
            digest.update(f"\0{own}\0".encode() + (package / own).read_bytes())
    for folder in sorted(set(sys.path)):
        with contextlib.suppress(OSError):
            names = sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
            digest.update("\0".join(names).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def digest_of(folders: Iterable[Path], values: Mapping[str, Any], engine_token: str) -> str:
    """A digest of everything a build is made from: the files of some folders, the settings, the engine."""
    digest = hashlib.blake2b(engine_token.encode(), digest_size=20)
    described = {
        name: _plain(values[name]) for name in sorted(values) if name.isupper() and not name.startswith("REJOINDER")
    }
    digest.update(json.dumps(described, sort_keys=True, ensure_ascii=True).encode())
    for folder in folders:
        digest.update(f"\0{folder}\0".encode("utf-8", "surrogateescape"))
        _add_folder(digest, os.fspath(folder), frozenset())
    return digest.hexdigest()


def _add_folder(digest: Any, folder: str, around: frozenset[str]) -> None:
    """Add a folder and what lies in it; `around` holds the real folders it lies in, lest a link lead into a circle."""
    real = os.path.realpath(folder)
    if real in around:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        digest.update(f"\0unreadable {error.errno}".encode())
        return
    for entry in entries:
        digest.update(f"\0{entry.name}\0".encode("utf-8", "surrogateescape"))
        if entry.is_symlink():
            with contextlib.suppress(OSError):
                digest.update(b"->" + os.fsencode(os.readlink(entry.path)))
        if os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir():
            if entry.name not in _SKIPPED_FOLDERS:
                _add_folder(digest, entry.path, around | {real})
                digest.update(b"\0/\0")  # its end: what follows lies outside it
        elif not entry.name.endswith(".pyc"):
            try:
                data = read_bytes(entry.path)
                digest.update(b"%d\0" % len(data))
                digest.update(data)
            except OSError as error:
                digest.update(f"unreadable {error.errno}".encode())


def _plain(value: Any) -> Any:
    """A setting in a form that is the same in every process: no addresses of objects, no order of sets."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, dict):
        return {"dict": [[_plain(key), _plain(item)] for key, item in value.items()]}
    if isinstance(value, set | frozenset):
        return {"set": sorted(json.dumps(_plain(item), sort_keys=True) for item in value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    if isinstance(code := getattr(value, "__code__", None), CodeType):
        return {"object": name, "code": _code(code), "defaults": _plain(getattr(value, "__defaults__", None))}
    described = name if isinstance(value, type) else repr(value)
    # An object that only its address describes may have changed: it is never the same as before.
    return {"object": name, "is": described if " at 0x" not in described else os.urandom(16).hex()}


def _code(code: CodeType) -> list[Any]:
    constants = [_code(item) if isinstance(item, CodeType) else _plain(item) for item in code.co_consts]
    return [code.co_code.hex(), constants, list(code.co_names)]


def inputs(settings: Settings, values: Mapping[str, Any], engine_token: str) -> str:
    """The digest of this site's inputs: content, theme, local plugins and settings."""
    plugins = [settings.root / str(folder) for folder in values.get("PLUGIN_PATHS") or ()]
    plugins = [folder for folder in {settings.root / "plugins": None, **dict.fromkeys(plugins)} if folder.is_dir()]
    folders = [settings.content, settings.theme, *overrides(settings, values), *plugins]
    return digest_of(folders, values, engine_token)


def templates(settings: Settings, values: Mapping[str, Any], engine_token: str) -> str:
    """The digest of everything that turns a view into a page: the templates, what settings lend them, the engine."""
    lent = {name: value for name, value in values.items() if name.startswith("JINJA_")}
    return digest_of([settings.theme / "templates", *overrides(settings, values)], lent, engine_token)


def overrides(settings: Settings, values: Mapping[str, Any]) -> list[Path]:
    """The folders of Pelican's THEME_TEMPLATES_OVERRIDES."""
    return [settings.root / str(folder) for folder in values.get("THEME_TEMPLATES_OVERRIDES") or ()]


def path(settings: Settings) -> Path:
    """Where the memory of an output folder lies."""
    name = hashlib.blake2b(os.fsencode(os.path.realpath(settings.output)), digest_size=8).hexdigest()
    return settings.root / FOLDER / "builds" / f"{name}.json"


def load(settings: Settings) -> Memory:
    """The memory of the last build, or an empty one."""
    try:
        body, _, checksum = path(settings).read_bytes().rpartition(b"\n")
        if checksum != _checksum(body):
            return Memory()
        *pages, targets_line, head_line = body.split(b"\n")
        head, targets = json.loads(head_line), json.loads(targets_line)
        if head["version"] != _VERSION:
            return Memory()
        links = {own: tuple(targets[number] for number in found) for own, found in map(json.loads, pages)}
        return Memory(
            inputs=str(head["inputs"]),
            day=str(head["day"]),
            manifest=str(head["manifest"]),
            outputs={own: _stamp(*stamp) for own, stamp in head["outputs"].items()},
            fingerprints=dict(head["fingerprints"]),
            links=links,
            findings=list(head["findings"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return Memory()


def save(settings: Settings, memory: Memory) -> None:
    """Keep a memory. A folder that cannot be written only costs the next build its head start.

    The file is lines of JSON: the links of each page as numbers, what the numbers stand for, all the rest, and a
    checksum. It is written line by line, because a large site's would be large.
    """
    target = path(settings)
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_suffix(".part")
        with temporary.open("wb") as file:
            digest = hashlib.blake2b(digest_size=16)
            for index, line in enumerate(_lines(memory)):
                piece = (b"\n" if index else b"") + line
                digest.update(piece)
                file.write(piece)
            file.write(b"\n" + digest.hexdigest().encode())
        os.replace(temporary, target)


def _lines(memory: Memory) -> Iterator[bytes]:
    numbers: dict[str, int] = {}
    for own, targets in memory.links.items():
        yield _json([own, [numbers.setdefault(target, len(numbers)) for target in targets]])
    yield _json(list(numbers))
    yield _json(
        {
            "version": _VERSION,
            "inputs": memory.inputs,
            "day": memory.day,
            "manifest": memory.manifest,
            "outputs": memory.outputs,
            "fingerprints": memory.fingerprints,
            "findings": memory.findings,
        }
    )


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _checksum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=16).hexdigest().encode()


def _stamp(size: int, modified: int, changed: int, inode: int, mode: int) -> Stamp:
    return size, modified, changed, inode, mode


def forget(settings: Settings) -> None:
    """Drop the memory of an output folder."""
    with contextlib.suppress(OSError):
        path(settings).unlink()


def stamps(output: Path) -> dict[str, Stamp]:
    """The stamp of every file below a folder."""
    found: dict[str, Stamp] = {}
    pending = [""]
    while pending:
        prefix = pending.pop()
        for entry in os.scandir(output / prefix if prefix else output):
            own = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{own}/")
            else:
                status = entry.stat(follow_symlinks=False)
                found[own] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode)
    return found


def unchanged(settings: Settings, memory: Memory, digest: str) -> bool:
    """Whether a build now would publish exactly what is published."""
    if not memory.inputs or memory.inputs != digest or memory.day != settings.today.isoformat():
        return False
    try:
        manifest = (settings.output / release.MANIFEST).read_bytes()
        return hashlib.sha256(manifest).hexdigest() == memory.manifest and stamps(settings.output) == memory.outputs
    except OSError:
        return False
