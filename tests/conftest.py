"""What tests share."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A change is judged by the same inputs each time, so that a fault is its own. New ones are tried by
# `make fuzz`, which keeps what it finds where that can be written.
settings.register_profile("steady", derandomize=True, database=None)
found = {} if os.access(Path(__file__).parents[1], os.W_OK) else {"database": None}
settings.register_profile("chance", **found)
settings.load_profile("steady")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a text into this test's own folder and return its path."""

    def write(text: str, name: str = "briefing.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that approves golden pages."""
    parser.addoption("--update-golden", action="store_true", help="approve the pages as drawn")
