"""What the nbconvert exporters share: a notebook in, its blocks made by a preprocessor, one file out."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import default

from report_kit.export.blocks import Content
from report_kit.export.content import content_of

_KEY = "report_kit_content"


class ContentPreprocessor(Preprocessor):
    """Hands on what the notebook prints, as it is after all other preprocessors."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add the blocks to the resources; raises ``ExportError``."""
        resources[_KEY] = content_of(nb, resources["metadata"].get("name", ""))
        return nb, resources


class ReportExporter(Exporter):
    """Base of the exporters; ``extension`` is the file's, ``render`` makes its content.

    JupyterLab lists an exporter in its menu when ``export_from_notebook`` is set.
    """

    extension = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.extension

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()  # type: ignore[no-untyped-call]
        self.register_preprocessor(ContentPreprocessor, enabled=True)  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]  # the base returns a notebook, every real one a file
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[str | bytes, dict[str, Any]]:
        """Return the file's content and nbconvert's resources; raises ``ExportError``."""
        _, resources = super().from_notebook_node(nb, resources, **kw)
        return self.render(resources.pop(_KEY)), resources

    def render(self, content: Content) -> str | bytes:
        """Return the content of the file."""
        raise NotImplementedError
