"""The path of a drawing comes in; out, the same to a tenth of its unit, in fewer letters.

A map drawn for paper has points a hundredth apart, finer than a screen shows, and they are most of
a page's weight. Each point is rounded from where it is, so that nothing drifts.
"""

import re

_PLAIN = re.compile(r"[MLZ\d\s.,-]+")  # lines alone: curves stay as they are
_STEP = re.compile(r"([MLZ])([^MLZ]*)")
_NUMBER = re.compile(r"-?\d*\.?\d+")


def shortened(path: str) -> str:
    """Return a path of lines with relative steps of tenths; any other as it is.

    >>> shortened("M10.02 10L10.51 12.26L10.52 12.27Z")
    'M10 10l.5 2.3z'
    """
    if not _PLAIN.fullmatch(path) or not path.lstrip().startswith("M"):
        return path
    out: list[str] = []
    here = begun = (0, 0)
    for command, written in _STEP.findall(path):
        numbers = [round(10 * float(number)) for number in _NUMBER.findall(written)]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if command == "Z":
            out.append("z")
            here = begun
        elif command == "M" and points:
            out.append(f"M{_pair(*points[0])}")
            here = begun = points[0]
            points = points[1:]
        for point in points:
            if point != here:
                step = _pair(point[0] - here[0], point[1] - here[1])
                out.append(f"l{step}" if out[-1][0] in "Mz" else _after(step))
                here = point
    return "".join(out)


def _after(step: str) -> str:
    return step if step.startswith("-") else f" {step}"


def _pair(x: int, y: int) -> str:
    return _tenths(x) + _after(_tenths(y))


def _tenths(number: int) -> str:
    sign, whole, rest = "-" if number < 0 else "", *divmod(abs(number), 10)
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{rest}"
