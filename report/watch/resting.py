"""A process that lives for hours comes in; memory that it has and does not use goes back."""

import ctypes
import gc
import sys
from contextlib import suppress


def give_back() -> None:
    """Let go of garbage, and give free memory back to the system: a tenth of a second.

    What a build leaves lies in circles, and holds megabytes that Python does not count: left to
    itself it looks for them once in dozens of builds. glibc keeps what threads let go of, in a pool
    for each of them; other systems do without.
    """
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # musl has no such pools
            ctypes.CDLL(None).malloc_trim(0)
