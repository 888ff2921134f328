"""What every test file shares: the day, and a published site to look after."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `sites`

from sites import DAY, Site, tiny


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of single test files."""
    parser.addoption("--kills", type=int, default=20, help="how many builds tests/test_chaos.py kills")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same day."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


@pytest.fixture(scope="session")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The tiny site, valid and published. Look at it; do not change it."""
    site = tiny(tmp_path_factory.mktemp("valid"))
    code, _, err = site.build()
    assert code == 0, err
    return site
