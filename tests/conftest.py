"""What tests share."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

if not os.access(Path(__file__).parents[1], os.W_OK):  # nowhere to keep what chance found
    settings.register_profile("read-only", database=None)
    settings.load_profile("read-only")


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
