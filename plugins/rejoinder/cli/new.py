"""`rejoinder new`."""

from __future__ import annotations

import json
import secrets
import sys
from pathlib import Path  # noqa: TC003 - click reads the types of its options
from typing import TYPE_CHECKING, Any, get_args

import click

from ..core import people
from ..core import site as content
from ..core.cache import Cache
from ..core.consent import Basis, Format
from ..core.errors import RejoinderError, SettingError
from ..core.files import write_whole
from ..core.finding import near
from ..core.people import STANDINGS, Identify, Kind, Sensitivity
from . import site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..core.finding import Finding
    from ..core.settings import Settings

#: What each answer means, in the words of the questions.
_KINDS = {
    "testimony": "words that somebody gave you for publication here, or told in an interview",
    "public-statement": "what somebody said or wrote for the public: a speech, an open letter",
    "remembrance": "somebody who died, with the day and the place",
}
_BASES = {
    "given-to-us": "they said yes to you, for these words, for a time; a signed form or a recording exists",
    "public-by-choice": "they made it public themselves, and a source of your library shows it",
    "public-record": "it stands in a record of a court, a parliament or the United Nations",
}
_IDENTIFY = {
    "role-only": "only what they are: a survivor, an usher. Right for everybody who has not asked for more",
    "pseudonym": "another name, chosen with them",
    "first-name": "the first name alone, never the family name",
    "full-name": "first and family name; they know that anybody can find it, for good",
}
_STANDINGS = {
    "harmed": "the event harmed them",
    "helped": "they helped others",
    "relative": "they speak of somebody close to them",
    "advocate": "they speak in public for others",
    "leader": "they speak for a community or a faith",
}
_SENSITIVE = {
    "bereaved": "they lost somebody",
    "sexual-violence": "the words tell of sexual violence",
    "ongoing-risk": "somebody could still harm them",
}
_FORMATS = {
    "web": "the pages of this site",
    "print": "what is printed and handed out",
    "audio": "what is read aloud",
    "card": "pictures with words, made for sharing",
    "dataset": "files for programs and research",
}


class _Texts(click.ParamType[tuple[str, str]]):
    """`TAG=TEXT`. What is refused is not repeated: it may be a name."""

    name = "TAG=TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The tag and the text."""
        if isinstance(value, tuple):
            return value
        tag, equals, text = str(value).partition("=")
        if not equals or not tag.strip() or not text.strip():
            self.fail("expected a language tag, = and a text, for example en=a survivor.", param, ctx)
        return tag.strip(), text.strip()


def _texts(name: str, help_: str) -> Callable[..., Any]:
    return click.option(name, type=_Texts(), multiple=True, help=help_)


def _chosen(kind: object) -> click.Choice[str]:
    return click.Choice([str(value) for value in get_args(kind)])


@click.group("new", short_help="Begin a record of a person.")
def command() -> None:
    """Begin something new. Nothing that is there is ever overwritten.

    \b
    rejoinder new person        asks one question after the other
    """


