"""The rules of the editorial review, one file each. Present means registered."""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil

from rejoinder.core.errors import SettingError
from rejoinder.core.rule import Rule


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by its catalogue id.

    Raises:
        SettingError: a module of this folder holds no rule or several, or its rule has another name.
    """
    found = []
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        rules = [value for value in vars(module).values() if isinstance(value, Rule)]
        if len(rules) != 1 or rules[0].name != info.name.replace("_", "-"):
            raise SettingError(f"core/rules/{info.name}.py must hold one rule named “{info.name.replace('_', '-')}”.")
        found.append(rules[0])
    return tuple(sorted(found, key=lambda rule: (rule.family, rule.id, rule.name)))


def page_of(rule: Rule) -> str:
    """A rule's page: the docstring of its module."""
    module = importlib.import_module(f"{__name__}.{rule.name.replace('-', '_')}")
    return inspect.getdoc(module) or ""
