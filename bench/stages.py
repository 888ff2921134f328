"""What each stage of a build costs, in one process: reading, resolving, the editorial review, rendering.

    cd SITE; PYTHONPATH=plugins python bench/stages.py

prints a JSON object: CPU seconds of each stage, words and findings, and the peak memory of the process in MiB. Nothing
is taken over from earlier builds and nothing is written. `parse` is reading every file into values; `render` is the
view, the HTML and the list of links of the page of each text, without the pages that no text stands behind (home,
sources) and without writing. With --without-review the review does not run, so that two runs tell what it keeps.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rejoinder import writing
from rejoinder.cli.site import load
from rejoinder.core import address, editorial, resolve, site, translation
from rejoinder.core.assets import load as load_assets
from rejoinder.core.cache import Cache
from rejoinder.core.compose import Composer
from rejoinder.core.verify import links_of
from rejoinder.core.view import TEMPLATES
from rejoinder.pages import Once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.settings import Settings
    from rejoinder.core.site import Site


def environment_of(settings: Settings) -> Environment:
    """The theme's templates, ready, as the plugins make them."""
    environment = Environment(
        loader=FileSystemLoader(settings.theme / "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.globals["once"] = Once()
    for name in TEMPLATES:
        environment.get_template(f"{name}.html")
    return environment


def render(read: Site, settings: Settings, composer: Composer, templates: Environment) -> int:
    """Make the page of every text; gives the number of bytes."""
    current: Any = SimpleNamespace(settings=settings, templates=templates)
    size = 0
    texts = {address.text(text.language, text.slug) for text in read.texts()}
    for own in composer.addresses:
        if own in texts:
            page = writing.render(current, own, composer.compose(own).view)
            composer.forget(own)
            links_of(page, own, "/")
            size += len(page.encode("utf-8"))
    return size


def measure(*, review: bool) -> dict[str, float]:
    """Run each stage once."""
    gc.set_threshold(100_000, 50, 1000)  # as `rejoinder build` does
    settings, _ = load(Path("pelicanconf.py"))
    took: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        started = time.process_time()
        yield
        took[name] = time.process_time() - started

    with stage("parse"):
        read, found = site.read(settings, Cache(None, ""))
    with stage("resolve"):
        found += translation.judge(read)
        found += resolve.check(read)
    if any(finding.severity == "error" for finding in found):
        raise SystemExit(f"stages.py: the site has faults: {next(f for f in found if f.severity == 'error')}")
    if review:
        with stage("review"):
            judged = editorial.run(read, editorial.Options())
        took["findings"] = len(judged.findings)
    assets = load_assets(settings.theme)
    templates = environment_of(settings)
    with stage("compose"):
        composer = Composer(read, assets)
    with stage("render"):
        render(read, settings, composer, templates)
    took["render"] += took.pop("compose")
    took["texts"] = len(read.texts())
    took["explainers"] = len(read.explainers)
    took["words"] = sum(text.words for text in read.texts())
    took["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without-review", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(review=not options.without_review)))


if __name__ == "__main__":
    main()