@command.command("person")
@click.option("--id", "identifier", help="The file's name and the address in the page. Without it: made of chance.")
@click.option("--kind", type=_chosen(Kind), help="What is recorded.")
@click.option("--basis", type=_chosen(Basis), help="On what the consent rests.")
@click.option("--source", help="The source in which it is public.")
@click.option("--minor", is_flag=True, help="The person is, or was then, under 18: shown by role only.")
@click.option("--identify", type=_chosen(Identify), help="How far the person is made known.")
@_texts("--role", "Who it is without a name: en=a survivor. Once for each language.")
@_texts("--name", "The name, as far as --identify allows.")
@click.option("--standing", type=click.Choice(STANDINGS), multiple=True, help="How they stand to the event.")
@click.option("--sensitivity", type=_chosen(Sensitivity), multiple=True, help="What asks for particular care.")
@click.option("--event", help="The id of the event, for example crocus-city-hall.")
@_texts("--place", "Where it happened, no closer than is safe.")
@_texts("--community", "A community the person speaks for.")
@click.option("--date", "day", metavar="DAY", help="The day of the event.")
@click.option("--died", metavar="DAY", help="The day of death, in a remembrance.")
@_texts("--words", "What is shown, once for each language.")
@click.option("--quoted/--paraphrased", default=None, help="Whether the words are the person's own.")
@click.option("--language", metavar="TAG", help="The language in which the words were said.")
@_texts("--translated-by", "Who translated a quotation: a role, never a name.")
@_texts("--content-note", "A short, neutral note on what the words describe.")
@click.option("--consent-id", help="An opaque name of the form or the decision. Without it: made of chance.")
@click.option("--languages", metavar="TAGS", help="The languages agreed to: en,ru, or all.")
@click.option("--format", "formats", type=_chosen(Format), multiple=True, help="Where the words may stand.")
@click.option("--obtained", metavar="DAY", help="The day on which the consent begins.")
@click.option("--expires", metavar="DAY", help="Its last day.")
@click.option("--form-held-by", metavar="ROLE", help="Who keeps the form: a role, never a name.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a record, as in docs/person.schema.json.")
@site.settings_option
def person(settings_file: Path, schema: bool, **given: Any) -> None:
    """Record a person and what they agreed to: content/people/<id>.yaml.

    On a terminal it asks for everything that is not given as an option, in the order in which a careful editor would.
    It writes no true name that will not be shown, and no name of a minor. Nothing is written before the end.

    \b
    rejoinder new person
    rejoinder new person --kind testimony --basis public-by-choice --source report \\
      --identify role-only --role "en=a survivor" --standing harmed \\
      --words "en=She recalled a way out." --paraphrased \\
      --languages all --format web --obtained 2026-11-24
    """
    if schema:
        click.echo(json.dumps(people.schema(), ensure_ascii=False, indent=2))
        return
    settings, _ = site.load(settings_file)
    sources = _sources(settings)
    _refuse_names(given)
    if _on_a_terminal():
        _ask(given, settings, sources)
    if given["source"] and given["source"] not in sources:
        raise SettingError(f"There is no source “{given['source']}” in the library.{near(given['source'], sources)}")
    identifier = given["identifier"] or f"p-{secrets.token_hex(4)}"
    target = settings.content / people.FOLDER / f"{identifier}.yaml"
    if target.exists():
        raise SettingError(f"{settings.shown(target)} is there already. Nothing was written.")
    record = people.written(_record(given))
    _refuse_faults(record, settings.shown(target))
    write_whole(target, record)
    click.echo(f"{settings.shown(target)}: written.\n")
    click.echo("\n".join(_left_to_people(given, identifier, settings)))


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _sources(settings: Settings) -> tuple[str, ...]:
    read, _ = content.read(settings, Cache(None, ""))
    return tuple(read.evidence.sources)


def _record(given: dict[str, Any]) -> dict[str, Any]:
    """The answers as a record, in the order of its fields. A minor is shown by role, whatever was left open."""
    sensitivity = [*(["minor"] if given["minor"] else []), *given["sensitivity"]]
    minor = "minor" in sensitivity
    languages = (given["languages"] or "").strip()
    words = dict(given["words"])
    return {
        "kind": given["kind"],
        "identify": given["identify"] or ("role-only" if minor else None),
        "role": dict(given["role"]),
        "name": dict(given["name"]),
        **{name: True for name in STANDINGS if name in given["standing"]},
        "words": words,
        "quoted": given["quoted"] if words else None,
        "translated-by": dict(given["translated_by"]),
        "language": given["language"],
        "source": given["source"],
        "event": given["event"],
        "place": dict(given["place"]),
        "community": dict(given["community"]),
        "date": given["day"],
        "died": given["died"],
        "sensitivity": list(dict.fromkeys(sensitivity)),
        "content-note": dict(given["content_note"]),
        "consent": {
            "id": given["consent_id"] or f"c-{secrets.token_hex(4)}",
            "basis": given["basis"],
            "languages": languages if languages in ("", "all") else [tag.strip() for tag in languages.split(",")],
            "formats": list(given["formats"]),
            "obtained": given["obtained"],
            "expires": given["expires"],
            "form-held-by": given["form_held_by"],
        },
    }


def _refuse_faults(record: str, shown: str) -> None:
    """Refuse what the review would refuse, all at once and without a word of the record.

    Raises:
        SettingError: it says what is missing or may not be.
    """
    faults = [fault for fault in people.read(record.encode(), shown).findings if fault.severity == "error"]
    if faults:
        said = "\n".join(f"  {_fault(fault)}" for fault in faults)
        raise SettingError(
            f"This record cannot be written yet. Nothing was written.\n{said}\n"
            "Each field has an option of its name: “rejoinder new person --help”."
        )


