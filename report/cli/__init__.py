"""The command line: arguments come in; a file, lines and an exit code go out. A module a command.

Whatever is heavy is imported inside the command that needs it, so that ``--help`` and completion
answer at once.
"""

import click

from .attach import attach
from .build import build
from .check import check
from .check_pdf import check_pdf
from .compare import compare
from .course import course
from .doctor import doctor
from .draft import draft
from .facts import facts
from .migrate import migrate
from .new import new
from .open import open_
from .print_set import print_set
from .schema import schema
from .sources import sources
from .theme import theme
from .verify import verify
from .watch import watch

EPILOG = """
\b
Exit codes: 0 all is well, 1 the content or the theme is at fault (`doctor`:
the machine; `check-pdf`: the PDF) or Ctrl-C was pressed, 2 wrong usage, a
machine that lacks what is needed or failed (a full disk, no memory, a process
that was killed), or a bug of ours.

\b
To complete commands, options and files with the Tab key, add a line:
  bash, ~/.bashrc:  eval "$(_REPORT_COMPLETE=bash_source report)"
  zsh, ~/.zshrc:    eval "$(_REPORT_COMPLETE=zsh_source report)"
  fish, ~/.config/fish/completions/report.fish:
                    _REPORT_COMPLETE=fish_source report | source
"""


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="briefing-report", message="report %(version)s")
def cli() -> None:
    """Turn a briefing written in YAML into a printed, footnoted, accessible PDF.

    Every sentence is held against the facts that it cites before anything is printed. Start with
    `report new DIR`; `report doctor` tells what a machine lacks.
    """


for _command in (
    new,
    draft,
    build,
    watch,
    check,
    facts,
    open_,
    compare,
    course,
    attach,
    print_set,
    migrate,
    theme,
    verify,
    sources,
    schema,
    check_pdf,
    doctor,
):
    cli.add_command(_command)
