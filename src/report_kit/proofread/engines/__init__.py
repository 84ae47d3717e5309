"""Optional correction engines: other programs' opinions, checked before they become findings.

One file here is one engine: a subclass of :class:`Engine` with a name. None is used unless asked for.
"""

from report_kit.proofread.checking.engine import Correction, Engine, EngineFault
from report_kit.proofread.engines.discovery import Offer, engine_names, offers, open_engine

__all__ = ["Correction", "Engine", "EngineFault", "Offer", "engine_names", "offers", "open_engine"]
