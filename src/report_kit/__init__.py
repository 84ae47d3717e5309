"""report-kit: write, proofread, review and publish official reports in Jupyter.

The public names load on first use, so that ``import report_kit`` stays quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from report_kit.document import Document, open_document
    from report_kit.errors import ReportKitError
    from report_kit.forms import Report
    from report_kit.proofread import Context, Edit, Finding, Fix, Proofreader, Severity
    from report_kit.workspace import Workspace

__version__ = "0.1.0"

__all__ = [
    "Context",
    "Document",
    "Edit",
    "Finding",
    "Fix",
    "Proofreader",
    "Report",
    "ReportKitError",
    "Severity",
    "Workspace",
    "load_ipython_extension",
    "open_document",
]

_HOMES = {
    "Context": "report_kit.proofread",
    "Document": "report_kit.document",
    "Edit": "report_kit.proofread",
    "Finding": "report_kit.proofread",
    "Fix": "report_kit.proofread",
    "Proofreader": "report_kit.proofread",
    "Report": "report_kit.forms",
    "ReportKitError": "report_kit.errors",
    "Severity": "report_kit.proofread",
    "Workspace": "report_kit.workspace",
    "open_document": "report_kit.document",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'report_kit' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def load_ipython_extension(ipython: Any) -> None:
    """Give a notebook the ``%%proofread`` cell magic (``%load_ext report_kit``)."""
    import_module("report_kit.widgets.jupyter.magic").register(ipython)
