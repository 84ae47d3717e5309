"""What is stored of a report is the report, and says of which shape it is."""

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from report_kit.forms.report import BODY_VERSION, Report
from report_kit.workspace.records import digest, encode, same
from tests.forms.strategies import reports

FIGURES = st.dictionaries(
    st.text(min_size=1, max_size=8),
    st.one_of(
        st.none(),
        st.integers(0, 10**9),
        st.decimals(0, 10**6, places=4, allow_nan=False, allow_infinity=False),
    ),
    max_size=4,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking two hundred cells takes minutes
)
@given(reports(), FIGURES)
def test_a_body_is_its_report(plain: Report, figures: dict[str, int | Decimal | None]) -> None:
    report = replace(plain, figures=figures)
    body, sha256 = encode(report)
    back = Report.from_json_dict(json.loads(body))
    assert back == report
    assert encode(back) == (body, sha256) == (body, digest(body))
    assert json.loads(body)["version"] == BODY_VERSION
    # As the kit wrote it before bodies said so.
    first = {key: value for key, value in json.loads(body).items() if key != "version"}
    assert Report.from_json_dict(first) == report
    assert same(json.dumps(first), body)
    assert not same(json.dumps({**first, "title": "另一个"}), body)


def test_a_damaged_body_is_no_state(report: Report) -> None:
    body, _sha256 = encode(report)
    for damaged in ("", "[", "[]", "1", body[:-1]):
        assert not same(damaged, body)