def _fault(fault: Finding) -> str:
    """A fault without the cure that speaks of a line in a file which is not there."""
    return f"{fault.message}." if fault.help.startswith("Add a line") else f"{fault.message}. {fault.help}".rstrip()


def _refuse_names(given: dict[str, Any]) -> None:
    """No name of a minor is written, and none that will not be shown. The name itself is not repeated."""
    if not given["name"]:
        return
    if given["minor"] or "minor" in given["sensitivity"]:
        raise SettingError("A minor is shown by role only. No name is written, whoever asks for it. Leave --name out.")
    if given["identify"] == "role-only":
        raise SettingError(
            "Whoever is shown by role only has no name here: a true name belongs in the private folder. "
            "Leave --name out."
        )


# -- what only a person can do -----------------------------------------------------------------------------------------


def _left_to_people(given: dict[str, Any], identifier: str, settings: Settings) -> Iterable[str]:
    yield f"It stands in a text where you place it: ![](testimony:{identifier}), alone in a paragraph of {{.people}}."
    yield "What only a person can do:"
    if given["basis"] == "given-to-us":
        yield "- Keep the signed form, or the recording, outside the repository, under the id of the consent."
        if settings.private is None:
            yield "  PRIVATE names no folder yet. Set it in pelicanconf.py to one that only those who need it can open."
        else:
            yield f"  Its place is {settings.private}, as is a true name that is not shown ({identifier}.yaml)."
        if given["minor"] or "minor" in given["sensitivity"]:
            yield "- For a child the form bears the guardian's yes and the child's own."
        yield "- Give the person a copy of what they agreed to, and the words as they will stand."
        yield "- Agree on a safe way to reach each other, and on who may write for them."
        yield f"- Ask again before {given['expires']}. After that day nothing of them is shown."
    else:
        yield "- Nobody has asked this person. Where it can be done safely, ask, and record the answer."
    yield "- Tell them, or have somebody tell them, that they can withdraw at any time and need give no reason."
    yield "- What nobody but the editors may read, such as conditions, goes into consent.conditions."


# -- the questions -----------------------------------------------------------------------------------------------------


def _ask(given: dict[str, Any], settings: Settings, sources: tuple[str, ...]) -> None:
    """Ask for what was not given. The order is that of the decisions: may we at all, how far, what, how long."""
    tags = settings.languages
    click.echo("A person and what they agreed to. Nothing is written before the last answer; Ctrl+C stops.\n")
    given["kind"] = given["kind"] or _choice("What is it?", _KINDS)
    given["basis"] = given["basis"] or _choice("On what does it rest?", _BASES)
    if given["basis"] == "given-to-us":
        _refuse_without_consent(given["kind"])
    elif not given["source"]:
        given["source"] = _source(sources)
    _ask_who(given, tags)
    _ask_what(given, tags)
    _ask_how_long(given, tags, settings)
    given["identifier"] = given["identifier"] or click.prompt(
        "\nId of the record. It stands in the address of the page, so it is no name unless they chose to be named",
        default=f"p-{secrets.token_hex(4)}",
    )


def _refuse_without_consent(kind: str) -> None:
    whom = "the family" if kind == "remembrance" else "the person"
    if not click.confirm(f"\nHas {whom} seen the words exactly as they will stand, and said yes?"):
        raise RejoinderError(
            f"Nothing was written. Ask {whom} first, show the words, the languages, the formats and the last day, and "
            "have the answer signed or recorded. Help they receive does not depend on it."
        )


