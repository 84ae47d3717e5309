"""How long a clerk waits: figures of the editor on a full report, shown by ``-s``; only sizes are limited."""

import json
import statistics
import time
from typing import Any

import pytest

from report_kit.forms.report import Report

Lab = Any

FIELD = ".rk-section .cm-content"
PASSAGE = "本年度严格执行政府信息公开各项规定，及时回应群众关切，做好政策解读工作。"
MARKED = """(word) => new Promise((resolve, reject) => {
    const field = document.activeElement;
    const began = performance.now();
    const look = () => {
        const marks = [...field.querySelectorAll('.rk-mark')];
        if (marks.some((mark) => mark.textContent.includes(word))) resolve(performance.now() - began);
        else if (performance.now() - began > 20000) reject(new Error('no mark'));
        else requestAnimationFrame(look);
    };
    look();
})"""


@pytest.fixture
def report(lab: Lab) -> Report:
    """A full report whose （一）主动公开 has 2,000 characters in ten paragraphs."""
    year = 2021 + len(lab.workspace.reports()) % 10
    report = Report.new(f"云岭县清河{len(lab.workspace.reports())}镇人民政府", "镇", year)
    for section in report.spec.sections:
        report = report.with_section(section.id, PASSAGE * 3)
    paragraphs = [f"第{number}段。" + PASSAGE * 6 for number in range(9)]
    report = report.with_section("overview.disclosure", "\n".join(paragraphs)[:2000])
    lab.workspace.create(report)
    return report


def test_waiting_times(lab: Lab, report: Report, record_property: Any) -> None:
    page = lab.page
    lab.open("01_起草.ipynb")
    began = time.monotonic()
    lab.run_all()
    field = page.locator(FIELD).nth(2)
    field.click()
    page.keyboard.insert_text("首")
    page.wait_for_function("() => document.activeElement.textContent.includes('首')")
    first = time.monotonic() - began

    page.wait_for_timeout(6000)  # the check of the whole report is over
    waits = []
    for number in range(10):
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(f"{number}各村发言优良传统，")
        waits.append(page.evaluate(MARKED, "发言"))
        page.keyboard.press("Control+z")
        # Other marks may come: the check of the whole report goes on meanwhile.
        page.wait_for_function(
            "() => ![...document.activeElement.querySelectorAll('.rk-mark')]"
            ".some((mark) => mark.textContent.includes('发言'))"
        )
        page.wait_for_timeout(700)
    models = page.evaluate(
        """async () => {
            const widget = window.jupyterapp.shell.currentWidget;
            const kernel = widget.context.sessionContext.session.kernel;
            return new Promise((resolve) => {
                const comm = kernel.createComm('jupyter.widget.control');
                comm.onMsg = (message) => {
                    const {method, states} = message.content.data;
                    if (method === 'update_states')
                        resolve(Object.values(states).map((state) => JSON.stringify(state).length));
                };
                comm.open({}, {version: '1.0.0'});
                comm.send({method: 'request_states'});
            });
        }"""
    )
    figures = {
        "seconds to the first usable field": round(first, 2),
        "typing to mark, ms, median": round(statistics.median(waits)),
        "typing to mark, ms, all": [round(wait) for wait in waits],
        "widget models": len(models),
        "bytes of widget state": sum(models),
    }
    print(json.dumps(figures, ensure_ascii=False))
    record_property("figures", figures)
    assert sum(models) < 1_000_000, "the page part is sent once, not with every field"
