"""The figures the kit knows of a unit in a month, as the headings of the monthly sheet name them."""

from __future__ import annotations

from collections.abc import Mapping

FACTS: Mapping[str, str] = {
    "计入条数": "主动公开台账：公开日期在本月、计入条数为“是”的；转载折算，同名同日只计一次",
    "月任务数": "单位清单",
    "已公开事项数": "主动公开台账：单位清单里的应公开事项，到本月已经有信息的",
    "应公开事项数": "单位清单",
    "已同步条数": "主动公开台账：应同步的信息里，各个规定渠道都有的",
    "应同步条数": "主动公开台账：方案里写明要同步的栏目类型的信息",
    "已填必填要素": "主动公开台账",
    "应填必填要素": "主动公开台账",
    "按期条数": "主动公开台账：成文后在时限内公开的",
    "达标栏目数": "栏目更新表（巡检结果）",
    "责任栏目数": "栏目更新表（巡检结果）",
    "按期办结件": "依申请公开台账",
    "应办结件": "依申请公开台账：期限在本月，或提前到本月答复的",
    "字数": "主动公开台账（由校对结果回填）",
    "一般差错": "主动公开台账（由校对结果回填）",
    "严重差错": "主动公开台账（由校对结果回填）",
    "送审篇数": "月度情况表",
    "一次通过篇数": "月度情况表",
    "按时整改数": "问题清单：期限在本月的问题里按时改完的",
    "应整改数": "问题清单：整改期限在本月的",
    "未关闭E级": "台账核对出的“错误”级的问题",
}
"""Where each figure comes from."""

ALIASES: Mapping[str, str] = {"未关闭E级问题数": "未关闭E级"}
"""Other names of figures in formulas, with those of the sheet."""
COUNTED = "计入条数"
"""The figure that says whether a unit published anything."""
RATE = "差错率"
"""A part of a formula that is shown beside the scores, in 处/万字."""
