"""``report schema``: the name of a content file comes in, its JSON Schema goes out."""

import click


@click.command()
@click.argument(
    "name", type=click.Choice(["briefing", "document", "references"]), default="briefing"
)
def schema(name: str) -> None:
    """Print the JSON Schema of a content file.

    With it an editor completes and checks while one types. The default is that of briefing.yaml.
    """
    from ..content import schema

    click.echo(schema.schema(name), nl=False)
