"""Rejoinder: Pelican plugins that build explainers whose every figure leads to its source.

The modules beside this file are small Pelican plugins, one line each in `PLUGINS`; `core` holds what they adapt and
knows nothing of Pelican; `cli` is the `rejoinder` command.
"""

__version__ = "0.1.0"
