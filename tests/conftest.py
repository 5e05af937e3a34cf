"""What tests share."""

from collections.abc import Callable
from pathlib import Path

import pytest


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
