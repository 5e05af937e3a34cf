"""Editions and the address of a Dask cluster come in; out, what became of each, made there.

The content travels as data and the files come back; Dask hands out the work, and has that of a
worker that is lost done again by another. A worker must have what is installed here, or its file
could be another one than is made here: it says so, and makes none.
"""

import asyncio
import hashlib
import importlib.metadata
import logging
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from .. import files
from ..content.printings import Planned
from ..errors import Diagnostic, MachineError
from ..press import typeset, workers
from . import making, parcel
from .making import Made
from .parcel import Parcel

Client = Any  # Dask states no types
Future = Any

_ANSWERS = 10  # seconds in which a scheduler answers
_LOOK = 2  # seconds between two looks at the workers
_PATIENCE = 60.0  # seconds without any worker, after which none is waited for
_AGAIN = 3  # times that an edition is tried again whose worker was lost

Inventory = dict[str, str]
"""What is installed, with its version or its digest."""


def on(
    address: str,
    asked: Sequence[Planned],
    packed: Parcel,
    done: Callable[[int], None],
    strict: bool,
) -> list[Made]:
    """Return what became of each edition, in the order asked for.

    ``done`` hears how many are finished. ``MachineError`` says why nothing can be made there.
    """
    with _client(address) as client, client.as_current():
        # The parcel is a result of its own: it travels once to each worker, and is made again there
        # if the one that had it is lost.
        sent = client.submit(_same, packed, key=f"parcel-{packed.digest}")
        here = installed()
        key = f"edition-{packed.digest}-{time.time_ns()}"
        waiting = [
            client.submit(there, sent, one, strict, here, key=f"{key}-{number}", retries=_AGAIN)
            for number, one in enumerate(asked)
        ]
        _wait(client, address, waiting, done)
        return [_result(one, future) for one, future in zip(asked, waiting, strict=True)]


def _client(address: str) -> Client:
    try:
        import distributed
    except ImportError:
        message = "Dask is needed to build on a cluster, and is not installed"
        hint = "run `pip install 'briefing-report[dask]'`"
        raise MachineError([Diagnostic(message, hint=hint)]) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said once
    from distributed.comm import connect

    async def answer() -> None:
        secure = distributed.Security().get_connection_args("client")
        comm = await connect(address, timeout=_ANSWERS, **secure)
        await comm.close()

    try:
        asyncio.run(answer())  # a client that nobody answers prints a traceback when it goes
        return distributed.Client(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, ValueError, TypeError, TimeoutError):
        hint = "start one with `dask scheduler`, and workers with `dask worker ADDRESS`"
        told = Diagnostic(f"no Dask scheduler answers at {address}", hint=hint)
        raise MachineError([told]) from None


def _wait(
    client: Client, address: str, waiting: Sequence[Future], done: Callable[[int], None]
) -> None:
    """Wait until all are finished; ``MachineError`` where nobody is left to do the work."""
    import distributed

    seen = time.monotonic()
    while unfinished := [future for future in waiting if not future.done()]:
        done(len(waiting) - len(unfinished))
        try:
            distributed.wait(unfinished, timeout=_LOOK, return_when="FIRST_COMPLETED")
        except (TimeoutError, distributed.TimeoutError):
            if client.nthreads():
                seen = time.monotonic()
            elif time.monotonic() - seen > _PATIENCE:
                message = f"the cluster at {address} has no workers"
                hint = f"start some: `dask worker {address}`"
                raise MachineError([Diagnostic(message, hint=hint)]) from None
    done(len(waiting))


def _result(one: Planned, future: Future) -> Made:
    error = future.exception()
    if error is None:
        made: Made = future.result()
        return made
    if isinstance(error, ImportError):
        message = f"a worker of the cluster lacks `{error.name}`"
        hint = "install there what is installed here: `pip install 'briefing-report[dask]'`"
    else:
        message = f"the cluster could not make it: {type(error).__name__}: {error}"
        hint = "look into the log of the workers"
    return Made(one, faults=(Diagnostic(message, hint=hint),), lacking=True)


# ------------------------------------------------------------------------------- what runs there


def _same(packed: Parcel) -> Parcel:
    return packed


def there(packed: Parcel, one: Planned, strict: bool, here: Inventory) -> Made:
    """Make one edition of what a parcel holds, on the machine of a worker."""
    if other := list(_differences(here, installed())):
        told = Diagnostic(f"a worker of the cluster has {', '.join(other)}", hint=_ALIKE)
        return Made(one, faults=(told,), lacking=True)
    with tempfile.TemporaryDirectory(prefix=files.OWN_FOLDER) as name, workers.at_hand():
        folder = Path(name).resolve()
        packed.unpack(folder)
        made = making.make(
            packed.of_there(one, folder),
            parcel.below(folder, packed.briefing),
            strict=strict,
            roots=tuple(parcel.below(folder, root) for root in packed.roots),
            cache=files.cache_folder(),
        )
        return packed.of_here(made, one, folder)


_NAME = re.compile(r"[\w.-]*")  # of a requirement (PEP 508): `pikepdf` of `pikepdf[pdfa]>=10`
_ALIKE = "install there the versions that are installed here, and the same Pango"


@lru_cache(maxsize=1)
def installed() -> Inventory:
    """Return what may make a file another one: this programme, what it rests on, the libraries."""
    ours = Path(__file__).parents[1]
    own = hashlib.sha256()
    for path in sorted(path for path in ours.rglob("*") if path.suffix in (".py", ".yaml", ".tsv")):
        own.update(path.read_bytes())
    needed = importlib.metadata.requires("briefing-report") or []
    names = {_NAME.findall(line)[0] for line in needed if "extra ==" not in line}
    known = typeset.versions()
    state = {name: importlib.metadata.version(name) for name in sorted(names)}
    state |= {name: known[name] for name in ("zlib", "pango", "harfbuzz")}
    return {**state, "weasyprint": known["weasyprint"], "briefing-report": own.hexdigest()}


def _differences(here: Inventory, there: Inventory) -> Iterator[str]:
    for name in sorted(here.keys() | there.keys()):
        mine, other = here.get(name, ""), there.get(name, "")
        if mine != other:
            short = len(mine) < 20 and len(other) < 20
            yield f"{name} {other or 'missing'} (here {mine})" if short else f"another {name}"
