"""The command ``report``, which is ``python -m report`` too."""

import io
import sys

from .cli import cli


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A terminal that cannot show a letter gets its number, not a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    cli(prog_name="report")


if __name__ == "__main__":
    main()
