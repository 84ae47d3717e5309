"""The owner of a worker: a document that hangs, dies or eats memory costs itself and nobody else."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from report_kit.batch.owner import Owner, Stopped
from report_kit.batch.profile import Profile

FAKE = (sys.executable, str(Path(__file__).with_name("fake_worker.py")))


def owner(**limits: Any) -> Owner:
    return Owner(Profile(**{"memory": 150, "seconds": 30.0, **limits}), FAKE)


@pytest.fixture
def owned() -> Iterator[Owner]:
    one = owner()
    yield one
    one.close()


def references(*names: str, source: str = "") -> list[dict[str, Any]]:
    return [
        {"id": name, "kind": "file", "source": source, "place": "", "digest": "", "text": None}
        for name in names
    ]


def outcomes(one: Owner, *names: str, source: str = "") -> list[tuple[str, str]]:
    answers = list(one.check(references(*names, source=source)))
    return [(row["document"]["document"], row["document"].get("code", "")) for row in answers]


def test_documents_come_back_in_order_from_one_worker(owned: Owner) -> None:
    names = [f"ok:{number}" for number in range(30)]
    answers = [row["document"] for row in owned.check(references(*names))]
    assert [row["document"] for row in answers] == names
    assert len({row["pid"] for row in answers}) == 1
    assert owned.restarts == 0


def test_one_that_dies_again_and_again_is_named_and_the_others_go_on(owned: Owner) -> None:
    assert outcomes(owned, "ok:1", "die", "ok:2", "die:2", "ok:3") == [
        ("ok:1", ""),
        ("die", "RK-664"),
        ("ok:2", ""),
        ("die:2", "RK-664"),
        ("ok:3", ""),
    ]
    assert owned.restarts == 6


def test_a_worker_killed_by_somebody_else_costs_no_document(owned: Owner, tmp_path: Path) -> None:
    names = ("ok:1", "die once", "ok:2")
    assert outcomes(owned, *names, source=str(tmp_path / "mark")) == [(name, "") for name in names]
    assert owned.restarts == 1


def test_an_answer_cut_off_is_a_death(owned: Owner) -> None:
    assert outcomes(owned, "cut off", "ok:1") == [("cut off", "RK-664"), ("ok:1", "")]


def test_one_that_hangs() -> None:
    one = owner(seconds=0.3)
    try:
        assert outcomes(one, "ok:1", "hang", "ok:2") == [("ok:1", ""), ("hang", "RK-662"), ("ok:2", "")]
    finally:
        one.close()


def test_one_that_eats_memory(owned: Owner) -> None:
    assert outcomes(owned, "ok:1", "eat", "ok:2") == [("ok:1", ""), ("eat", "RK-663"), ("ok:2", "")]


def test_what_earlier_documents_left_is_not_blamed_on_the_next(owned: Owner) -> None:
    names = ("ok:1", "eat if not first", "ok:2")
    assert outcomes(owned, *names) == [(name, "") for name in names]


def test_a_worker_that_has_grown_is_replaced_between_documents(owned: Owner) -> None:
    names = [f"{'grow' if number == 2 else 'ok'}:{number}" for number in range(10)]
    answers = [row["document"] for row in owned.check(references(*names))]
    assert [row["document"] for row in answers] == names
    assert len({row["pid"] for row in answers}) == 2


def test_close_from_another_thread_ends_it_and_leaves_no_process(owned: Owner) -> None:
    threading.Timer(0.4, owned.close).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        list(owned.check(references("ok:1", "hang")))
    assert time.monotonic() - began < 20
    assert not [child for child in psutil.Process().children() if "fake_worker" in " ".join(child.cmdline())]


def test_a_worker_that_does_not_come_up_is_told() -> None:
    from report_kit.errors import ReportKitError

    with pytest.raises(ReportKitError, match="RK-664"):
        list(Owner(Profile(), (sys.executable, "-c", "raise SystemExit(3)")).check(references("a")))
