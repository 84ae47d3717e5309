"""Tables that a file holds as lines of text: read where sure, left alone where not."""

from report_kit.document import Document
from report_kit.forms.catalogue import load_form
from report_kit.forms.locate import locate

HEAD = "清水县人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n全县公开信息30条。\n"
TABLE2 = (
    "二、主动公开政府信息情况第二十条第（一）项\n信息内容本年制发件数本年废止件数现行有效件数\n"
    "规章0          0       0\n行政规范性文件3          5       25第二十条第（五）项\n"
    "信息内容本年处理决定数量\n行政许可550第二十条第（六）项\n信息内容本年处理决定数量\n"
    "行政处罚419\n行政强制15第二十条第（八）项\n信息内容本年收费金额（单位：万元）\n行政事业性收费7730.28\n"
)
COLUMNS = ("natural", "business", "research", "charity", "legal", "other", "total")


def cells(text: str) -> dict[tuple[str, str, str], str]:
    document = Document.from_text(text)
    located = locate(document)
    for found in located.cells.values():
        assert document.text[found.cell.start : found.cell.end] == found.cell.text
    return {address: found.cell.text for address, found in located.cells.items()}


def table3(sep: str = " ", glue: str = "", broken: str = "") -> str:
    lines = []
    for number, row in enumerate(r for b in load_form().table("table3").blocks for r in b.rows):
        figures = sep.join([str(number), "0", "0", "0", "0", "0", str(number)])
        label = row.label.replace("政府信息公开申请", broken + "政府信息公开申请") if broken else row.label
        lines.append(f"{label}{glue}{figures}")
    return "三、收到和处理政府信息公开申请情况\n自然人 商业企业 总计\n" + "\n".join(lines) + "\n"


def test_labels_glued_to_figures():
    found = cells(HEAD + TABLE2)
    assert [found["table2", "normative", c] for c in ("issued", "repealed", "valid")] == ["3", "5", "25"]
    assert found["table2", "licensing", "decisions"] == "550"
    assert found["table2", "fees", "amount"] == "7730.28"


def test_rows_of_table_three_on_one_line_each():
    found = cells(HEAD + table3(sep="    ", glue=" "))
    assert len(found) == 175
    assert [found["table3", "other.misc", column] for column in COLUMNS] == ["22", *"00000", "22"]
    assert found["table3", "carried_out", "total"] == "24"


def test_a_cell_a_line():
    found = cells(HEAD + table3(sep="\n", glue="\n"))
    assert found["table3", "new", "natural"] == "0"
    assert found["table3", "carried_out", "total"] == "24"


def test_the_other_tables_with_a_cell_a_line():
    table2 = (
        "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n规章\n2\n0\n11\n行政规范性文件\n109\n489\n597\n"
        "信息内容\n本年处理决定数量\n行政许可\n18\n行政处罚\n28\n行政强制\n2\n行政事业性收费\n59.2\n"
    )
    labels = "\n".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    table4 = f"行政复议\n行政诉讼\n未经复议直接起诉\n复议后起诉\n{labels}\n" + "\n".join("303060200210001")
    found = cells(HEAD + table2 + table4 + "\n五、存在的主要问题及改进情况\n一是更新慢。\n")
    assert [found["table2", "normative", c] for c in ("issued", "repealed", "valid")] == ["109", "489", "597"]
    assert found["table2", "fees", "amount"] == "59.2"
    assert found["table4", "cases", "review.total"] == "6"
    assert found["table4", "cases", "after.total"] == "1"


def test_the_next_label_glued_to_the_last_figure():
    text = table3(sep="  ", glue=" ").replace("17\n5.要求行政", "175.要求行政")
    assert cells(HEAD + table3(sep="  ", glue=" "))["table3", "unprocessed.abusive", "total"] == "18"
    glued = text.replace("18\n5.要求", "185.要求")
    found = cells(HEAD + glued)
    assert found["table3", "unprocessed.abusive", "total"] == "18"
    assert found["table3", "unprocessed.confirm", "total"] == "19"


def test_a_label_broken_over_the_line():
    text = table3(sep="  ", glue=" ").replace(
        "2.其他法律行政法规禁止公开 ", "2.其他法律行政法规禁止公\n结  开 "
    )
    assert cells(HEAD + text)["table3", "refused.law", "natural"] == "5"


def test_a_row_with_too_few_figures_stays_unread():
    text = table3(sep="  ", glue=" ").replace("12  0  0  0  0  0  12", "12  0  0  0  12")
    found = cells(HEAD + text)
    assert ("table3", "unavailable.not_held", "total") not in found
    assert found["table3", "unavailable.to_be_made", "total"] == "13"


def test_prose_that_speaks_of_rows_is_no_table():
    text = HEAD + "行政许可12件，行政处罚3件。\n本年新收政府信息公开申请数量为5件，总计5件。\n"
    assert cells(text) == {}


def test_a_group_printed_as_one_row_of_noughts():
    lines = table3(sep="  ", glue=" ").split("\n")
    kept = [line for line in lines if "逾期" not in line and not line.startswith("3.其他")]
    at = next(index for index, line in enumerate(kept) if line.startswith("（七）"))
    text = "\n".join([*kept[:at], "（六）其他处理  0 0 0 0 0 0 0", *kept[at:]])
    found = cells(HEAD + text)
    assert found["table3", "other.unpaid", "total"] == "0"
    assert found["table3", "done", "total"] == "23"


def test_table_four_in_one_line_and_in_halves():
    head = "四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼\n未经复议直接起诉复议后起诉\n"
    whole = cells(HEAD + TABLE2 + head + "10  1  0   0   11  0  0  0  0  0  5  0  0  0  5\n")
    assert whole["table4", "cases", "review.total"] == "11"
    assert whole["table4", "cases", "after.total"] == "5"
    half = cells(
        HEAD + TABLE2 + "复议后起诉\n其他结果  尚未审结  总计  结果维持  结果纠正  其他结果  尚未审结  总计\n"
        "11   7   25   33   0   6   13   52\n"
    )
    assert half["table4", "cases", "direct.total"] == "25"
    assert half["table4", "cases", "after.upheld"] == "33"
    assert ("table4", "cases", "review.total") not in half


def test_headings_with_text_glued_on():
    text = HEAD + TABLE2 + "六、其他需要报告的事项2024年，全县收取信息处理费0元。\n"
    located = locate(Document.from_text(text))
    other = located.section("other")
    assert other is not None
    assert [text[a:b] for a, b in other.prose] == ["2024年，全县收取信息处理费0元。"]
    assert located.section("disclosure") is not None
    assert not any("行政许可" in text[a:b] for s in located.sections for a, b in s.prose)
