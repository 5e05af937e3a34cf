"""``report doctor``: what the machine lacks goes out, and what brings it."""

import click


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Say what this machine lacks, and what brings it.

    The exit code is 1 when something needs attention.
    """
    from . import diagnosis

    findings = diagnosis.diagnose()
    click.echo(diagnosis.as_text(findings))
    context.exit(0 if all(finding.ok for finding in findings) else 1)
