"""The forms that are known: those of the package, and those of the workspaces' ``forms`` folders."""

from __future__ import annotations

from functools import cache

import yaml
from pydantic import ValidationError

from report_kit.errors import DataError, ReportError
from report_kit.forms.form import Form
from report_kit.resources import PACKAGE, read_yaml

LATEST = "annual_2021"
SHIPPED = PACKAGE / "forms"


@cache
def load_form(form_id: str = LATEST) -> Form:
    """Load a form by id.

    Raises:
        ReportError: ``RK-201``: no such form.
        DataError: ``RK-301``: the form file does not fit the schema.
    """
    path = SHIPPED / f"{form_id}.yaml"
    if not form_id.isidentifier() or not path.is_file():
        known = "、".join(form.id for form in known_forms())
        raise ReportError("RK-201", f"没有名为“{form_id}”的报告格式", remedy=f"目前支持的格式：{known}")
    try:
        return Form.model_validate(read_yaml(path))
    except (yaml.YAMLError, ValidationError) as error:
        raise DataError("RK-301", f"格式文件有误：{error}", where=path.name, remedy="请重新安装") from error


def known_forms() -> tuple[Form, ...]:
    """Return every form there is, those of the package first, by id."""
    return tuple(load_form(path.stem) for path in sorted(SHIPPED.glob("*.yaml")))


def form_for_year(year: int, form: str = "", family: str = "") -> Form:
    """Return the form in force for reports about ``year``.

    Args:
        year: the year reported on.
        form: id of a form; itself when it is in force, else another of its family.
        family: which forms to choose from, when no form is given; those of the annual report when empty.

    Raises:
        ReportError: ``RK-201``: no such form or family; ``RK-202``: none of them is in force.
    """
    wanted = load_form(form or LATEST)
    family = wanted.kin if form or not family else family
    kin = [other for other in known_forms() if other.kin == family]
    if form or wanted.kin == family:
        kin = [wanted, *(other for other in kin if other.id != wanted.id)]
    if not kin:
        raise ReportError("RK-201", f"没有名为“{family}”的一类报告格式")
    found = next((other for other in kin if other.covers(year)), None)
    if found is None:
        since, until = min(other.since for other in kin), max(other.until for other in kin)
        raise ReportError(
            "RK-202",
            f"没有适用于 {year} 年度的报告格式",
            where=f"年度 {year}",
            remedy=f"请填写 {since} 到 {until} 之间的四位年份（报告所反映的年度，不是编写的年份）",
        )
    return found
