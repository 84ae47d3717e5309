from collections.abc import Iterator
from pathlib import Path

import pytest

from report_kit.forms.catalogue import load_form, working_in
from report_kit.forms.form import Form
from tests.forms.second import lay_in


@pytest.fixture
def pingan(tmp_path: Path) -> Iterator[Form]:
    """The second form, known as long as the test runs."""
    with working_in(lay_in(tmp_path)):
        yield load_form("pingan")
