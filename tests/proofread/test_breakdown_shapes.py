"""Sums in sentences of many shapes, made by chance: right ones silent, wrong ones found."""

from random import Random

import pytest

from report_kit.proofread import Proofreader

PROOFREADER = Proofreader(select=["number.breakdown"])
WANTED = {"equal": [], "over": ["error"], "under": ["warning"]}
CHANNELS = ["政府网站", "微信公众号", "政务公开栏", "新媒体", "政府公报", "电子屏", "村务公开栏"]
KINDS = ["工作动态", "通知公告", "政策文件", "财政信息", "机构职能", "人事信息", "政策解读", "其他信息"]
HEADS = [
    "2024年，我镇共主动公开政府信息{t}{u}，其中{b}{tail}",
    "全年累计公开信息{t}{u}。其中：{b}{tail}",
    "共发布各类信息 {t} {u},其中{b}{tail}",
    "主动公开政府信息总数为{t}{u}，包括{b}{tail}",
    "截至12月31日，公开政务信息共计{t}{u}，具体为：{b}{tail}",
    "2024年度信息公开总数{t}{u}，按类别分：其中{b}{tail}",
    "通过各渠道公开{t}{u}（其中{b}）{tail}",
    "本年度公开{t}{u}信息，其中{b}{tail}",
    "办理各类事项{t}{u}，分别为{b}{tail}",
    "公开信息{t}{u}，较2023年12{u}增加7{u}，其中{b}{tail}",
    "公开信息{t}{u}，公开率100%。其中：{b}{tail}",
    "公开信息{t}{u},主动公开{t}{u}。其中,{b}{tail}",
]
ITEMS = [
    "{k}{n}{u}",
    "{k} {n} {u}",
    "{k}信息{n}{u}",
    "发布{k}{n}{u}",
    "{n}{u}{k}",
    "通过{k}公开{n}{u}",
    "{k}（{n}{u}）",
    "{k}{n}",
    "{k}{n}{u}，占比为{p}%",
]
TAILS = ["。", "，均已按要求公开。", "，较上年增长12%。", "；办结申请3件。", "，公开率100%。"]


def items(rng: Random, names: list[str], numbers: list[int], unit: str, total: int) -> str:
    form = rng.choice(ITEMS)
    return rng.choice("、，；,;").join(
        form.format(k=name, n=number, u=unit, p=round(number * 100 / total, 1))
        for name, number in zip(names, numbers, strict=True)
    )


def split(rng: Random, total: int, count: int) -> list[int]:
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]


@pytest.mark.parametrize("verdict", WANTED)
@pytest.mark.parametrize("head", HEADS)
def test_one_list(head: str, verdict: str):
    rng = Random(head + verdict)
    for _ in range(40):
        unit, count = rng.choice("条件篇期份"), rng.randint(2, 6)
        total = rng.randint(20, 2000)
        numbers = split(rng, total, count)
        off = rng.randint(1, total // 3)
        stated = {"equal": total, "over": total - off, "under": total + off}[verdict]
        body = items(rng, rng.sample(KINDS + CHANNELS, count), numbers, unit, total)
        text = head.format(t=stated, u=unit, b=body, tail=rng.choice(TAILS))
        assert [f.severity.value for f in PROOFREADER.check(text)] == WANTED[verdict], text


def listed(names: list[str], numbers: list[int], unit: str, mark: str) -> str:
    return mark.join(f"{name}{number}{unit}" for name, number in zip(names, numbers, strict=True))


@pytest.mark.parametrize(
    ("shape", "second_is_checked"),
    [
        ("共公开信息{t}{u}，其中{channels}；其中{kinds}。", True),
        ("通过{channels}，共公开信息{t}{u}，其中{kinds}。", True),
        ("公开信息{t}{u}（{channels}），其中{kinds}。", True),
        ("共公开信息{t}{u}，按渠道分，{channels}；按内容分，{kinds}。", False),
        ("共公开信息{t}{u}，其中{channels}。内容包括{kinds}。", False),
    ],
)
def test_by_channel_and_by_kind(shape: str, second_is_checked: bool):
    rng = Random(shape)
    for _ in range(40):
        unit, total, mark = rng.choice("条件篇"), rng.randint(30, 3000), rng.choice("、，")
        by_channel, by_kind = split(rng, total, rng.randint(2, 3)), split(rng, total, rng.randint(2, 5))
        channels = listed(rng.sample(CHANNELS, len(by_channel)), by_channel, unit, "、")
        names = rng.sample(KINDS, len(by_kind))
        right = shape.format(t=total, u=unit, channels=channels, kinds=listed(names, by_kind, unit, mark))
        assert PROOFREADER.check(right) == [], right
        by_kind[-1] += rng.randint(1, 9)
        wrong = shape.format(t=total, u=unit, channels=channels, kinds=listed(names, by_kind, unit, mark))
        if second_is_checked:
            assert [f.severity.value for f in PROOFREADER.check(wrong)] == ["error"], wrong


def test_a_list_within_a_list():
    rng = Random(5)
    for _ in range(60):
        total = rng.randint(40, 900)
        first, second = split(rng, total, 2)
        inner = split(rng, first, rng.randint(2, 3))
        nested = listed(rng.sample(KINDS, len(inner)), inner, "条", "、")
        right = f"共公开信息{total}条，其中政府网站{first}条（{nested}），微信公众号{second}条。"
        assert PROOFREADER.check(right) == [], right
