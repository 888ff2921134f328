"""How an editor allows what a rule flags: `<!-- rejoinder: allow RULE because REASON until 2027-05-24 -->`."""

from __future__ import annotations

import re

#: A complete waiver, with its `rule`, `reason` and `until`.
WAIVER = re.compile(
    r"<!--\s*rejoinder:\s*allow\s+(?P<rule>[\w-]+)\s+because\s+(?P<reason>.+?)\s+until\s+(?P<until>\S+)\s*-->",
    re.DOTALL,
)
#: A comment that was meant to be one.
ALMOST = re.compile(r"<!--\s*rejoinder\b", re.IGNORECASE)
