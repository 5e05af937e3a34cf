"""Try hostile input for as long as is asked: `python -m tests.hostile.fuzz [SECONDS]`.

What does not hold is written into `found/`, made as small as it goes, and is a test from then on.
"""

import hashlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

from tests.hostile import inputs, promises  # noqa: E402

KINDS = {
    "content": (inputs.content, promises.check, 200),
    "data": (inputs.data_files, promises.check, 100),
    "damaged": (inputs.damaged, promises.check, 200),
    "templates": (inputs.templates, promises.check, 100),
    "built-sheets": (inputs.sheets, promises.build, 20),
    "built-content": (inputs.content, promises.build, 20),
    "built-templates": (inputs.templates, promises.build, 20),
}


def attempt(name: str, number: int) -> str | None:
    """Try one kind; return what did not hold, None if all did."""
    strategy, act, count = KINDS[name]
    last: inputs.Files = {}

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy())
    def holds(files):
        nonlocal last
        with tempfile.TemporaryDirectory() as folder:
            try:
                act(files, Path(folder))
            except BaseException:
                last = files
                raise

    try:
        holds()
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        _keep(name, last)
        return "".join(traceback.format_exception(error)[-4:])
    return None


def _keep(name: str, files: inputs.Files) -> None:
    sound = inputs.sound()
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()[:8]
    folder = Path(__file__).parent / "found" / f"{name}-{digest}"
    for own, data in files.items():
        path = folder / own
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    changed = [own for own in files if files[own] != sound.get(own)]
    sys.stdout.write(f"{folder}: {', '.join(changed)}\n")


def main() -> None:
    """Try every kind in turn until the time is over; leave with 1 if anything did not hold."""
    until = time.monotonic() + float(sys.argv[1] if len(sys.argv) > 1 else 3600)
    failed, number = 0, int(time.time())
    while time.monotonic() < until:
        for name in KINDS:
            number += 1
            if fault := attempt(name, number):
                failed += 1
                sys.stdout.write(f"{name}, seed {number}: {fault[:600]}\n")
            sys.stdout.flush()
            if time.monotonic() > until:
                break
    sys.exit(min(failed, 1))


if __name__ == "__main__":
    main()
