"""The pages of the rules as one document, `docs/rules.md`: what each looks for, why, and the cure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .lexicon import Lexicons
from .rules import all_rules, page_of

if TYPE_CHECKING:
    from .rule import Authority, Rule

FAMILIES = {
    "S": "Structure",
    "R": "Sources",
    "A": "Amplification",
    "V": "People and ethics",
    "D": "The reader",
    "L": "Languages",
    "G": "Governance",
}
_HEAD = """\
# The rules of the editorial review

`rejoinder check` reads every text as a careful editor would; this is what it looks for. `rejoinder rule NAME` prints
one of these pages. An *error* stops a build, a *warning* and a *suggestion* do not. A rule that rests on a word list
which no native reader has reviewed gives warnings at most, and says so below as *draft*; a rule without a list for a
language is reported as *not covered* there, never as passed.

To allow a finding once, write right before the passage, with a reason and an end:

    <!-- rejoinder: allow RULE because REASON until YYYY-MM-DD -->

Before the first words of a text it allows the rule in the whole file, its title and other fields included. What
concerns the site as a whole, such as a fact or a service, cannot be allowed in a text. Every report counts what was
allowed. To switch rules off or change their numbers, see `REVIEW_…` in [settings.md](settings.md); for one run there
are `rejoinder check --select RULES` and `--ignore RULES`.
"""


def languages_of(rule: Rule) -> str:
    """Which languages a rule covers, in a sentence."""
    needs = " It needs the publisher's private list of names (`REVIEW_NAMES`)." if rule.names else ""
    if not rule.lexicon:
        return f"Every language.{needs}"
    lexicons = Lexicons()
    said = []
    for tag in sorted(lexicons.languages):
        lexicon = lexicons.get(rule.lexicon, tag)
        if lexicon is not None:
            state = f"reviewed by {lexicon.reviewed_by}" if lexicon.reviewed_by else "draft"
            said.append(f"{tag} (list {lexicon.version}, {state})")
    return f"{', '.join(said)}; others are not covered.{needs}"


def cited(authority: Authority) -> str:
    """A reference as readers meet it, without the number of the catalogue's evidence."""
    return re.sub(r"\s*\(E\d+(?:,\s*E\d+)*\)", "", authority.text)


def document() -> str:
    """The whole of `docs/rules.md`."""
    rules = all_rules()
    pieces = [_HEAD]
    for letter, family in FAMILIES.items():
        members = [rule for rule in rules if rule.family == letter]
        if members:
            pieces.append(f"\n## {family}\n")
            pieces += [_section(rule) for rule in members]
    return "".join(pieces)


def _section(rule: Rule) -> str:
    first, *blocks = page_of(rule).split("\n\n")
    lines = [f"\n### {rule.name}\n", f"\n*{rule.id} · {rule.severity}* · {' '.join(first.split())}\n"]
    for block in blocks:
        heading, _, rest = block.partition("\n")
        text = " ".join(line.strip() for line in (rest if heading.endswith(":") else block).split("\n"))
        lines.append(f"\n**{heading.rstrip(':')}.** {text}\n" if heading.endswith(":") and rest else f"\n{text}\n")
    lines.append(f"\n**Languages.** {languages_of(rule)}\n")
    if rule.thresholds:
        numbers = ", ".join(f"`{rule.name}.{name}` = {value:g}" for name, value in rule.thresholds.items())
        lines.append(f"\n**Numbers.** {numbers}\n")
    where = "; ".join(f"[{cited(a)}]({a.url})" if a.url else cited(a) for a in rule.authority)
    lines.append(f"\n**Where it comes from.** {where}\n")
    return "".join(lines)
