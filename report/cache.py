"""The state of a file comes in; out, whether it is the user's own, and the folder of such files.

It is asked before anything else is imported, and imports nothing that Python has not loaded.
"""

import os
import stat


def folder() -> str:
    """Return the user's folder for what may be found or made again.

    ``RuntimeError`` where the user has no home.
    """
    kept = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if not kept:
        home = os.path.expanduser("~")
        if home.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        kept = os.path.join(home, ".cache")
    return os.path.join(kept, "briefing-report")


def is_own(state: os.stat_result) -> bool:
    """Whether this user keeps a file, and nobody else may write to it.

    A cache folder may be shared, or lie where everybody writes.
    """
    foreign = hasattr(os, "getuid") and state.st_uid != os.getuid()
    return not foreign and not state.st_mode & stat.S_IWOTH
