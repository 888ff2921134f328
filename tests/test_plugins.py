"""Pelican with our plugins, with broken ones, and with other people's: the same site, or none and a reason."""

from __future__ import annotations

import hashlib
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from sites import EXPLAINER_PATH, MANIFEST, PLUGINS, REPO, Ran, Site, settings, tiny

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("reading", "pages", "writing", "publishing")
BREAKS = {
    "missing import": ("import annotations\n", "import annotations\n\nimport nowhere_at_all\n"),
    "syntax error": ('"""Plugin', 'def ('),
    "failing register": ("def register() -> None:\n", "def register() -> None:\n    raise RuntimeError('broken')\n"),
}  # fmt: skip


def broken(folder: Path, *modules: str, how: str) -> Site:
    """The tiny site with a copy of the plugins of its own, of which some modules are broken."""
    plugins = folder / "plugins"
    shutil.copytree(PLUGINS, plugins, ignore=shutil.ignore_patterns("__pycache__"))
    old, new = BREAKS[how]
    for module in modules:
        path = plugins / "rejoinder" / f"{module}.py"
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{module}.py has no {old!r} to break"
        path.write_text(text.replace(old, new), "utf-8")
    return tiny(folder / "site", plugins=plugins)


def with_plugin(folder: Path, code: str, **changes: str) -> Site:
    """The tiny site with a plugin of somebody else's, `mine`, before our last one."""
    listed = [*(f"rejoinder.{name}" for name in OURS[:3]), "mine", "rejoinder.publishing"]
    paths = repr([str(PLUGINS), "more"])
    return tiny(
        folder,
        {
            "pelicanconf.py": settings(PLUGIN_PATHS=paths, PLUGINS=repr(listed), **changes),
            "more/mine.py": f"from pathlib import Path\n\nfrom pelican import signals\n\n\n{code}",
        },
    )


def assert_untouched(site: Site, valid: Site, ran: Ran) -> None:
    """A build ended with 1 and left the earlier site as it was."""
    assert ran.code == 1, ran.said
    assert site.tree() == valid.tree()
    assert site.leftovers() == []


def assert_manifest_covers(site: Site) -> dict[str, dict[str, object]]:
    """The manifest names every published file with the digest and size it has."""
    files: dict[str, dict[str, object]] = json.loads(site.manifest())["files"]
    found = {
        path: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        for path, (mode, data) in site.tree().items()
        if path != MANIFEST and (site.output / path).is_file()
    }
    assert {path: {"sha256": file["sha256"], "size": file["size"]} for path, file in files.items()} == found
    assert {mode for mode, _ in site.tree().values()} <= {0o644, 0o755}
    return files


# -- broken plugins --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fatal", [True, False], ids=["fatal errors", "no option"])
@pytest.mark.parametrize("how", BREAKS)
@pytest.mark.parametrize("module", OURS)
def test_broken_plugin(module: str, how: str, fatal: bool, tmp_path: Path, valid: Site) -> None:
    """Without one of our plugins Pelican ends with 1 and publishes nothing, even where it would go on by itself."""
    site = broken(tmp_path, module, how=how)
    shutil.copytree(valid.output, site.output)
    options = ("--fatal", "errors") if fatal else ()
    assert_untouched(site, valid, site.run("pelican", "content", "-s", "pelicanconf.py", "-o", "output", *options))


@pytest.mark.parametrize("module", OURS)
def test_broken_plugin_is_named(module: str, tmp_path: Path, valid: Site) -> None:
    """`rejoinder build` says which plugin did not load, and why."""
    site = broken(tmp_path, module, how="missing import")
    shutil.copytree(valid.output, site.output)
    ran = site.build()
    assert ran.code in (1, 2), ran.said
    assert f"rejoinder.{module}" in ran.stderr
    assert "nowhere_at_all" in ran.stderr
    assert site.tree() == valid.tree()


@pytest.mark.parametrize("how", BREAKS)
def test_all_plugins_broken(how: str, tmp_path: Path, valid: Site) -> None:
    """With every plugin of ours broken, `--fatal errors` ends with 1 and publishes nothing."""
    site = broken(tmp_path, *OURS, how=how)
    shutil.copytree(valid.output, site.output)
    assert_untouched(site, valid, site.pelican())


# -- the same site ---------------------------------------------------------------------------------------------------


def test_same_tree_as_plain_pelican(tmp_path: Path) -> None:
    """`rejoinder build` and `pelican --fatal errors` publish the same bytes in files of the same modes."""
    site = tiny(tmp_path)
    for ran in (site.build("--output", "one"), site.pelican(output="two")):
        assert ran.code == 0, ran.said
    assert site.tree("one") == site.tree("two") != {}


