"""``report schema``: the name of a content file comes in, its JSON Schema goes out."""

from pathlib import Path

import click

from .common import content_at_fault, theme_option


@click.command()
@click.argument(
    "name",
    type=click.Choice(["briefing", "document", "references", "theme", "editions", "course"]),
    default="briefing",
)
@theme_option
def schema(name: str, theme: str | Path | None) -> None:
    """Print the JSON Schema of a content file or a theme.

    With it an editor completes and checks while one types. The default is that of briefing.yaml;
    with --theme it has the kinds of block of that theme.
    """
    from ..content import schema, themes

    with content_at_fault():
        click.echo(schema.schema(name, themes.named(theme)), nl=False)
