"""What the nbconvert exporters share: a notebook in, one file out, no preprocessors of their own."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from report_kit.export.blocks import Content
from report_kit.export.content import content_of


class ReportExporter(Exporter):
    """Base of the exporters; ``extension`` is the file's, ``render`` makes its content.

    JupyterLab lists an exporter in its menu when ``export_from_notebook`` is set.
    """

    extension = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.extension

    def from_notebook_node(  # type: ignore[override]  # the base returns a notebook, every real one a file
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """Return the file's content and nbconvert's resources; raises ``ExportError``."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources["metadata"].get("name", "")
        return self.render(content_of(notebook, name)), resources

    def render(self, content: Content) -> str | bytes:
        """Return the content of the file."""
        raise NotImplementedError