def test_same_reference_site_as_plain_pelican(tmp_path: Path) -> None:
    """The two publish the same site from the repository's own content, too."""
    for name in ("content", "theme", "plugins"):
        shutil.copytree(REPO / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPO / "pelicanconf.py", tmp_path)
    site = Site(tmp_path, tmp_path / "plugins")
    for ran in (site.build("--output", "one"), site.pelican(output="two")):
        assert ran.code == 0, ran.said
    assert site.tree("one") == site.tree("two") != {}


def test_plain_pelican_after_build(tmp_path: Path) -> None:
    """Plain Pelican over a site that `rejoinder build` published, and the other way round, changes nothing."""
    site = tiny(tmp_path)
    trees = []
    for ran in (site.build(), site.pelican(), site.build(), site.pelican("--ignore-cache"), site.build("--fresh")):
        assert ran.code == 0, ran.said
        trees.append(site.tree())
    assert all(tree == trees[0] for tree in trees)


# -- other people's plugins ------------------------------------------------------------------------------------------

ADDS = """\
def add(pelican):
    folder = Path(pelican.output_path) / "well-known"
    folder.mkdir(mode=0o700)
    (folder / "robots.txt").write_text("User-agent: *")
    (folder / "robots.txt").chmod(0o600)


def register():
    signals.finalized.connect(add)
"""

REWRITES = """\
def rewrite(path, context):
    page = Path(path)
    page.write_text(page.read_text("utf-8").replace("</body>", "<!-- mine --></body>"), "utf-8")


def register():
    signals.content_written.connect(rewrite)
"""

REWRITES_AT_THE_END = """\
def rewrite(pelican):
    for page in Path(pelican.output_path).rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("</body>", "<!-- mine --></body>"), "utf-8")


def register():
    signals.finalized.connect(rewrite)
"""


@pytest.mark.parametrize("command", ["build", "pelican"])
def test_plugin_that_adds_a_file(command: str, tmp_path: Path) -> None:
    """A file that a plugin adds at the end is published, in the manifest, readable by all, and survives a second build."""
    site = with_plugin(tmp_path, ADDS)
    for _ in range(2):
        ran = getattr(site, command)(warm=True)
        assert ran.code == 0, ran.said
        assert "well-known/robots.txt" in assert_manifest_covers(site)
        site.write("content/en/pages/more.md", site.read("content/en/pages/help.md"))


@pytest.mark.parametrize("command", ["build", "pelican"])
@pytest.mark.parametrize("code", [REWRITES, REWRITES_AT_THE_END], ids=["content_written", "finalized"])
def test_plugin_that_rewrites_pages(code: str, command: str, tmp_path: Path) -> None:
    """What a plugin makes of a written page is what is published and what the manifest says; what it shows stays."""
    site = with_plugin(tmp_path, code)
    for _ in range(2):
        ran = getattr(site, command)(warm=True)
        assert ran.code == 0, ran.said
        files = assert_manifest_covers(site)
        assert site.read("output/en/library.html").count("<!-- mine -->") == 1
        assert files["en/library.html"]["shows"] == {
            "facts": ["holds", "lends", "opened"],
            "sources": ["report", "paper", "watch"],
        }
        site.write("content/en/pages/more.md", site.read("content/en/pages/help.md"))


def test_plugin_taken_out_again(tmp_path: Path) -> None:
    """Without the plugin that rewrote the pages, the next build publishes them as they were."""
    site = with_plugin(tmp_path / "one", REWRITES)
    plain = tiny(tmp_path / "two")
    assert site.build(warm=True).code == plain.build(warm=True).code == 0
    assert site.tree() != plain.tree()
    site.write("pelicanconf.py", settings())
    assert site.build(warm=True).code == 0
    assert site.tree() == plain.tree()


def test_settings_that_add_pages(tmp_path: Path) -> None:
    """A page that Pelican makes by its own settings is published, in the manifest, and survives a second build."""
    site = tiny(
        tmp_path,
        {
            "pelicanconf.py": settings(TEMPLATE_PAGES='{"../more/hello.html": "hello.html"}'),
            "more/hello.html": "Hello.",
        },
    )
    for _ in range(2):
        ran = site.build("--fresh", warm=True)
        assert ran.code == 0, ran.said
        assert "hello.html" in assert_manifest_covers(site)


