"""Where the files are that come with the package: the themes and the shipped briefing."""

from pathlib import Path


def bundled(name: str) -> Path:
    """Return ``templates`` or ``content``: inside the package in a wheel, beside it in a checkout.

    ``FileNotFoundError`` when an installation lacks them.
    """
    package = Path(__file__).resolve().parent.parent
    for parent in (package / "bundled", package.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"{name}/ is missing beside {package}: reinstall the package")