def _ask_who(given: dict[str, Any], tags: tuple[str, ...]) -> None:
    given["minor"] = given["minor"] or click.confirm("\nAre they under 18, or were they when it happened?")
    if given["minor"]:
        click.echo("They are shown by role only; no name is asked for and none is written.")
        click.echo("A yes of the guardian and one of the child are both needed, for what is given to you.")
        given["identify"] = given["identify"] or "role-only"
    _refuse_names(given)
    given["identify"] = given["identify"] or _choice("How far are they made known?", _IDENTIFY)
    given["role"] = given["role"] or _by_language(
        "Who is it, without a name? For example: a survivor", tags, needed=True
    )
    if given["identify"] != "role-only" and not given["name"]:
        given["name"] = _by_language("The name that is shown, no more than that", [tag for tag, _ in given["role"]])
    given["standing"] = given["standing"] or _choices("How do they stand to what happened?", _STANDINGS, needed=True)
    given["sensitivity"] = given["sensitivity"] or _choices("What asks for particular care?", _SENSITIVE)


def _ask_what(given: dict[str, Any], tags: tuple[str, ...]) -> None:
    given["event"] = given["event"] or _line("\nId of the event, for example crocus-city-hall (empty: none)")
    given["day"] = given["day"] or _line("Day of the event, YEAR-MONTH-DAY (empty: none)")
    given["place"] = given["place"] or _by_language("Where, no closer than is safe", tags)
    if given["kind"] == "remembrance":
        given["died"] = given["died"] or _line("Day of death, YEAR-MONTH-DAY")
    if not given["words"]:
        click.echo("\nOnly what may be published belongs here. Everything else stays in the private folder.")
        given["words"] = _by_language("What is shown", [tag for tag, _ in given["role"]])
    if given["words"]:
        if given["quoted"] is None:
            given["quoted"] = click.confirm("Are these their own words (yes), or your paraphrase (no)?")
        own = given["language"] = given["language"] or _line("Language in which they spoke, for example ru")
        if given["quoted"] and not given["translated_by"]:
            translated = [tag for tag, _ in given["words"] if tag != own]
            given["translated_by"] = _by_language("Who translated it? A role, never a name", translated)
        given["content_note"] = given["content_note"] or _by_language("A short note on what the words describe", tags)


def _ask_how_long(given: dict[str, Any], tags: tuple[str, ...], settings: Settings) -> None:
    given["languages"] = given["languages"] or click.prompt(
        f"\nLanguages they agreed to, for example {', '.join(tags)}, or all. What is not named here is not shown"
    )
    given["formats"] = given["formats"] or _choices(
        "Where may it stand? Each needs a yes of its own.", _FORMATS, needed=True
    )
    given["obtained"] = given["obtained"] or click.prompt(
        "\nFirst day on which it holds", default=settings.today.isoformat()
    )
    if not given["expires"]:
        ours = given["basis"] == "given-to-us"
        given["expires"] = _line("Last day, 12 to 24 months later" if ours else "Last day (empty: none)")
    if given["basis"] == "given-to-us":
        given["form_held_by"] = given["form_held_by"] or _line("Who keeps the signed form? A role, never a name")


def _line(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False)).strip()


def _source(sources: tuple[str, ...]) -> str:
    while True:
        source = _line("\nId of the source in which it is public")
        if source in sources:
            return source
        click.echo(f"There is no such source in the library.{near(source, sources)}")


def _choice(question: str, meanings: dict[str, str]) -> str:
    _explain(question, meanings)
    return str(click.prompt("Answer", type=click.Choice(list(meanings)), show_choices=False))


def _choices(question: str, meanings: dict[str, str], *, needed: bool = False) -> tuple[str, ...]:
    _explain(question, meanings)
    while True:
        answer = _line("One or more, with commas" if needed else "One or more, with commas (empty: none)")
        chosen = tuple(dict.fromkeys(part.strip() for part in answer.split(",") if part.strip()))
        unknown = [part for part in chosen if part not in meanings]
        if not unknown and (chosen or not needed):
            return chosen
        click.echo(f"Allowed: {', '.join(meanings)}.{near(unknown[0], meanings) if unknown else ''}")


def _explain(question: str, meanings: dict[str, str]) -> None:
    width = max(map(len, meanings))
    click.echo(f"\n{question}")
    for name, meaning in meanings.items():
        click.echo(f"  {name:{width}}  {meaning}")


def _by_language(question: str, tags: Iterable[str], *, needed: bool = False) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    tags = tuple(tags)
    if not tags:
        return ()
    click.echo(f"\n{question}.")
    while not found:
        found = [(tag, text) for tag in tags if (text := _line(f"  in {tag} (empty: none)"))]
        if not needed:
            break
    return tuple(found)