REFUSED = {
    "rewrites an article": (
        """\
def rewrite(generator):
    for article in generator.articles:
        article._content = "<script>alert(1)</script>"


def register():
    signals.article_generator_finalized.connect(rewrite)
""",
        ("rewrote", EXPLAINER_PATH.removeprefix("content/"), "mine"),
    ),
    "rewrites a page": (
        """\
def rewrite(page):
    page._content += "<p>More.</p>"


def register():
    signals.content_object_init.connect(rewrite)
""",
        ("rewrote", "mine"),
    ),
    "drops an article": (
        """\
def drop(generator):
    generator.articles.clear()


def register():
    signals.article_generator_pretaxonomy.connect(drop)
""",
        ("dropped", "en/explainers/library.md"),
    ),
    "drops a page": (
        """\
def drop(generator):
    generator.pages = [page for page in generator.pages if page.slug != "about"]


def register():
    signals.page_generator_finalized.connect(drop)
""",
        ("dropped", "en/pages/about.md"),
    ),
    "fails while an article is read": (
        """\
def fail(generator, metadata):
    raise ValueError("no thanks")


def register():
    signals.article_generator_context.connect(fail)
""",
        ("en/explainers/library.md",),
    ),
    "fails at the end": (
        """\
def fail(pelican):
    raise ValueError("no thanks")


def register():
    signals.finalized.connect(fail)
""",
        ("no thanks",),
    ),
    "deletes a page": (
        """\
def delete(pelican):
    (Path(pelican.output_path) / "en/about.html").unlink()


def register():
    signals.finalized.connect(delete)
""",
        ("en/about.html",),
    ),
    "links a page to nowhere": (
        """\
def rewrite(pelican):
    page = Path(pelican.output_path) / "en/about.html"
    page.write_text(page.read_text("utf-8").replace("<main", '<a href="nowhere.html">x</a><main'), "utf-8")


def register():
    signals.finalized.connect(rewrite)
""",
        ("en/about.html", "en/nowhere.html"),
    ),
    "puts a link to a file into the site": (
        """\
def link(pelican):
    (Path(pelican.output_path) / "host").symlink_to("/etc/hostname")


def register():
    signals.finalized.connect(link)
""",
        ("host",),
    ),
    "writes over one of our addresses": (
        """\
def write(generator, writer):
    writer.write_file("en/library.html", None, generator.context)
    writer.write_file("en/library.html", None, generator.context)


def register():
    signals.article_writer_finalized.connect(write)
""",
        ("en/library.html",),
    ),
}


@pytest.mark.parametrize("command", ["build", "pelican", "pelican without options"])
@pytest.mark.parametrize("name", REFUSED)
def test_plugin_that_is_refused(name: str, command: str, tmp_path: Path, valid: Site) -> None:
    """A plugin that takes away, rewrites or breaks what was reviewed ends the build; nothing is published."""
    code, says = REFUSED[name]
    site = with_plugin(tmp_path, code)
    shutil.copytree(valid.output, site.output)
    if command == "build":
        ran = site.build(warm=True)
    elif command == "pelican":
        ran = site.pelican(warm=True)
    else:
        ran = site.run("pelican", "content", "-s", "pelicanconf.py", "-o", "output", warm=True)
    assert_untouched(site, valid, ran)
    if command == "build":
        for piece in says:
            assert piece in ran.stderr


DROPPING = {
    "ARTICLE_EXCLUDES": '["en/explainers"]',
    "PAGE_EXCLUDES": '["en/pages"]',
    "IGNORE_FILES": '["library.md"]',
    "READERS": '{"md": None}',
    "WITH_FUTURE_DATES": "False",
}


@pytest.mark.parametrize("command", ["build", "pelican"])
@pytest.mark.parametrize("name", DROPPING)
def test_setting_that_drops(name: str, command: str, tmp_path: Path, valid: Site) -> None:
    """A setting by which Pelican drops a text ends the build and names it, or has no effect at all."""
    site = tiny(tmp_path, {"pelicanconf.py": settings(**{name: DROPPING[name]})})
    if name == "WITH_FUTURE_DATES":
        text = site.read(EXPLAINER_PATH).replace("2026-11-2", "2026-12-2")
        site.write(EXPLAINER_PATH, text)
    shutil.copytree(valid.output, site.output)
    ran = getattr(site, command)(warm=True)
    if ran.code:
        assert_untouched(site, valid, ran)
        assert "dropped" in ran.stderr
    else:
        assert set(site.tree()) == set(valid.tree())
        assert_manifest_covers(site)
