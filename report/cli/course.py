"""``report course``: a briefing comes in, a cartridge for a learning platform goes out."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from ..errors import Diagnostic
from ..options import EDITIONS
from ..press.conformance import Conformance
from .common import (
    briefing_argument,
    content_at_fault,
    count,
    course_option,
    default_output,
    existing,
    need_libraries,
    progressing,
    replace,
    root_option,
    strict_option,
    theme_option,
    warn,
    weight,
    writable,
)

if TYPE_CHECKING:
    from ..options import Edition


_UNTITLED = Diagnostic(
    "the PDF is PDF/A-4f, which has no title in the old place: some checkers call it untitled",
    hint="leave `--conformance` out: PDF/A-3a has both titles",
    level="advice",
)


@click.command()
@briefing_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write.  [default: build/NAME.imscc, or build/NAME-instructor.imscc]",
)
@click.option(
    "--edition",
    type=click.Choice([name for name in EDITIONS if name != "summary"]),
    default="student",
    show_default=True,
    help="Whose PDF and page it has: two audiences get two cartridges.",
)
@course_option
@click.option(
    "--conformance",
    type=click.Choice([level.value for level in Conformance]),
    default=Conformance.A3A_UA1.value,
    show_default=True,
    help="What the PDF promises; PDF/A-4f has no old title, and some platforms call it untitled.",
)
@theme_option
@strict_option
@root_option
def course(
    briefing: Path | None, output: Path | None, edition: "Edition", conformance: str, **options: Any
) -> None:
    """Pack BRIEFING for Moodle, Canvas and the like.

    The package, an IMS Common Cartridge 1.1, has the PDF, the page for the web, a topic for each
    question, a reading check from each four questions of a `quiz`, links, and records for reference
    programs. It is checked before it is written.
    """
    path = existing(briefing)
    target = writable(output or default_output(path, ".imscc", edition), ".imscc")
    need_libraries()
    with content_at_fault(), progressing() as progress:
        from .. import pipeline, reflowing
        from ..course import Files, cartridge

        shared: dict[str, Any] = {
            "edition": edition,
            "cache": files.cache_folder(),
            "progress": progress,
        }
        pdf = pipeline.build(path, conformance=Conformance(conformance), **shared, **options)
        page = reflowing.page(path, pdf="briefing.pdf", **shared, **options)
        progress("packing")
        given = options["theme"], options["roots"], options["course"]
        whole, read = pipeline.contents(path, edition, *given)
        made = cartridge(read, whole, Files(pdf.data, page.data))
    replace(target, made.data)
    warn((*pdf.warnings, *([_UNTITLED] if conformance == "a4f-ua2" else ())))
    parts = [
        count(made.topics, "topic"),
        count(made.checks, "reading check"),
        count(made.links, "link"),
        weight(made.data),
    ]
    click.echo(f"{target}: {', '.join(parts)}")
