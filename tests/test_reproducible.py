"""The real site is the same, to the byte and the mode, wherever and by whomever it is built, and asks nobody anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sites import DAY, REPO, Site

#: What lies in the repository's folder and is made from it, or is not part of it.
NOT_SOURCES = (".git", ".venv", ".rejoinder", ".output.*", "output", "__pycache__", ".*_cache", ".hypothesis", "dist")
SITECUSTOMIZE = """
import os, socket, sys


def refused(name):
    def refuse(*arguments, **named):
        with open(os.environ["ASKED"], "a") as file:
            file.write(f"{name} {arguments}\\n")
        raise OSError("no network in this test")

    return refuse


for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr", "create_connection"):
    setattr(socket, name, refused(name))
socket.socket.connect = refused("connect")
socket.socket.connect_ex = refused("connect_ex")
"""


def copied(folder: Path, *, backwards: bool = False) -> Site:
    """The repository's site in another folder, its files made in this order or the other way round."""
    ignored = shutil.ignore_patterns(*NOT_SOURCES)
    paths = []
    for root, folders, files in os.walk(REPO):
        left_out = ignored(root, [*folders, *files])
        folders[:] = [name for name in folders if name not in left_out]
        paths += [Path(root, name).relative_to(REPO) for name in files if name not in left_out]
    for path in sorted(paths, reverse=backwards):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPO / path, folder / path)
    return Site(folder, folder / "plugins")


def built(
    site: Site, *, umask: int = 0o022, module: str = "rejoinder", arguments: tuple[str, ...] = ("build",), **env: str
) -> str:
    """Build in an environment that holds nothing but what is given. What the command said."""
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(site.plugins), "SOURCE_DATE_EPOCH": DAY, **env}
    ended = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=site.root,
        env=given,
        umask=umask,
        capture_output=True,
        timeout=300,
        check=False,
    )
    said = (ended.stdout + ended.stderr).decode("utf-8", "replace")
    assert ended.returncode == 0, said
    return said


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The repository's site, built once in the ordinary way."""
    site = copied(tmp_path_factory.mktemp("here"))
    built(site, PYTHONHASHSEED="1", TZ="UTC", LANG="en_US.UTF-8")
    return site


def test_the_real_site_is_the_same_everywhere(here: Site, tmp_path: Path) -> None:
    """Another folder, hash seed, time zone, language, umask, home and order of files on the disk change nothing."""
    there = copied(tmp_path / "a much longer folder" / "in which it lies", backwards=True)
    built(
        there,
        umask=0o077,
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LANG="tr_TR.UTF-8",
        LANGUAGE="ar",
        HOME=str(tmp_path),
        COLUMNS="40",
    )
    assert there.tree() == here.tree()
    assert len(here.tree()) > 10


def test_the_real_site_is_the_same_in_plain_ascii(here: Site, tmp_path: Path) -> None:
    """A machine without any locale, where Python can print ASCII alone, builds the same and prints without failing."""
    there = copied(tmp_path / "there")
    built(
        there, umask=0, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONHASHSEED="0", TZ="America/New_York"
    )
    assert there.tree() == here.tree()


def test_the_real_site_is_the_same_in_a_folder_of_any_name(here: Site, tmp_path: Path) -> None:
    """A folder with spaces, quotation marks and other scripts in its name is a folder."""
    there = copied(tmp_path / "Öffentlich & “сайт” 100% #1")
    built(there, LC_ALL="C", PYTHONHASHSEED="7")
    assert there.tree() == here.tree()


def test_the_real_site_is_the_same_from_plain_pelican(here: Site, tmp_path: Path) -> None:
    """`pelican content -s pelicanconf.py --fatal errors` builds what `rejoinder build` builds."""
    there = copied(tmp_path / "there")
    arguments = ("content", "-s", "pelicanconf.py", "-o", str(tmp_path / "elsewhere"), "--fatal", "errors")
    built(there, module="pelican", arguments=arguments)
    assert Site(tmp_path).tree("elsewhere") == here.tree()


def test_the_real_site_is_the_same_the_second_time(here: Site) -> None:
    """A second build, from what the first one remembers and from nothing, gives the same."""
    whole = here.tree()
    built(here)
    assert here.tree() == whole
    built(here, arguments=("build", "--fresh"))
    assert here.tree() == whole


def test_any_moment_of_a_day_is_that_day(tmp_path: Path) -> None:
    """The first and the last second of a day in UTC build the same site, in the time zones farthest from it."""
    start = int(DAY) // 86_400 * 86_400
    trees = []
    for name, moment, zone in (("first", start, "Etc/GMT+12"), ("last", start + 86_399, "Etc/GMT-14")):
        site = copied(tmp_path / name)
        assert "for 2026-11-24 in" in built(site, SOURCE_DATE_EPOCH=str(moment), TZ=zone)
        trees.append(site.tree())
    assert trees[0] == trees[1]


def test_nobody_is_asked_anything(here: Site, tmp_path: Path) -> None:
    """A full build resolves no name and opens no connection: with the network refused it is the same site."""
    (tmp_path / "refusal").mkdir()
    (tmp_path / "refusal/sitecustomize.py").write_text(SITECUSTOMIZE)
    asked = tmp_path / "asked"
    there = copied(tmp_path / "there")
    path = os.pathsep.join([str(tmp_path / "refusal"), str(there.plugins)])
    proof = "import socket; socket.getaddrinfo('example.org', 443)"
    environment = {**os.environ, "PYTHONPATH": path, "ASKED": str(asked)}
    tried = subprocess.run([sys.executable, "-c", proof], env=environment, capture_output=True, check=False)
    assert tried.returncode == 1
    assert asked.read_text().startswith("getaddrinfo ('example.org'")
    asked.unlink()
    built(there, PYTHONPATH=path, ASKED=str(asked))
    assert not asked.exists()
    assert there.tree() == here.tree()
