"""`rejoinder translate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..core import cldr, noting, translation
from ..core import site as content
from ..core.cache import Cache
from ..core.errors import RejoinderError, SettingError
from ..core.explainer import Explainer, cited_keys
from ..core.files import write_whole
from ..core.finding import near
from ..core.skeleton import skeleton
from ..core.translated import RECORDS
from . import exchange, site

if TYPE_CHECKING:
    from pathlib import Path

    from ..core.explainer import Text
    from ..core.settings import Settings
    from ..core.site import Site


class _Translate(click.Group):
    """`translate SLUG TAG` begins a translation; the other uses are commands below it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """What is no command is the slug of a text."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["begin", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """The list that --help shows, without the command that has no name of its own in use."""
        with formatter.section("Commands"):
            rows = [(name, command.get_short_help_str(70)) for name, command in self.commands.items()]
            formatter.write_dl([("SLUG TAG", rows[0][1]), *rows[1:]])


@click.group("translate", cls=_Translate, short_help="Begin a translation, or note that it is done.")
def command() -> None:
    """Begin a translation, and note when it renders its original.

    \b
    rejoinder translate people-at-the-concert ru        begin: a file with everything in place but the words
    rejoinder translate done people-at-the-concert ru   it renders the original as it is today
    rejoinder translate export ru                       everything as ru.po, for Poedit, Weblate or OmegaT
    rejoinder translate import ru.po                    what was translated there comes back
    rejoinder status                                    what is missing, what is behind

    A text is published in a language when every section is translated. What changes in the original after it was noted
    as done is told by “rejoinder check” and on the page, section by section and figure by figure.
    """


@command.command("begin", hidden=True)
@click.argument("slug")
@click.argument("tag")
@site.settings_option
def begin(slug: str, tag: str, settings_file: Path) -> None:
    """Write a file with everything in place but the words."""
    settings, _ = site.load(settings_file)
    read = _read(settings)
    original = _original(read, slug, tag)
    name = f"{translation.name_of(original)}.md"
    target = settings.content / tag / name
    if target.exists():
        raise SettingError(f"{settings.shown(target)} is there already. Nothing was written.")
    interface = _without_interface(settings, tag)
    records = noting.without(read, tag, (translation.name_of(original),))
    if records is not None:
        write_whole(settings.content / tag / RECORDS, records)
    write_whole(target, skeleton(read.data(original.path), slug, tag, settings.today))
    click.echo(f"{settings.shown(target)}: begun from {read.shown(original.path)}{interface}.")
    for line in _also_needed(read, original, tag):
        click.echo(f"  {line}")
    if tag not in settings.languages:
        click.echo(f"  “{tag}” is not in LANGUAGES yet: add it to pelicanconf.py when the first texts are ready.")
    click.echo(f"When every section is translated: rejoinder translate done {slug} {tag}")


@command.command("done")
@click.argument("names", nargs=-1, required=True, metavar="[SLUG]... TAG")
@click.option("--all", "everything", is_flag=True, help="Everything that is translated into this language.")
@site.settings_option
def done(names: tuple[str, ...], everything: bool, settings_file: Path) -> None:
    """Note that translations render their originals as they are today.

    SLUG is a text, or a file of shared words without its ending (evidence/facts, help/services,
    talking-points/grievance). Later changes of the original are told from here on.

    \b
    rejoinder translate done people-at-the-concert ru
    rejoinder translate done evidence/facts ru
    rejoinder translate done --all ru
    """
    *slugs, tag = names
    settings, _ = site.load(settings_file)
    read = _read(settings)
    if tag not in settings.languages:
        raise SettingError(f"“{tag}” is not in LANGUAGES.{near(tag, settings.languages)}")
    if not slugs and not everything:
        raise SettingError(f"Which text? Name it, or note everything: rejoinder translate done --all {tag}")
    known = noting.names_of(read, tag)
    chosen = list(known) if everything else [_noted_name(slug, tag, known, read) for slug in slugs]
    target = settings.content / tag / RECORDS
    write_whole(target, noting.noted(read, tag, chosen))
    click.echo(f"{settings.shown(target)}: noted {len(chosen)} of {len(known)} as done on {settings.today}.")
    for path, text in read.translations.unfinished.items():
        if text.language == tag:
            state = read.translations.states[path]
            click.echo(
                f"  not noted: {settings.shown(settings.content / path)}, unfinished: {', '.join(state.untranslated)}"
            )


command.add_command(exchange.export)
command.add_command(exchange.import_)


def _read(settings: Settings) -> Site:
    """The site, as far as it can be read. Faults of other texts are no reason not to translate this one."""
    read, _ = content.read(settings, Cache(None, ""))
    translation.judge(read)
    return read


def _texts(read: Site) -> dict[str, Text]:
    """The originals by their slugs, in the leading language before the others."""
    found: dict[str, Text] = {}
    for tag in read.languages:
        for text in (*read.texts(), *read.translations.unfinished.values()):
            if text.language == tag:
                found.setdefault(text.slug, text)
    return found


def _original(read: Site, slug: str, tag: str) -> Text:
    texts = _texts(read)
    text = texts.get(slug)
    if text is None:
        faulty = [path for path in read.unread if path.endswith(f"/{slug}.md")]
        if faulty:
            raise RejoinderError(f"{read.shown(faulty[0])} has errors. Run “rejoinder check” and mend them first.")
        raise SettingError(f"There is no text “{slug}”.{near(slug, texts)} The slug is its file's name without .md.")
    if text.language == tag:
        raise SettingError(f"“{slug}” is written in “{tag}”: it is the original. Name another language.")
    return text


def _noted_name(slug: str, tag: str, known: dict[str, str], read: Site) -> str:
    for name in known:
        if slug in (name, name.partition("/")[2]):
            return name
    for path, text in read.translations.unfinished.items():
        if text.slug == slug and text.language == tag:
            sections = ", ".join(read.translations.states[path].untranslated)
            raise SettingError(
                f"{read.shown(path)} holds paragraphs as the original has them, in: {sections}. Translate them first."
            )
    slugs = [name.partition("/")[2] if name.startswith(("explainers/", "pages/")) else name for name in known]
    raise SettingError(f"There is no translation “{slug}” in “{tag}”.{near(slug, slugs)}")


def _without_interface(settings: Settings, tag: str) -> str:
    """What is to be said where a language has no interface text yet. SettingError for a tag that CLDR does not know."""
    cldr.locale_of(tag)
    file = settings.theme / "translations" / f"{tag}.json"
    if file.exists():
        return ""
    return f" ({settings.shown(file)} is missing: copy another language's and translate it)"


def _also_needed(read: Site, original: Text, tag: str) -> list[str]:
    """What the page shows that stands in shared files and is not there in the language yet."""
    needed = []
    if isinstance(original, Explainer):
        point = read.talking_points.get(original.fields.talking_point)
        claims = (
            [claim for claim in point.claims if tag not in claim.paraphrase or tag not in claim.reason] if point else []
        )
        if claims:
            file = read.shown(f"talking-points/{original.fields.talking_point}.yaml")
            needed.append(f"{file}: {_counted(claims, 'claim')} without “{tag}”; the page cannot be built without.")
    cited = (read.evidence.facts.get(key) for key in cited_keys(original))
    facts = [fact for fact in cited if fact and tag not in fact.entry.statement]
    if facts:
        file = read.shown("evidence/facts.yaml")
        needed.append(f"{file}: {_counted(facts, 'cited fact')} without “{tag}”; notes show the original.")
    return needed


def _counted(things: list[Any], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}"
