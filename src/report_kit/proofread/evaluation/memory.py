"""How much memory this process has held at most."""

from __future__ import annotations

import sys


def peak_memory() -> int | None:
    """Return the largest resident size so far in bytes; ``None`` on Windows, which has no such call."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) if sys.platform == "darwin" else int(peak) * 1024  # macOS counts bytes, Linux KiB
