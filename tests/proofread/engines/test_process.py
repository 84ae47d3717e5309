"""The helper process, with real processes: it starts late, answers in order, dies, and comes back."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from report_kit.proofread.engines import EngineFault
from report_kit.proofread.engines import process as process_module
from report_kit.proofread.engines.process import HelperProcess, LoadFault

SCRIPT = """
import json, os, sys, time
job = json.loads(sys.stdin.readline())
if "fault" in job:
    print(json.dumps({"fault": "broken", "kind": "import"}), flush=True)
    sys.exit()
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    text = json.loads(line)
    if text == "die":
        sys.stderr.write("last words\\n")
        os._exit(3)
    if text == "hang":
        time.sleep(60)
    if text == "fail":
        print(json.dumps({"fault": "failed", "kind": "other"}), flush=True)
        continue
    print(json.dumps({"target": text[::-1], "pid": os.getpid()}), flush=True)
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "带 空格.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture
def helper(script: Path):
    made = HelperProcess(script, {})
    yield made
    made.close()


def test_answers_come_in_order_however_many(helper: HelperProcess):
    questions = [f"{number} 𠮷\r\n\ud800" * 50 for number in range(3000)]
    answers = helper.ask(questions)
    assert [answer["target"] for answer in answers] == [question[::-1] for question in questions]
    assert helper.ask([]) == []


def test_it_starts_once_and_after_closing_again(helper: HelperProcess):
    pids = {helper.ask(["x"])[0]["pid"] for _ in range(3)}
    assert len(pids) == 1
    helper.close()
    assert helper.ask(["x"])[0]["pid"] not in pids


def test_threads_do_not_mix_answers(helper: HelperProcess):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: helper.ask([f"{n}a", f"{n}b"]), range(60)))
    assert [[a["target"] for a in pair] for pair in answers] == [
        [f"{n}a"[::-1], f"{n}b"[::-1]] for n in range(60)
    ]


@pytest.mark.parametrize(("question", "said"), [("die", "status 3.*last words"), ("fail", "failed")])
def test_after_a_fault_the_next_question_is_answered(helper: HelperProcess, question: str, said: str):
    with pytest.raises(EngineFault, match=said):
        helper.ask(["first", question, "never answered"])
    assert helper.ask(["ab"])[0]["target"] == "ba"


def test_one_that_hangs_is_ended(helper: HelperProcess, monkeypatch: pytest.MonkeyPatch):
    assert helper.ask(["ab"])
    monkeypatch.setattr(process_module, "ANSWER_SECONDS", 0.3)
    with pytest.raises(EngineFault, match="no answer"):
        helper.ask(["hang"])
    monkeypatch.undo()
    assert helper.ask(["ab"])[0]["target"] == "ba"


def test_what_does_not_load_says_why(script: Path):
    with pytest.raises(LoadFault, match="broken") as caught:
        HelperProcess(script, {"fault": True}).ask(["x"])
    assert caught.value.kind == "import"


def test_one_that_never_speaks(tmp_path: Path):
    path = tmp_path / "silent.py"
    path.write_text("raise SystemExit('no words')", encoding="utf-8")
    with pytest.raises(EngineFault, match="no words"):
        HelperProcess(path, {}).ask(["x"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_starts_its_own(helper: HelperProcess):
    pid = helper.ask(["x"])[0]["pid"]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = helper.ask(["x"])[0]["pid"]
        os.write(writing, str(answer).encode())
        helper.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert int(os.read(reading, 20)) != pid
    assert helper.ask(["x"])[0]["pid"] == pid


def test_no_process_is_left_behind(script: Path):
    helper = HelperProcess(script, {})
    pid = helper.ask(["x"])[0]["pid"]
    del helper
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
