"""What holds for all tests."""

import os

import pytest
from hypothesis import settings

from report_kit import form_folders

# Before numpy is loaded: its threads double the processor time of the speller and gain nothing.
for _library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_library, "1")
# A busy or slow PC is no mistake of what is tested.
settings.register_profile("report-kit", deadline=None)
settings.load_profile("report-kit")


@pytest.fixture(autouse=True)
def _no_forms_of_other_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process knows the forms of every workspace it has opened; a test those of its own."""
    monkeypatch.setattr(form_folders, "_registered", [])
